package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.BenefitNotice.Event;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.reason.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a foreign host city tells of benefits, and what becomes of it at the home city. */
@ExtendWith(RunningSandbox.class)
class BenefitEventsIT {
    private static final String BENEFIT = "cn-330100/library.deposit-free";
    private static final AtomicLong SEQUENCE = new AtomicLong(1_000);

    private Outside outside;
    private Visitor visitor;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        visitor = new Visitor(outside, lastResident(), SignatureAlgorithm.ES256);
        visitor.consents(HANGZHOU, "library.lending");
    }

    @Test
    void limit_reachedInOneCity_holdsInEveryCity_andReturningFreesIt() throws Exception {
        MessageId request = granted();
        taken(tell(request, Event.USED, 39));
        granted();
        taken(tell(request, Event.USED, 1));
        assertThat(recognised().reason()).isEqualTo(Reason.LIMIT_REACHED.wire());
        visitor.consents(FUZHOU, "library.lending");
        assertThat(scannedInFuzhou().path("reason").stringValue()).isEqualTo("limit-reached");
        assertThat(scannedInFuzhou().path("outcome").stringValue()).isEqualTo("NO_EFFECT");

        visitor.consents(HANGZHOU, "library.lending");
        taken(tell(request, Event.RETURNED, 40));
        granted();
    }

    @Test
    void attention_countsNothing_andHarmsNothing() throws Exception {
        taken(tell(granted(), Event.ATTENTION, 1_000));
        granted();
    }

    @Test
    void wallet_showsWhereTheCodeWasHonoured_toItsPersonOnly() throws Exception {
        MessageId request = granted();
        taken(tell(request, Event.USED, 2));
        taken(tell(request, Event.RETURNED, 2));
        JsonNode use = uses(visitor.wallet()).path(0);
        assertThat(use.path("event").stringValue()).isEqualTo("RETURNED");
        assertThat(use.path("quantity").intValue()).isEqualTo(2);
        assertThat(use.path("consent").stringValue()).isEqualTo(visitor.consent);
        assertThat(use.path("city").path("name").path("zh").stringValue()).isEqualTo("杭州市");
        assertThat(use.path("benefit").path("title").path("en").isString()).isTrue();
        assertThat(use.has("objection")).isFalse();

        Outside.Answer platform = platform("/api/v1/wallet/uses?consent=" + visitor.consent);
        assertThat(platform.json().path("uses")).hasSize(2);
        assertThat(platform("/api/v1/wallet/uses").problem()).isEqualTo("request-malformed");
        var other = Visitor.of(outside, 600);
        assertThat(uses(other.wallet())).noneMatch(it -> it.path("id").equals(use.path("id")));
        assertThat(object(other.wallet(), use, "not mine").problem()).isEqualTo("not-found");
    }

    /** Many events of one instant, as a return desk that reports a pile of books makes them. */
    @Test
    void uses_ofOneInstant_areEachOnOnePage() throws Exception {
        for (int i = 0; i < 5; i++) {
            taken(tell(granted(), Event.ATTENTION, 0));
        }
        new NodeDatabase(RunningSandbox.Running.current().directory(), XIAMEN)
                .change(
                        """
                        update benefit_event e set at = '2026-11-21T09:30:00+08' from decision d
                        where d.request = e.request and d.consent = '%s'\
                        """
                                .formatted(visitor.consent));
        String first = "/api/v1/wallet/uses?limit=2&consent=" + visitor.consent;
        var seen = new ArrayList<String>();
        String path = first;
        while (path != null) {
            ObjectNode page = platform(path).json();
            page.path("uses").forEach(use -> seen.add(use.path("id").stringValue()));
            JsonNode next = page.path("next");
            path = next.isNull() ? null : first + "&after=" + next.stringValue();
        }
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(platform(first + "&after=yesterday").problem()).isEqualTo("request-malformed");
    }

    @Test
    void objection_upheld_setsTheEventAside_andKeepsIt() throws Exception {
        taken(tell(granted(), Event.ATTENTION, 1));
        String wallet = visitor.wallet();
        JsonNode use = uses(wallet).path(0);
        long before = attention();
        assertThat(object(wallet, use, "").problem()).isEqualTo("request-malformed");
        assertThat(object(wallet, use, "x".repeat(2001)).problem()).isEqualTo("request-malformed");
        Outside.Answer made = object(wallet, use, "书已归还");
        assertThat(made.status()).isEqualTo(201);
        assertThat(object(wallet, use, "again").problem()).isEqualTo("conflict");

        String id = made.json().path("id").stringValue();
        JsonNode open = platform("/api/v1/objections?state=open").json().path("uses");
        assertThat(open).anyMatch(it -> it.path("objection").path("id").stringValue().equals(id));
        assertThat(answer(id, true).status()).isEqualTo(200);
        assertThat(answer(id, false).problem()).isEqualTo("conflict");

        JsonNode after = uses(wallet).path(0);
        assertThat(after.path("id")).isEqualTo(use.path("id"));
        assertThat(after.path("setAside").booleanValue()).isTrue();
        JsonNode answer = after.path("objection").path("answer");
        assertThat(answer.path("upheld").booleanValue()).isTrue();
        assertThat(answer.path("text").stringValue()).isEqualTo("已核实");
        assertThat(after.path("objection").path("text").stringValue()).isEqualTo("书已归还");
        assertThat(attention()).isEqualTo(before - 1);
        assertThat(platform("/api/v1/objections").json().path("uses"))
                .noneMatch(it -> it.path("objection").path("id").stringValue().equals(id));
    }

    /** What the person hears comes to the city's platform, which shows it on its page. */
    @Test
    void platform_hearsOfTheFirstUseOfACity_andOfTheAnswer() throws Exception {
        MessageId request = granted();
        taken(tell(request, Event.USED, 1));
        taken(tell(request, Event.RETURNED, 1));
        String wallet = visitor.wallet();
        String id = object(wallet, uses(wallet).path(0), "no").json().path("id").stringValue();
        assertThat(answer(id, false).status()).isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(new PlatformPage(outside).told())
                                .containsOnlyOnce("honoured-somewhere-new " + visitor.consent)
                                .containsOnlyOnce("objection-answered " + visitor.consent));
    }

    @Test
    void objection_notUpheld_leavesTheEvent_andMayBeRepeated() throws Exception {
        taken(tell(granted(), Event.ATTENTION, 1));
        String wallet = visitor.wallet();
        JsonNode use = uses(wallet).path(0);
        String id = object(wallet, use, "no").json().path("id").stringValue();
        assertThat(answer(id, false).status()).isEqualTo(200);
        assertThat(uses(wallet).path(0).path("setAside").booleanValue()).isFalse();
        assertThat(object(wallet, use, "still no").status()).isEqualTo(201);
    }

    @Test
    void statistics_ofThisMonth_areCountsInJsonAndCsv() throws Exception {
        MessageId request = granted();
        long before = usedUnits();
        taken(tell(request, Event.USED, 5));
        taken(tell(request, Event.RETURNED, 5));
        assertThat(usedUnits()).isEqualTo(before + 5);
        String operator = token("operator");
        for (Outside.Answer csv :
                List.of(
                        statistics(operator, ".csv", "*/*"),
                        statistics(operator, "", "text/csv"))) {
            assertThat(csv.mediaType()).startsWith("text/csv");
            assertThat(new String(csv.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .startsWith("month,city,benefit,granted,granted_units,used,")
                    .contains(",cn-330100," + BENEFIT + ",");
        }
        Outside.Answer wrong = statistics(operator, "?from=2026-13", "application/json");
        assertThat(wrong.problem()).isEqualTo("request-malformed");
        assertThat(statistics(operator, "?from=2026-12&to=2026-01", "application/json").problem())
                .isEqualTo("request-malformed");
        assertThat(statistics(token("counter"), "", "application/json").problem())
                .isEqualTo("role-not-allowed");
    }

    private long usedUnits() throws Exception {
        return inHangzhou().path("used").path("units").asLong(0);
    }

    private long attention() throws Exception {
        return inHangzhou().path("attention").asLong(0);
    }

    private JsonNode inHangzhou() throws Exception {
        return statistics(token("operator"), "", "application/json")
                .json()
                .path("benefits")
                .valueStream()
                .filter(it -> it.path("benefit").stringValue().equals(BENEFIT))
                .map(ObjectNode.class::cast)
                .reduce((one, next) -> next)
                .orElseGet(StrictJson::object);
    }

    private Outside.Answer statistics(String token, String rest, String accept) throws Exception {
        String path = "/api/v1/statistics/benefits" + rest;
        return outside.call(XIAMEN, token, "GET", path, null, accept);
    }

    private String token(String role) {
        return outside.node(XIAMEN).path("tokens").path(role).stringValue();
    }

    private JsonNode uses(String wallet) throws Exception {
        return outside.call(XIAMEN, wallet, "GET", "/api/v1/wallet/uses", null, "application/json")
                .json()
                .path("uses");
    }

    private Outside.Answer object(String wallet, JsonNode use, String text) throws Exception {
        String path = "/api/v1/wallet/uses/" + use.path("id").stringValue() + "/objections";
        String body = StrictJson.object().put("text", text).toString();
        return outside.call(XIAMEN, wallet, "POST", path, body, "application/json");
    }

    private Outside.Answer answer(String objection, boolean upheld) throws Exception {
        String body = StrictJson.object().put("upheld", upheld).put("text", "已核实").toString();
        String path = "/api/v1/objections/" + objection + "/answer";
        return outside.api(XIAMEN, "platform", "POST", path, body);
    }

    private Outside.Answer platform(String path) throws Exception {
        return outside.api(XIAMEN, "platform", "GET", path, null);
    }

    @Test
    void event_ofAnUnknownRecognition_isRefused() throws Exception {
        var request = MessageId.random(Instant.now().toEpochMilli(), new java.util.Random());
        Outside.Answer answer = tell(request, Event.USED, 1);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("recognition-unknown");
    }

    private Outside.Answer tell(MessageId request, Event event, int quantity) throws Exception {
        var notice =
                new BenefitNotice(request, BENEFIT, event, quantity, WireTime.of(Instant.now()));
        return outside.post(
                XIAMEN,
                outside.notice(
                        SEQUENCE.incrementAndGet(), MessageType.BENEFIT_NOTICE, notice.toJson()));
    }

    private static void taken(Outside.Answer answer) throws Exception {
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(202);
        assertThat(answer.envelope().type()).isEqualTo(MessageType.RECEIPT.wire());
    }

    private MessageId granted() throws Exception {
        Envelope question = question();
        assertThat(decision(question).reason()).isEqualTo(Reason.CONDITIONS_MET.wire());
        return question.id();
    }

    private Decision recognised() throws Exception {
        return decision(question());
    }

    private Decision decision(Envelope question) throws Exception {
        Outside.Answer answer = outside.post(XIAMEN, outside.sign(question, Suite.SM));
        assertThat(answer.status()).isEqualTo(200);
        var decisions = RecognitionResponse.parse(answer.envelope().data()).decisions();
        assertThat(decisions).hasSize(1);
        return decisions.getFirst();
    }

    private Envelope question() throws Exception {
        String code = visitor.shows(visitor.pass());
        return outside.question(
                new RecognitionRequest(code, List.of(BENEFIT), "t1").toJson(), e -> e);
    }

    private JsonNode scannedInFuzhou() throws Exception {
        ObjectNode body = StrictJson.object();
        body.put("code", visitor.shows(visitor.pass()));
        body.put("purpose", "library.lending").put("terminal", "t1");
        return outside.api(FUZHOU, "counter", "POST", "/api/v1/recognitions", body.toString())
                .json()
                .path("decisions")
                .path(0);
    }

    /** One whom no other test takes: what a person holds lasts. */
    private JsonNode lastResident() {
        return outside.sandbox
                .path("residents")
                .valueStream()
                .filter(it -> it.path("node").stringValue().equals(XIAMEN.value()))
                .filter(it -> it.path("score").isNumber() && it.path("score").intValue() >= 600)
                .reduce((one, next) -> next)
                .orElseThrow();
    }
}
