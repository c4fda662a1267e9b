package org.xinqiao.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.xinqiao.trust.tuf.TestRepository.NOW;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.JsonChange;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a delegated role signs with its own good key, the others are heard as before. */
class ChangedMetadataTest {
    private static final int ROUNDS = 300;

    @TempDir Path directory;

    @Test
    void delegatedRole_signingAnything_spoilsNoOther() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TestRepository repository = new TestRepository();
        byte[] good = withDelegation(repository);
        int left = 0;
        for (int i = 0; i < ROUNDS; i++) {
            ObjectNode signed = (ObjectNode) StrictJson.parseObject(good).get("signed");
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                JsonChange.somewhere(signed, random);
            }
            byte[] changed = sign(signed, repository.keys.get("city").getFirst());
            repository.files.put("1.city.json", changed);
            repository.roles.put("city", new MetaFile(1, FileInfo.of(changed)));
            repository.publishSnapshot();
            try {
                VerifiedRepository verified =
                        new TufClient(
                                        repository.root(),
                                        new Store(directory.resolve("state" + i)),
                                        repository)
                                .refresh(NOW);
                assertThat(verified.targets())
                        .extracting(VerifiedTarget::path)
                        .contains("keys/other.json", "members/nation.json");
                left += verified.faults().isEmpty() ? 0 : 1;
            } catch (RuntimeException | Error e) {
                fail("seed " + seed + " round " + i + ": " + signed, e);
            }
        }
        assertThat(left).as("seed " + seed).isGreaterThan(ROUNDS / 4);
    }

    private static byte[] withDelegation(TestRepository repository) {
        Delegation below =
                new Delegation(
                        "district",
                        repository.authority("other"),
                        true,
                        List.of(new PathPattern("keys/d*.json")));
        FileInfo info = FileInfo.of("city's keys".getBytes(UTF_8));
        return MetadataWriter.sign(
                new Metadata.Targets(
                        1, TestRepository.LATER, Map.of("keys/city.json", info), List.of(below)),
                repository.keys.get("city"));
    }

    private static byte[] sign(ObjectNode signed, SigningKey key) {
        ObjectNode file = StrictJson.object();
        byte[] message;
        try {
            message = CanonicalJson.write(signed);
        } catch (MalformedJson e) {
            message = new byte[0];
        }
        file.putArray("signatures")
                .addObject()
                .put("keyid", RoleKey.of(key.publicKey()).id())
                .put("sig", HexFormat.of().formatHex(key.sign(message)));
        file.set("signed", signed);
        return StrictJson.write(file);
    }
}
