package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.RecognitionRequest;
import tools.jackson.databind.node.ObjectNode;

/** Codes that answer a terminal's challenge, at a counter of Fuzhou and asked about in Xiamen. */
@ExtendWith(RunningSandbox.class)
class ChallengeIT {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String MARKED = "medical.pay-later";
    private static final String PLAIN = "library.lending";

    private Outside outside;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
    }

    @Test
    void code_thatAnswersThisCounter_isGood_andOneThatAnswersAnother_isNot() throws Exception {
        ForeignPass pass = ForeignPass.mint(outside);
        try (var home = new FakeHome(outside, pass.ref().wire())) {
            assertThat(scan(shows(pass, "482913"), "482913").status()).isEqualTo(200);
            assertThat(scan(shows(pass, null), "482913").status())
                    .as("nothing in question needs an answer")
                    .isEqualTo(200);
            int asked = home.asked.get();
            assertThat(scan(shows(pass, "482914"), "482913").problem())
                    .isEqualTo("challenge-mismatch");
            assertThat(scan(shows(pass, "482913"), null).problem()).isEqualTo("challenge-mismatch");
            assertThat(home.asked).hasValue(asked);
        }
    }

    @Test
    void number_thatIsNotSixDigits_isRefused() throws Exception {
        ForeignPass pass = ForeignPass.mint(outside);
        for (String wrong : List.of("48291", "4829130", "48291x")) {
            Outside.Answer answer = scan(shows(pass, null), wrong);
            assertThat(answer.problem()).isEqualTo("request-malformed");
            assertThat(answer.json().toString()).contains("challenge");
        }
    }

    @Test
    void homeCity_grantsWhatIsMarked_onlyToWhoAnsweredAChallenge() throws Exception {
        Visitor visitor = Visitor.of(outside, 600).consents(HANGZHOU, MARKED);
        Pass pass = visitor.pass();
        for (List<String> benefits : List.of(List.<String>of(), List.of("cn-330100/" + MARKED))) {
            Outside.Answer without = asked(shows(pass, visitor.device, null), MARKED, benefits);
            assertThat(without.problem()).isEqualTo("challenge-required");
            assertThat(without.status()).isEqualTo(422);
            byte[] challenge = TerminalChallenge.shown(HANGZHOU, "000000").orElseThrow().bytes();
            Outside.Answer with = asked(shows(pass, visitor.device, challenge), MARKED, benefits);
            assertThat(with.status()).as(new String(with.body())).isEqualTo(200);
            assertThat(
                            with.envelope()
                                    .data()
                                    .path("decisions")
                                    .path(0)
                                    .path("outcome")
                                    .stringValue())
                    .isEqualTo("BENEFIT");
        }
        assertThat(asked(visitor.bearer(), MARKED, List.of()).problem())
                .as("nobody can answer with a bearer code")
                .isEqualTo("challenge-required");
    }

    @Test
    void counter_isTold_forWhatItMustShowANumber() throws Exception {
        Outside.Answer counter = outside.api(FUZHOU, "counter", "GET", "/api/v1/counter", null);
        assertThat(counter.json().path("purposes"))
                .anySatisfy(it -> {
                    assertThat(it.path("purpose").stringValue()).isEqualTo(PLAIN);
                    assertThat(it.path("challenge").booleanValue()).isFalse();
                });
    }

    private Outside.Answer asked(String code, String purpose, List<String> benefits)
            throws Exception {
        var request = new RecognitionRequest(code, benefits, "t1");
        Envelope question =
                outside.question(
                        request.toJson(),
                        e ->
                                new Envelope(
                                        e.id(),
                                        e.source(),
                                        e.type(),
                                        e.time(),
                                        e.to(),
                                        e.trust(),
                                        null,
                                        purpose,
                                        null,
                                        null,
                                        e.data()));
        return outside.post(XIAMEN, outside.sign(question, Suite.SM));
    }

    private static String shows(ForeignPass pass, @Nullable String digits) {
        byte[] challenge =
                digits == null
                        ? null
                        : TerminalChallenge.shown(FUZHOU, digits).orElseThrow().bytes();
        return shows(pass.pass(), pass.device(), challenge);
    }

    private static String shows(Pass pass, SigningKey device, byte @Nullable [] challenge) {
        byte[] nonce = new byte[Presentation.NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        long now = Instant.now().getEpochSecond();
        return new CreditCode(pass, Presentation.sign(device, pass, now, nonce, challenge)).text();
    }

    private Outside.Answer scan(String code, @Nullable String challenge) throws Exception {
        ObjectNode body = StrictJson.object();
        body.put("code", code).put("purpose", PLAIN).put("terminal", "t1");
        if (challenge != null) {
            body.put("challenge", challenge);
        }
        return outside.api(FUZHOU, "counter", "POST", "/api/v1/recognitions", body.toString());
    }
}
