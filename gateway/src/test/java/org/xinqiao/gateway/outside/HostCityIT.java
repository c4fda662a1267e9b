package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.Publisher;
import tools.jackson.databind.node.ObjectNode;

/** Fuzhou's counter with a visitor from Hangzhou, whose node is other software. */
@ExtendWith(RunningSandbox.class)
class HostCityIT {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SigningKey device = Keys.generate(SignatureAlgorithm.ES256, RANDOM);
    private Outside outside;
    private Pass pass;

    @BeforeEach
    void mint() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        pass = ForeignPass.mint(outside.keys.get(Suite.SM), device);
    }

    @Test
    void visitor_ofOtherSoftware_isHonoured_andTheCodeIsGoodOnce() throws Exception {
        try (var home = home()) {
            String code = Visitor.shows(pass, device, Instant.now());
            Outside.Answer answer = scan(code);
            assertThat(answer.status()).isEqualTo(200);
            var decision = answer.json().path("decisions").path(0);
            assertThat(decision.path("benefit").stringValue()).isEqualTo(FakeHome.BENEFIT);
            assertThat(decision.path("outcome").stringValue()).isEqualTo("BENEFIT");

            refused(scan(code), 422, "code-already-used");
            assertThat(home.asked).hasValue(1);
        }
    }

    /** Where units are counted, showing the code takes none; the counter says what was taken. */
    @Test
    void benefit_takenAndReturned_isToldToTheHomeCity() throws Exception {
        try (var home = home()) {
            String place = scan(fresh()).location();
            assertThat(tell(place, "USED", 3).status()).isEqualTo(202);
            assertThat(tell(place, "RETURNED", 2).status()).isEqualTo(202);
            String request = place.substring(place.lastIndexOf('/') + 1);
            Awaitility.await().until(() -> told(home, request).size() == 3);
            assertThat(told(home, request)).containsExactly("GRANTED 0", "USED 3", "RETURNED 2");

            Outside.Answer kept = outside.api(FUZHOU, "counter", "GET", place, null);
            assertThat(kept.status()).isEqualTo(200);
            assertThat(kept.json().path("grantBefore").isString()).isTrue();
        }
    }

    @Test
    void event_ofNoRecognitionOrAnotherBenefit_isRefused() throws Exception {
        try (var home = home()) {
            String place = scan(fresh()).location();
            refused(tell(place + "0", "USED", 1), 422, "recognition-unknown");
            String other = "/api/v1/recognitions/019aa3f0-5c1e-7b2a-9d51-3f0c6b7a8e90";
            refused(tell(other, "USED", 1), 422, "recognition-unknown");
            refused(outside.api(FUZHOU, "counter", "GET", other, null), 404, "not-found");
            var body = event("USED", 1).put("benefit", "cn-350100/bicycle.ride-first");
            refused(tell("counter", place, body), 422, "recognition-unknown");
            refused(tell(place, "USED", 1_000_001), 400, "request-malformed");
            refused(tell("counter", place, event("TAKEN", 1)), 400, "request-malformed");
            refused(tell("operator", place, event("USED", 1)), 403, "role-not-allowed");
        }
    }

    /** Of this request alone: notices of other tests may still be on their way. */
    private static List<String> told(FakeHome home, String request) {
        return home.notices.stream()
                .map(FakeHome.Asked::envelope)
                .filter(envelope -> envelope.type().equals(MessageType.BENEFIT_NOTICE.wire()))
                .map(Envelope::data)
                .filter(data -> data.path("request").asString("").equals(request))
                .map(data ->
                        data.path("event").stringValue() + " " + data.path("quantity").intValue())
                .toList();
    }

    private Outside.Answer tell(String place, String event, int quantity) throws Exception {
        return tell("counter", place, event(event, quantity));
    }

    private Outside.Answer tell(String role, String place, ObjectNode body) throws Exception {
        return outside.api(FUZHOU, role, "POST", place + "/events", body.toString());
    }

    private static ObjectNode event(String event, int quantity) {
        return StrictJson.object()
                .put("benefit", FakeHome.BENEFIT)
                .put("event", event)
                .put("quantity", quantity);
    }

    /** A member hears from its partners that the trust documents changed. */
    @Test
    void trust_published_isToldToPartners() throws Exception {
        Path trust = RunningSandbox.Running.current().directory().resolve("trust");
        Path benefits = trust.resolve("federation/benefits/cn-350200.yaml");
        Files.writeString(benefits, Files.readString(benefits).replace("40 books", "41 books"));
        try (var home = home()) {
            long version =
                    new Publisher(
                                    new Federation(trust.resolve("federation")),
                                    trust.resolve("repository"))
                            .publish(Instant.now())
                            .snapshotVersion();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            home.notices.stream()
                                    .map(FakeHome.Asked::envelope)
                                    .filter(it -> it.type().equals("xinqiao.trust.notice.v1"))
                                    .anyMatch(it ->
                                            it.data().path("snapshot").longValue() == version));
        }
    }

    @Test
    void homeCity_outOfReach_isTryLater_andBurnsNoCode() throws Exception {
        String code = Visitor.shows(pass, device, Instant.now());
        Outside.Answer down = scan(code);
        refused(down, 503, "try-later");
        try (var home = home()) {
            assertThat(scan(code).status()).isEqualTo(200);
        }
    }

    @Test
    void answer_thatIsNotTheHomeCitys_isTryLater() throws Exception {
        try (var home = home()) {
            home.answers(asked -> new FakeHome.Reply(200, "{}".getBytes(StandardCharsets.UTF_8)));
            refused(scan(fresh()), 503, "try-later");

            home.answers(asked -> new FakeHome.Reply(200, asked.bytes()));
            refused(scan(fresh()), 503, "try-later");

            home.answers(asked ->
                    new FakeHome.Reply(200, home.sign(asked, home.response("AAAAAAAAAAA"))));
            refused(scan(fresh()), 503, "try-later");
        }
    }

    @Test
    void code_thatIsNotGenuine_neverReachesTheHomeCity() throws Exception {
        try (var home = home()) {
            var thief = Keys.generate(SignatureAlgorithm.ES256, RANDOM);
            refused(
                    scan(Visitor.shows(pass, thief, Instant.now())),
                    422,
                    "presentation-signature-invalid");
            refused(
                    scan(Visitor.shows(ForeignPass.mint(thief, device), device, Instant.now())),
                    422,
                    "code-key-unknown");
            refused(scan(new CreditCode(pass, null).text()), 422, "presentation-missing");
            refused(scan("XQ1:%%%"), 422, "code-malformed");
            assertThat(home.asked).hasValue(0);
        }
    }

    @Test
    void request_malformed_namesFieldAndRule() throws Exception {
        ObjectNode body = body(fresh()).put("surprise", 1);
        Outside.Answer answer = api("counter", body.toString());
        refused(answer, 400, "request-malformed");
        assertThat(answer.json().toString()).contains("surprise");
        refused(api("counter", "{\"code\":\"a\",\"code\":\"b\"}"), 400, "request-malformed");
        refused(api(null, body(fresh()).toString()), 401, "token-missing");
        refused(api("operator", body(fresh()).toString()), 403, "role-not-allowed");
    }

    private String fresh() {
        return Visitor.shows(pass, device, Instant.now());
    }

    private FakeHome home() throws Exception {
        return new FakeHome(outside, pass.claims().consentRef().wire());
    }

    private Outside.Answer scan(String code) throws Exception {
        return api("counter", body(code).toString());
    }

    private static ObjectNode body(String code) {
        ObjectNode body = StrictJson.object();
        body.put("code", code).put("purpose", "library.lending").put("terminal", "t1");
        return body;
    }

    private Outside.Answer api(String role, String body) throws Exception {
        return outside.api(FUZHOU, role, "POST", "/api/v1/recognitions", body);
    }

    private static void refused(Outside.Answer answer, int status, String problem)
            throws Exception {
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
    }
}
