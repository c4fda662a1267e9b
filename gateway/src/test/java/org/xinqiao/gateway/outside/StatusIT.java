package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.trust.TlsIdentity;

/** Xiamen's status lists, as a member with other software sees them. */
@ExtendWith(RunningSandbox.class)
class StatusIT {
    private static final String PURPOSE = "library.lending";

    @TempDir Path directory;

    private Outside outside;
    private Visitor visitor;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        visitor = Visitor.of(outside, 600).consents(HANGZHOU, PURPOSE);
    }

    @Test
    void list_ofAPass_isSignedInBothForms_andSaysWhereItStands() throws Exception {
        Pass pass = visitor.pass();
        long before = Instant.now().getEpochSecond();
        for (StatusToken token : List.of(cwt(pass), jwt(pass))) {
            token.verify(published(token.kid()));
            assertThat(token.algorithm().suite()).as("both have it").isEqualTo(Suite.SM);
            StatusClaims claims = token.claims();
            assertThat(claims.subject())
                    .isEqualTo(outside.node(XIAMEN).path("federation").stringValue() + path(pass));
            assertThat(claims.ttl()).isEqualTo(900);
            assertThat(claims.issuedAt()).isGreaterThanOrEqualTo(before);
            assertThat(claims.list().covers(pass.claims().statusIndex())).isTrue();
            assertThat(claims.list().isSet(pass.claims().statusIndex())).isFalse();
        }
    }

    @Test
    void answer_saysHowLongItMayBeKept_andThatItDependsOnTheForm() throws Exception {
        var headers = outside.headers(XIAMEN, path(visitor.pass()));
        assertThat(headers.firstValue("Cache-Control")).hasValue("private, max-age=30");
        assertThat(headers.firstValue("Vary")).hasValue("Accept");
        assertThat(headers.firstValue("Content-Type")).hasValue(StatusToken.CWT);
    }

    @Test
    void lists_areNamedForWhoeverLooksAhead() throws Exception {
        Pass pass = visitor.pass();
        Outside.Answer answer = outside.get(XIAMEN, "/federation/v1/status");
        assertThat(answer.status()).isEqualTo(200);
        Stream<String> subjects =
                answer.json().path("status_lists").values().stream().map(it -> it.stringValue());
        assertThat(subjects).contains(cwt(pass).claims().subject());
    }

    @Test
    void withdrawal_setsTheBit_inBothForms_amongOthers() throws Exception {
        Pass ended = visitor.pass();
        Pass other = Visitor.of(outside, 600).consents(HANGZHOU, PURPOSE).pass();
        assertThat(visitor.changes("DELETE", "").status()).isEqualTo(200);

        Awaitility.await().until(() -> isSet(cwt(ended), ended));
        assertThat(isSet(jwt(ended), ended)).isTrue();
        assertThat(isSet(cwt(other), other)).isFalse();
        assertThat(cwt(ended).claims().list().cardinality())
                .as("padded")
                .isGreaterThanOrEqualTo(16);
    }

    /** The person may resume, and a bit that is set never clears. */
    @Test
    void pause_setsNoBit() throws Exception {
        Pass paused = visitor.pass();
        Visitor other = Visitor.of(outside, 600).consents(HANGZHOU, PURPOSE);
        Pass ended = other.pass();
        assertThat(visitor.changes("POST", "/pause").status()).isEqualTo(200);
        assertThat(other.changes("DELETE", "").status()).isEqualTo(200);
        Awaitility.await().until(() -> isSet(cwt(ended), ended));
        assertThat(isSet(cwt(paused), paused)).isFalse();
    }

    @Test
    void consentForOnce_whenUsed_endsAllOfItsPasses() throws Exception {
        visitor.consents(visitor.consentBody(HANGZHOU, PURPOSE).put("use", "ONCE"));
        Pass used = visitor.pass();
        Pass kept = visitor.pass();
        asked(visitor, used);
        Awaitility.await().until(() -> isSet(cwt(used), used) && isSet(cwt(kept), kept));
    }

    @Test
    void notices_toWhoeverReliedOnPasses_areChainedAndPadded() throws Exception {
        try (var home = new FakeHome(outside, "AAAAAAAAAAA")) {
            Pass first = relied();
            StatusNotice one = told(home, first);
            Pass second = relied();
            StatusNotice two = told(home, second);

            List<StatusNotice> chain = notices(home, one.list());
            for (int i = 1; i < chain.size(); i++) {
                assertThat(chain.get(i).from()).isEqualTo(chain.get(i - 1).to());
            }
            assertThat(one.set()).hasSize(16).isSorted();
            assertThat(two.set()).hasSize(16).isSorted().doesNotContainAnyElementsOf(one.set());
        }
    }

    @Test
    void list_forAnybodyElse_orUnderAnotherNumber_isNotThere() throws Exception {
        String path = path(visitor.pass());
        for (String other : List.of("0", "4294967295", "99999999999", "01", "-1", "x")) {
            Outside.Answer none = outside.get(XIAMEN, StatusClaims.PATH + other);
            assertThat(none.status()).as(other).isEqualTo(404);
        }
        var tls = TestCertificate.in(directory, "stranger");
        HttpClient stranger = Outside.client(TlsIdentity.read(tls.certificate(), tls.key()));
        assertThat(outside.get(stranger, XIAMEN, path).status()).isEqualTo(403);
        assertThat(outside.get(stranger, XIAMEN, "/federation/v1/status").status()).isEqualTo(403);
    }

    /** A pass that Hangzhou asked about, of a consent that is then withdrawn. */
    private Pass relied() throws Exception {
        Visitor resident = Visitor.of(outside, 600).consents(HANGZHOU, PURPOSE);
        Pass pass = resident.pass();
        asked(resident, pass);
        assertThat(resident.changes("DELETE", "").status()).isEqualTo(200);
        return pass;
    }

    private void asked(Visitor resident, Pass pass) throws Exception {
        var request = new RecognitionRequest(resident.shows(pass), List.of(), "t1");
        Envelope question = outside.question(request.toJson(), e -> e);
        assertThat(outside.post(XIAMEN, outside.sign(question, Suite.SM)).status()).isEqualTo(200);
    }

    private static StatusNotice told(FakeHome home, Pass pass) {
        int index = Math.toIntExact(pass.claims().statusIndex());
        return Awaitility.await()
                .until(
                        () ->
                                notices(home, pass.claims().statusList()).stream()
                                        .filter(notice -> notice.set().contains(index))
                                        .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static List<StatusNotice> notices(FakeHome home, long list) {
        return home.notices.stream()
                .map(FakeHome.Asked::envelope)
                .filter(envelope -> envelope.type().equals(MessageType.STATUS_NOTICE.wire()))
                .map(StatusIT::parsed)
                .filter(notice -> notice.list() == list)
                .distinct()
                .toList();
    }

    private static StatusNotice parsed(Envelope envelope) {
        try {
            return StatusNotice.parse(envelope.data());
        } catch (org.xinqiao.contracts.json.MalformedJson e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isSet(StatusToken token, Pass pass) {
        return token.claims().list().isSet(pass.claims().statusIndex());
    }

    private static String path(Pass pass) {
        return StatusClaims.PATH + pass.claims().statusList();
    }

    private StatusToken cwt(Pass pass) throws Exception {
        Outside.Answer answer = outside.get(XIAMEN, path(pass));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.mediaType()).isEqualTo(StatusToken.CWT);
        return StatusToken.parseCwt(answer.body());
    }

    private StatusToken jwt(Pass pass) throws Exception {
        Outside.Answer answer = outside.get(XIAMEN, path(pass), StatusToken.JWT);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.mediaType()).isEqualTo(StatusToken.JWT);
        return StatusToken.parseJwt(answer.body());
    }

    /** Xiamen's key of that name; the node's own files say what it publishes. */
    private static VerificationKey published(String kid) throws Exception {
        Path sandbox = RunningSandbox.Running.current().directory();
        var config =
                NodeConfig.read(
                        sandbox.resolve("nodes").resolve(XIAMEN.value()).resolve("node.yaml"));
        try (Stream<Path> files = Files.list(config.keys().directory())) {
            for (Path file : files.filter(it -> it.toString().endsWith(".json")).toList()) {
                var key =
                        Keys.parsePrivate(StrictJson.parseObject(Files.readAllBytes(file)))
                                .publicKey();
                if (key.kid().equals(kid)) {
                    return key;
                }
            }
        }
        throw new AssertionError("Xiamen has no key " + kid);
    }
}
