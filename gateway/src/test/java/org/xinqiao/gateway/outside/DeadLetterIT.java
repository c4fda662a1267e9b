package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.databind.JsonNode;

/** A partner refuses a notice for good, and Xiamen's operator decides what becomes of it. */
@ExtendWith(RunningSandbox.class)
class DeadLetterIT {
    private static final Duration WAIT = Duration.ofSeconds(90);

    private Outside outside;
    private FakeHome partner;
    private String ref;
    private JsonNode dead;

    /** A withdrawal that the partner, who relied on the consent, will not hear of. */
    @BeforeEach
    void refuse() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        Visitor visitor = Visitor.of(outside, 600).consents(HANGZHOU, "library.lending");
        Pass pass = visitor.pass();
        ref = pass.claims().consentRef().wire();
        partner = new FakeHome(outside, ref);
        partner.receipts(notice -> aboutIt(notice) ? refusal(notice) : partner.receipt(notice));
        var question = new RecognitionRequest(visitor.shows(pass), List.of(), "t1");
        byte[] asked = outside.sign(outside.question(question.toJson(), e -> e), Suite.SM);
        assertThat(outside.post(XIAMEN, asked).status()).isEqualTo(200);
        assertThat(visitor.changes("DELETE", "").status()).isEqualTo(200);
        String number = number(arrived(notice -> true));
        dead =
                Awaitility.await()
                        .atMost(WAIT)
                        .until(() -> entry("dead", number), Optional::isPresent)
                        .orElseThrow();
    }

    @AfterEach
    void close() {
        partner.close();
    }

    @Test
    void notice_refusedByItsReceiver_isDead_withTheReason_andReplayedOnceUnderItsNumber()
            throws Exception {
        assertThat(dead.path("reason").stringValue())
                .isEqualTo(ProblemType.MESSAGE_TYPE_UNKNOWN.wire());
        assertThat(dead.path("type").stringValue()).isEqualTo(MessageType.CONSENT_NOTICE.wire());
        var refused = arrived(notice -> true);

        partner.receipts(partner::receipt);
        assertThat(operator("replay", null).status()).isEqualTo(204);
        var replayed = arrived(notice -> !notice.envelope().id().equals(refused.envelope().id()));
        assertThat(replayed.envelope().sequence()).isEqualTo(refused.envelope().sequence());
        assertThat(replayed.envelope().data()).isEqualTo(refused.envelope().data());
        assertThat(replayed.envelope().tracestate())
                .isEqualTo("xinqiao=replays:" + refused.envelope().id());

        assertThat(operator("replay", null).problem()).isEqualTo("conflict");
        assertThat(operator("discard", "{\"reason\":\"late\"}").problem()).isEqualTo("conflict");
        JsonNode settled = entry("replayed", number(refused)).orElseThrow().path("settled");
        assertThat(settled.path("by").stringValue()).isNotBlank();
        Awaitility.await().atMost(WAIT).until(() -> entry("waiting", number(refused)).isEmpty());
    }

    @Test
    void notice_discarded_keepsTheReason_andAVoidGoesOutUnderItsNumber() throws Exception {
        assertThat(operator("discard", "{}").problem()).isEqualTo("request-malformed");
        String tooLong = "{\"reason\":\"" + "x".repeat(501) + "\"}";
        assertThat(operator("discard", tooLong).problem()).isEqualTo("request-malformed");
        String reason = "x".repeat(500);
        assertThat(operator("discard", "{\"reason\":\"" + reason + "\"}").status()).isEqualTo(204);

        String number = dead.path("number").toString();
        var voided =
                Awaitility.await()
                        .atMost(WAIT)
                        .until(
                                () ->
                                        find(notice ->
                                                isVoid(notice) && number(notice).equals(number)),
                                Optional::isPresent)
                        .orElseThrow();
        assertThat(voided.envelope().data().path("voids").stringValue())
                .isEqualTo(dead.path("message").stringValue());
        JsonNode settled = entry("discarded", number).orElseThrow().path("settled");
        assertThat(settled.path("words").stringValue()).isEqualTo(reason);
        assertThat(operator("replay", null).problem()).isEqualTo("conflict");
    }

    @Test
    void outbox_isTheOperatorsAlone_andFaultsNameTheParameter() throws Exception {
        for (String path :
                List.of("/api/v1/outbox", "/api/v1/outbox/lanes", "/api/v1/inbox/gaps")) {
            assertThat(get("operator", path).status()).as(path).isEqualTo(200);
            assertThat(get("counter", path).status()).as(path).isEqualTo(403);
        }
        for (String query :
                List.of("state=lost", "partner=xiamen", "limit=0", "limit=201", "after=2-x")) {
            var answer = get("operator", "/api/v1/outbox?" + query);
            assertThat(answer.problem()).as(query).isEqualTo("request-malformed");
            assertThat(answer.json().path("facts").path("field").stringValue())
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
        String unknown = "/api/v1/outbox/019aa3f0-5c1e-7b2a-9d51-3f0c6b7a8e90/replay";
        assertThat(outside.api(XIAMEN, "operator", "POST", unknown, null).status()).isEqualTo(404);
    }

    private Outside.Answer get(String role, String path) throws Exception {
        return outside.api(XIAMEN, role, "GET", path, null);
    }

    private Outside.Answer operator(String what, String body) throws Exception {
        String path = "/api/v1/outbox/" + dead.path("message").stringValue() + "/" + what;
        return outside.api(XIAMEN, "operator", "POST", path, body);
    }

    private FakeHome.Asked arrived(Predicate<FakeHome.Asked> which) {
        return Awaitility.await()
                .atMost(WAIT)
                .until(
                        () -> find(notice -> aboutIt(notice) && which.test(notice)),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Optional<FakeHome.Asked> find(Predicate<FakeHome.Asked> which) {
        return partner.notices.stream().filter(which).findFirst();
    }

    private boolean aboutIt(FakeHome.Asked notice) {
        return notice.envelope().data().path("consentRefs").toString().contains(ref);
    }

    private static boolean isVoid(FakeHome.Asked notice) {
        return notice.envelope().type().equals(MessageType.VOID_NOTICE.wire());
    }

    private static String number(FakeHome.Asked notice) {
        return String.valueOf(notice.envelope().sequence());
    }

    private FakeHome.Reply refusal(FakeHome.Asked notice) {
        var problem = new Refusal(ProblemType.MESSAGE_TYPE_UNKNOWN).problem();
        return new FakeHome.Reply(
                problem.type().status(),
                partner.sign(notice, MessageType.PROBLEM, problem.toJson()));
    }

    private Optional<JsonNode> entry(String state, String number) throws Exception {
        var answer = get("operator", "/api/v1/outbox?limit=200&partner=cn-330100&state=" + state);
        for (JsonNode notice : answer.json().path("notices").values()) {
            if (notice.path("number").toString().equals(number)) {
                return Optional.of(notice);
            }
        }
        return Optional.empty();
    }
}
