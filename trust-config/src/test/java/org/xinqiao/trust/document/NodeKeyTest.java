package org.xinqiao.trust.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.trust.document.NodeKey.Standing.GOOD;
import static org.xinqiao.trust.document.NodeKey.Standing.NOT_STARTED;
import static org.xinqiao.trust.document.NodeKey.Standing.RETIRED;
import static org.xinqiao.trust.document.NodeKey.Standing.REVOKED;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import tools.jackson.databind.node.ObjectNode;

class NodeKeyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant RETIRE = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant REVOKE = Instant.parse("2026-03-01T00:00:00Z");
    private static final SigningKey KEY =
            Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final SigningKey SM =
            Keys.generate(SignatureAlgorithm.SM2SM3, new SecureRandom());

    private final NodeKey key =
            new NodeKey(KEY.publicKey(), Set.of(KeyUse.PASS), START, RETIRE, REVOKE);

    @Test
    void standing_turnsExactlyAtItsTimes() {
        assertThat(key.standing(START.minusMillis(1), START)).isEqualTo(NOT_STARTED);
        assertThat(key.standing(START, START)).isEqualTo(GOOD);
        assertThat(key.standing(RETIRE.minusMillis(1), RETIRE)).isEqualTo(GOOD);
        assertThat(key.standing(RETIRE, RETIRE)).isEqualTo(RETIRED);
        assertThat(key.standing(START, REVOKE.minusMillis(1))).isEqualTo(GOOD);
        assertThat(key.standing(START, REVOKE)).isEqualTo(REVOKED);
    }

    private NodeKeys keys() {
        return new NodeKeys(
                NodeId.parse("cn-350200"),
                URI.create("https://localhost:1"),
                EnumSet.allOf(Suite.class),
                List.of(
                        key,
                        new NodeKey(SM.publicKey(), Set.of(KeyUse.MESSAGE), START, null, null)),
                Set.of("A".repeat(43)));
    }

    @Test
    void document_written_readsBackTheSame() throws Exception {
        ObjectNode json = NodeKeysJson.write(keys());
        NodeKeysJson.Read read = NodeKeysJson.read(json);

        assertThat(NodeKeysJson.check(json)).isEmpty();
        assertThat(read.ignored()).isEmpty();
        assertThat(NodeKeysJson.write(read.keys())).isEqualTo(json);
        assertThat(json.get("keys")).hasSize(1);
        assertThat(json.get("smKeys")).hasSize(1);
    }

    @Test
    void key_inTheWrongSetOrWithItsSecretOrListedTwice_isLeftOut() throws Exception {
        ObjectNode json = NodeKeysJson.write(keys());
        json.withArray("keys").add(json.get("smKeys").get(0).deepCopy());
        json.withArray("keys").add(json.get("keys").get(0).deepCopy());
        json.withArray("smKeys").add(SM.privateJwk());

        NodeKeysJson.Read read = NodeKeysJson.read(json);

        assertThat(read.keys().keys()).hasSize(2);
        assertThat(read.ignored())
                .extracting(DocumentFault::toString)
                .containsExactlyInAnyOrder(
                        "keys[1]: SM2 keys stand in smKeys, all others in keys",
                        "keys[2].kid: stands twice",
                        "smKeys[1].d: a published key must not carry its secret");
    }

    @Test
    void key_thatEndsBeforeItStarts_isAFault() {
        ObjectNode json = NodeKeysJson.write(keys());
        ObjectNode first = (ObjectNode) json.get("keys").get(0);
        first.put("retiredAt", "2026-01-01T08:00:00+08:00");

        assertThat(NodeKeysJson.check(json))
                .containsExactly(new DocumentFault("keys[0].retiredAt", "must be after startsAt"));
        first.put("retiredAt", "2026-01-01T08:00:01+08:00");
        assertThat(NodeKeysJson.check(json)).isEmpty();
    }

    @Test
    void keyOfTheLog_withAnotherUseOrCurve_isAFault() {
        SigningKey log = Keys.generate(SignatureAlgorithm.EDDSA, new SecureRandom());

        assertThat(NodeKeysJson.check(publishing(log, KeyUse.LOG))).isEmpty();
        assertThat(NodeKeysJson.check(publishing(log, KeyUse.WITNESS))).isEmpty();
        assertThat(NodeKeysJson.check(publishing(log, KeyUse.LOG, KeyUse.WITNESS)))
                .containsExactly(new DocumentFault("keys[0].uses", "log and witness stand alone"));
        assertThat(NodeKeysJson.check(publishing(KEY, KeyUse.LOG)))
                .containsExactly(
                        new DocumentFault("keys[0].crv", "must be Ed25519 for log and witness"));
    }

    private static ObjectNode publishing(SigningKey published, KeyUse... uses) {
        return NodeKeysJson.write(
                new NodeKeys(
                        NodeId.parse("cn-350200"),
                        URI.create("https://localhost:1"),
                        EnumSet.of(Suite.INTL),
                        List.of(
                                new NodeKey(
                                        published.publicKey(), Set.of(uses), START, null, null)),
                        Set.of("A".repeat(43))));
    }
}
