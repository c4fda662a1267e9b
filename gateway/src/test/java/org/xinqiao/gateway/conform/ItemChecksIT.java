package org.xinqiao.gateway.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.conform.Row.Verdict;
import org.xinqiao.gateway.outside.RunningSandbox;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.tuf.HttpFetcher;
import tools.jackson.databind.JsonNode;

/**
 * The partner kit's questions about items, played by a member that has an agreement with queries.
 */
@ExtendWith(RunningSandbox.class)
class ItemChecksIT {
    private static final NodeId FUZHOU = NodeId.parse("cn-350100");
    private static final NodeId XIAMEN = NodeId.parse("cn-350200");

    private Member member;
    private TrustSnapshot trust;

    @BeforeEach
    void join() throws Exception {
        Path sandbox = RunningSandbox.Running.current().directory();
        Member outside = MemberFile.read(sandbox.resolve("sandbox.json"));
        Path home = sandbox.resolve("nodes").resolve(FUZHOU.value());
        var keys = new EnumMap<Suite, SigningKey>(Suite.class);
        for (Suite suite : Suite.values()) {
            String name = suite.name().toLowerCase(Locale.ROOT) + "-message.json";
            byte[] jwk = Files.readAllBytes(home.resolve("keys").resolve(name));
            keys.put(suite, Keys.parsePrivate(StrictJson.parseObject(jwk)));
        }
        member =
                new Member(
                        FUZHOU,
                        keys,
                        null,
                        null,
                        TlsIdentity.read(
                                home.resolve("tls.certificate.pem"), home.resolve("tls.key.pem")),
                        outside.root(),
                        outside.repository(),
                        Map.of());
        trust =
                Verification.verify(
                        member.root(), new HttpFetcher(member.repository()), Instant.now());
    }

    @Test
    void node_withAnAgreement_conformsInEveryRow_andTheOneAboutNoAgreementIsSkipped() {
        for (Suite suite : Suite.values()) {
            List<Row> rows = rows(suite);
            assertThat(rows).hasSize(7);
            assertThat(rows)
                    .allSatisfy(row ->
                            assertThat(row.verdict())
                                    .as("%s: %s", row.id(), row.got())
                                    .isEqualTo(
                                            row.id().equals("items-without-agreement")
                                                    ? Verdict.SKIPPED
                                                    : Verdict.CONFORMS));
        }
    }

    private List<Row> rows(Suite suite) {
        try (var trial =
                new Trial(
                        member,
                        trust.keys(XIAMEN).orElseThrow(),
                        endpoint(),
                        trust,
                        1,
                        Clock.systemUTC(),
                        new SecureRandom(),
                        row -> {})) {
            new ItemChecks(trial, suite).run();
            return trial.rows();
        }
    }

    private static URI endpoint() {
        for (JsonNode node : RunningSandbox.Running.current().file().path("nodes").values()) {
            if (node.path("id").stringValue().equals(XIAMEN.value())) {
                return URI.create(node.path("federation").stringValue());
            }
        }
        throw new AssertionError("Xiamen is not in the sandbox");
    }
}
