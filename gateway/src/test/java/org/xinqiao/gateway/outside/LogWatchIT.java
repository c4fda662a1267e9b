package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.gateway.witness.MadeLog;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.tuf.HttpFetcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two nodes that watch each other's logs, and the log of a member that runs other software. */
@ExtendWith(RunningSandbox.class)
class LogWatchIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final String CHECKPOINT = "/federation/v1/log/checkpoint";

    @TempDir Path directory;

    private Outside outside;
    private TrustSnapshot trust;

    @BeforeEach
    void join() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        JsonNode at = outside.sandbox.path("trust");
        trust =
                Verification.verify(
                        Path.of(at.path("root").stringValue()),
                        new HttpFetcher(URI.create(at.path("repository").stringValue())),
                        Instant.now());
    }

    @Test
    void log_ofOneNode_isCosignedByTheOther_andItsOwnerShowsThat() throws Exception {
        NoteKey log = NoteKey.ofLog(XIAMEN, published(XIAMEN, KeyUse.LOG));
        NoteKey witness = NoteKey.ofWitness(FUZHOU, published(FUZHOU, KeyUse.WITNESS));

        SignedCheckpoint seen =
                Awaitility.await()
                        .atMost(WAIT)
                        .until(
                                () -> note(FUZHOU, "/federation/v1/witness/cn-350200/checkpoint"),
                                Optional::isPresent)
                        .orElseThrow();
        seen.verify(log);
        seen.verifyCosignature(witness);
        Awaitility.await()
                .atMost(WAIT)
                .until(() -> isCosigned(note(XIAMEN, CHECKPOINT).orElseThrow(), log, witness));
    }

    @Test
    void log_isShownToMembersOnly_andBadPathsAreNotFound() throws Exception {
        var tls = TestCertificate.in(directory, "stranger");
        var stranger = Outside.client(TlsIdentity.read(tls.certificate(), tls.key()));

        assertThat(outside.get(stranger, XIAMEN, CHECKPOINT).status()).isEqualTo(403);
        assertThat(outside.get(XIAMEN, CHECKPOINT).status()).isEqualTo(200);
        for (String path :
                List.of(
                        "/federation/v1/log/tile/7/x036/x028/x797/x018/x963/967",
                        "/federation/v1/log/tile/0/0",
                        "/federation/v1/log/tile/entries",
                        "/federation/v1/witness/cn-999999/checkpoint",
                        "/federation/v1/witness/somebody/checkpoint")) {
            assertThat(outside.get(XIAMEN, path).status()).as(path).isEqualTo(404);
        }
        assertThat(outside.api(XIAMEN, null, "GET", CHECKPOINT, null).status()).isEqualTo(404);
    }

    @Test
    void log_ofAMemberWithOtherSoftware_isCosigned_andItsForkAlarmsTheOperator() throws Exception {
        var key = Keys.parsePrivate(outside.sandbox.path("outside").path("log").path("log"));
        MadeLog made = new MadeLog(HANGZHOU, key).holds("a", "b", "c");
        String witnessed = "/federation/v1/witness/" + HANGZHOU + "/checkpoint";
        try (var server = new FakeLogServer(outside.sandbox, made)) {
            awaitSize(witnessed, 3);
            server.holds("a", "b", "c", "d", "e");
            awaitSize(witnessed, 5);

            server.holds("a", "b", "c", "d", "another");
            ObjectNode alarm =
                    Awaitility.await()
                            .atMost(WAIT)
                            .until(() -> open("log-fork"), Optional::isPresent)
                            .orElseThrow();
            NoteKey log = NoteKey.ofLog(HANGZHOU, key.publicKey());
            SignedCheckpoint known = note(alarm.path("proof").path("known"));
            SignedCheckpoint shown = note(alarm.path("proof").path("shown"));
            known.verify(log);
            shown.verify(log);
            assertThat(known.checkpoint().size()).isEqualTo(shown.checkpoint().size());
            assertThat(known.checkpoint().root()).isNotEqualTo(shown.checkpoint().root());

            String id = alarm.path("id").stringValue();
            String path = "/api/v1/alarms/" + id + "/acknowledge";
            assertThat(outside.api(XIAMEN, "counter", "POST", path, null).status()).isEqualTo(403);
            assertThat(outside.api(XIAMEN, "operator", "POST", path, null).status()).isEqualTo(200);
            assertThat(open("log-fork")).isEmpty();
            server.holds("a", "b", "c", "d", "another", "f");
            awaitSize(witnessed, 6);
        }
    }

    private void awaitSize(String witnessed, long size) {
        Awaitility.await()
                .atMost(WAIT)
                .until(() ->
                        note(XIAMEN, witnessed)
                                .filter(note -> note.checkpoint().size() == size)
                                .isPresent());
    }

    private Optional<ObjectNode> open(String kind) throws Exception {
        var alarms = outside.api(XIAMEN, "operator", "GET", "/api/v1/alarms", null).json();
        for (JsonNode alarm : alarms.path("alarms").values()) {
            if (alarm.path("kind").stringValue().equals(kind)
                    && alarm.path("origin").stringValue().equals(HANGZHOU + "/log")
                    && alarm.path("acknowledgedAt").isNull()) {
                return Optional.of((ObjectNode) alarm);
            }
        }
        return Optional.empty();
    }

    private static SignedCheckpoint note(JsonNode text) throws Exception {
        return SignedCheckpoint.parse(text.stringValue().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<SignedCheckpoint> note(NodeId at, String path) throws Exception {
        Outside.Answer answer = outside.get(at, path);
        return answer.status() == 200
                ? Optional.of(SignedCheckpoint.parse(answer.body()))
                : Optional.empty();
    }

    private static boolean isCosigned(SignedCheckpoint note, NoteKey log, NoteKey witness)
            throws BadSignature {
        note.verify(log);
        try {
            note.verifyCosignature(witness);
            return true;
        } catch (BadSignature e) {
            return false;
        }
    }

    private VerificationKey published(NodeId node, KeyUse use) {
        return trust.keys(node).orElseThrow().keys().stream()
                .filter(key -> key.uses().contains(use))
                .findFirst()
                .orElseThrow()
                .key();
    }
}
