package org.xinqiao.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.PublicTestKeys;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.DocumentFault;
import org.xinqiao.trust.document.NodeKeysJson;
import org.xinqiao.trust.evidence.TrustArchive;
import org.xinqiao.trust.tuf.Store;
import org.xinqiao.trust.tuf.TufClient;
import org.xinqiao.trust.tuf.VerifiedRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys of the golden vectors are everybody's: no federation may rest on one. */
class PublicTestKeysTest {
    private static final String VECTORS = "/org/xinqiao/contracts/vectors/protocol/";
    private static final java.time.Instant NOW = java.time.Instant.parse("2026-11-21T02:30:00Z");

    @TempDir Path directory;

    @Test
    void document_withATestKey_isRefusedWhenItIsEdited() throws Exception {
        JsonNode document = read("federation.json").get("keys").get(0);
        List<DocumentFault> faults = NodeKeysJson.check(document);
        int keys = document.get("keys").size() + document.get("smKeys").size();
        assertThat(faults)
                .hasSize(keys)
                .allMatch(fault -> fault.rule().equals("is a public test key"));
    }

    @Test
    void repository_withTestKeys_isActedOnWithoutThem_andJudgedWithThem() throws Exception {
        JsonNode evidence = read("evidence.json");
        byte[] root = evidence.get("root").stringValue().getBytes();
        JsonNode files =
                StrictJson.parse(
                                evidence.get("vectors").get(0).get("file").stringValue().getBytes())
                        .get("evidence")
                        .get("trust")
                        .get(0)
                        .get("files");
        var repository = new java.util.HashMap<String, byte[]>();
        for (String path : files.propertyNames()) {
            String base64 = files.get(path).stringValue();
            repository.put(path, java.util.Base64.getUrlDecoder().decode(base64));
        }
        VerifiedRepository verified =
                new TufClient(
                                root,
                                new Store(directory),
                                (path, max) -> java.util.Optional.ofNullable(repository.get(path)))
                        .refresh(NOW);

        TrustSnapshot acting = TrustLoader.load(verified, AgreementMemory.NONE, NOW).snapshot();
        TrustSnapshot judged = TrustArchive.verify(root, repository, NOW);

        assertThat(acting.keys(SandboxFixture.XIAMEN).orElseThrow().keys()).isEmpty();
        assertThat(acting.faults())
                .anyMatch(fault -> fault.toString().contains("is a public test key"));
        assertThat(judged.keys(SandboxFixture.XIAMEN).orElseThrow().keys())
                .isNotEmpty()
                .allMatch(key -> PublicTestKeys.isOne(key.key().kid()));
    }

    private static ObjectNode read(String name) throws Exception {
        try (InputStream in = PublicTestKeysTest.class.getResourceAsStream(VECTORS + name)) {
            return StrictJson.parseObject(in.readAllBytes());
        }
    }
}
