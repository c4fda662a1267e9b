package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.trust.TlsIdentity;

/**
 * A foreign member asks Xiamen about its residents' codes: what is honoured, and every refusal of
 * the protocol, over real TLS and a real database.
 */
@ExtendWith(RunningSandbox.class)
class HomeCityIT {
    private static final String BENEFIT = "cn-330100/library.deposit-free";

    private Outside outside;
    private Visitor visitor;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        visitor = Visitor.of(outside, 600);
    }

    @Test
    void code_ofEitherSuite_isHonouredAndAnsweredInTheSame() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        Pass pass = visitor.pass();
        for (Suite suite : Suite.values()) {
            byte[] question = question(visitor.shows(pass), suite);
            Outside.Answer answer = outside.post(XIAMEN, question);

            assertThat(answer.status()).isEqualTo(200);
            Envelope envelope = answer.envelope();
            assertThat(answer.jws().algorithm().suite()).isEqualTo(suite);
            assertThat(envelope.type()).isEqualTo(MessageType.RECOGNITION_RESPONSE.wire());
            assertThat(envelope.source()).isEqualTo(XIAMEN);
            assertThat(envelope.to()).isEqualTo(HANGZHOU);
            assertThat(envelope.requestDigest())
                    .isEqualTo(Base64Url.encode(suite.digest(question)));
            var response = RecognitionResponse.parse(envelope.data());
            assertThat(response.decisions())
                    .singleElement()
                    .matches(d -> d.benefit().equals(BENEFIT))
                    .matches(d -> d.outcome() == Outcome.BENEFIT);
            assertThat(response.pseudonym()).isPresent();
            assertThat(response.disclosed()).isNull();
            assertThat(response.consentRef()).isEqualTo(pass.claims().consentRef().wire());
        }
    }

    @Test
    void pseudonym_staysTheSameForOnePartner_andSaysNoNumber() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        Pass pass = visitor.pass();
        var first = honoured(question(visitor.shows(pass), Suite.SM));
        var second = honoured(question(visitor.shows(visitor.pass()), Suite.SM));
        assertThat(first.pseudonym()).isEqualTo(second.pseudonym());
    }

    @Test
    void lowScore_hasNoEffect_andNoPseudonym() throws Exception {
        var low = lowest();
        low.consents(HANGZHOU, "library.lending");
        var response = honoured(question(low.shows(low.pass()), Suite.INTL));
        assertThat(response.decisions())
                .allMatch(decision -> decision.outcome() == Outcome.NO_EFFECT);
        assertThat(response.pseudonym()).isEmpty();
        assertThat(response.disclosed()).isNull();
    }

    @Test
    void disclosure_isTheMostThatConsentAndAgreementBothAllow() throws Exception {
        var body = visitor.consentBody(HANGZHOU, "library.lending").put("disclosure", "SCORE");
        visitor.consents(body);
        var response = honoured(question(visitor.shows(visitor.pass()), Suite.SM));
        assertThat(response.disclosed()).isInstanceOf(RecognitionResponse.Disclosed.Grade.class);
    }

    @Test
    void sameBytes_getTheSameAnswer_andOtherBytesAConflict() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        Envelope question = envelope(visitor.shows(visitor.pass()), e -> e);
        byte[] jws = outside.sign(question, Suite.SM);
        Outside.Answer first = outside.post(XIAMEN, jws);
        assertThat(outside.post(XIAMEN, jws).body()).isEqualTo(first.body());

        byte[] other = outside.sign(question, Suite.INTL);
        Outside.Answer conflict = outside.post(XIAMEN, other);
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.problem()).isEqualTo("message-id-reused");
        assertThat(outside.post(XIAMEN, jws).body()).isEqualTo(first.body());
    }

    @Test
    void sameBytes_manyAtOnce_haveOneEffectAndOneAnswer() throws Exception {
        visitor.consents(visitor.consentBody(HANGZHOU, "library.lending").put("use", "ONCE"));
        byte[] jws = question(visitor.shows(visitor.pass()), Suite.SM);
        int callers = 8;
        var barrier = new CyclicBarrier(callers);
        try (var threads = Executors.newFixedThreadPool(callers)) {
            List<Future<Outside.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(
                        threads.submit(() -> {
                            barrier.await();
                            return outside.post(XIAMEN, jws);
                        }));
            }
            byte[] first = answers.getFirst().get().body();
            for (Future<Outside.Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
                assertThat(answer.get().body()).isEqualTo(first);
            }
        }
    }

    @Test
    void presentation_shownTwice_isRefused() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        String code = visitor.shows(visitor.pass());
        honoured(question(code, Suite.SM));
        refused(question(code, Suite.SM), 422, "code-already-used");
    }

    @Test
    void bearerCode_isGoodOnce() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        String code = visitor.bearer();
        assertThat(code.length()).isLessThanOrEqualTo(262);
        honoured(question(code, Suite.INTL));
        refused(question(code, Suite.INTL), 422, "code-already-used");
    }

    /** For people without a smartphone: good for hours, once. */
    @Test
    void codeOnPaper_isGoodOnce_untilItExpires() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        var onScreen = visitor.bearer();
        var onPaper = visitor.printed();
        String code = onPaper.path("code").stringValue();
        assertThat(code.length()).isLessThanOrEqualTo(262);
        assertThat(OffsetDateTime.parse(onPaper.path("expires").stringValue()).toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofHours(21)),
                        Instant.now().plus(Duration.ofHours(24)));

        // An hour goes by.
        new NodeDatabase(RunningSandbox.Running.current().directory(), XIAMEN)
                .change(
                        "update pass set minted_at = minted_at - interval '1 hour' where consent = ?::uuid",
                        visitor.consent);
        refused(question(onScreen, Suite.SM), 422, "code-expired");
        honoured(question(code, Suite.SM));
        refused(question(code, Suite.SM), 422, "code-already-used");
    }

    @Test
    void paper_holdsNoKey() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        var body = visitor.codeBody().put("printed", true);
        body.putArray("deviceKeys").add(visitor.device.publicKey().jwk());
        Outside.Answer answer =
                outside.api(XIAMEN, "platform", "POST", "/api/v1/credit-codes", body.toString());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().toString()).contains("printed");
    }

    @Test
    void consent_pausedResumedWithdrawn_actsAtOnce() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        Pass pass = visitor.pass();
        visitor.changes("POST", "/pause");
        refused(question(visitor.shows(pass), Suite.SM), 422, "consent-paused");
        visitor.changes("POST", "/resume");
        honoured(question(visitor.shows(pass), Suite.SM));
        visitor.changes("DELETE", "");
        refused(question(visitor.shows(pass), Suite.SM), 422, "consent-withdrawn");
    }

    @Test
    void consent_forOneUse_isSpentByIt() throws Exception {
        visitor.consents(visitor.consentBody(HANGZHOU, "library.lending").put("use", "ONCE"));
        Pass pass = visitor.pass();
        honoured(question(visitor.shows(pass), Suite.SM));
        refused(question(visitor.shows(pass), Suite.SM), 422, "consent-used");
    }

    @Test
    void purpose_outsideTheConsent_isRefused() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        Envelope asked = envelope(visitor.shows(visitor.pass()), e -> purpose(e, "bicycle.rental"));
        refused(outside.sign(asked, Suite.SM), 422, "consent-for-another-purpose");
    }

    @Test
    void benefit_unknownOrOutsideThePurpose_isRefused() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        Pass pass = visitor.pass();
        for (String benefit :
                List.of(
                        "cn-330100/unheard-of",
                        "cn-350100/library.deposit-free",
                        "cn-330100/medical.pay-later")) {
            var data = new RecognitionRequest(visitor.shows(pass), List.of(benefit), "t1");
            refused(
                    outside.sign(outside.question(data.toJson(), e -> e), Suite.SM),
                    422,
                    "benefit-unknown");
        }
    }

    @Test
    void code_forAnotherCity_isRefused() throws Exception {
        visitor.consents(FUZHOU, "library.lending");
        refused(question(visitor.shows(visitor.pass()), Suite.SM), 422, "code-for-another-city");
    }

    @Test
    void code_tamperedOrRubbish_isRefused() throws Exception {
        visitor.consents(HANGZHOU, "library.lending");
        Pass pass = visitor.pass();
        refused(question("XQ1:AAAA", Suite.SM), 422, "code-malformed");
        refused(question("hello", Suite.SM), 422, "code-malformed");
        var stranger = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
        refused(
                question(Visitor.shows(pass, stranger, Instant.now()), Suite.SM),
                422,
                "presentation-signature-invalid");
        refused(
                question(
                        Visitor.shows(pass, visitor.device, Instant.now().minusSeconds(75)),
                        Suite.SM),
                422,
                "presentation-too-old");
        refused(
                question(
                        Visitor.shows(pass, visitor.device, Instant.now().plusSeconds(30)),
                        Suite.SM),
                422,
                "presentation-from-future");
    }

    @Test
    void message_outsideItsWindow_isRefused() throws Exception {
        refused(outside.sign(envelope("x", e -> at(e, -310)), Suite.SM), 422, "message-too-old");
        refused(outside.sign(envelope("x", e -> at(e, 320)), Suite.SM), 422, "message-from-future");
    }

    @Test
    void message_ofAnotherType_isRefusedSigned() throws Exception {
        Envelope asked = envelope("x", e -> type(e, "xinqiao.measure.initiate.v1"));
        refused(outside.sign(asked, Suite.SM), 422, "message-type-unknown");
    }

    @Test
    void message_thatCannotBeAttributed_getsAPlainAnswerThatTellsNothing() throws Exception {
        var stranger = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
        plain(Outside.sign(envelope("x", e -> e), stranger), 401, "message-not-attributable");
        byte[] tampered = outside.sign(envelope("x", e -> e), Suite.INTL);
        tampered[tampered.length - 3] ^= 1;
        Outside.Answer answer = outside.post(XIAMEN, tampered);
        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        plain("rubbish".getBytes(), 400, "message-malformed");
    }

    @Test
    void message_toAnotherNode_isRefused() throws Exception {
        Envelope asked = envelope("x", e -> to(e, FUZHOU));
        plain(outside.sign(asked, Suite.SM), 403, "not-addressed-here");
    }

    @Test
    void tlsPeer_thatIsNotTheSource_isRefused(@TempDir Path directory) throws Exception {
        var tls = TestCertificate.in(directory, "stranger");
        HttpClient stranger = Outside.client(TlsIdentity.read(tls.certificate(), tls.key()));
        Outside.Answer answer =
                outside.post(stranger, XIAMEN, question("x", Suite.SM), "application/jose");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("peer-not-source");
    }

    @Test
    void body_tooLargeOrOfAnotherType_isRefused() throws Exception {
        assertThat(outside.post(XIAMEN, new byte[70_000]).status()).isEqualTo(413);
        HttpClient own = Outside.client(ownIdentity());
        Outside.Answer answer = outside.post(own, XIAMEN, question("x", Suite.SM), "text/plain");
        assertThat(answer.status()).isEqualTo(415);
    }

    private TlsIdentity ownIdentity() throws Exception {
        var tls = outside.sandbox.path("outside").path("tls");
        return TlsIdentity.read(
                Path.of(tls.path("certificate").stringValue()),
                Path.of(tls.path("key").stringValue()));
    }

    private Visitor lowest() {
        for (var resident : outside.sandbox.path("residents").values()) {
            boolean xiamen = resident.path("node").stringValue().equals(XIAMEN.value());
            if (xiamen
                    && resident.path("score").isNumber()
                    && resident.path("score").intValue() < 530) {
                return new Visitor(outside, resident, SignatureAlgorithm.SM2SM3);
            }
        }
        throw new IllegalStateException("no resident with a low score");
    }

    private Envelope envelope(String code, UnaryOperator<Envelope> change) {
        return outside.question(new RecognitionRequest(code, List.of(), "t1").toJson(), change);
    }

    private byte[] question(String code, Suite suite) {
        return outside.sign(envelope(code, e -> e), suite);
    }

    private RecognitionResponse honoured(byte[] question) throws Exception {
        Outside.Answer answer = outside.post(XIAMEN, question);
        assertThat(answer.status()).as(() -> describe(answer)).isEqualTo(200);
        return RecognitionResponse.parse(answer.envelope().data());
    }

    private void refused(byte[] question, int status, String problem) throws Exception {
        Outside.Answer answer = outside.post(XIAMEN, question);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.mediaType()).startsWith("application/jose");
        assertThat(answer.envelope().type()).isEqualTo(MessageType.PROBLEM.wire());
        assertThat(answer.envelope().data().path("status").intValue()).isEqualTo(status);
    }

    private void plain(byte[] body, int status, String problem) throws Exception {
        Outside.Answer answer = outside.post(XIAMEN, body);
        assertThat(answer.mediaType()).startsWith("application/problem+json");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    private static String describe(Outside.Answer answer) {
        try {
            return answer.problem();
        } catch (Exception e) {
            return new String(answer.body());
        }
    }

    private static Envelope purpose(Envelope e, String purpose) {
        return copy(e, e.type(), e.time().toInstant(), e.to(), purpose);
    }

    private static Envelope at(Envelope e, int seconds) {
        return copy(e, e.type(), e.time().toInstant().plusSeconds(seconds), e.to(), e.purpose());
    }

    private static Envelope type(Envelope e, String type) {
        return copy(e, type, e.time().toInstant(), e.to(), e.purpose());
    }

    private static Envelope to(Envelope e, org.xinqiao.contracts.identity.NodeId to) {
        return copy(e, e.type(), e.time().toInstant(), to, e.purpose());
    }

    private static Envelope copy(
            Envelope e,
            String type,
            Instant time,
            org.xinqiao.contracts.identity.NodeId to,
            String purpose) {
        return new Envelope(
                e.id(),
                e.source(),
                type,
                WireTime.of(time),
                to,
                e.trust(),
                null,
                purpose,
                null,
                null,
                e.data());
    }
}
