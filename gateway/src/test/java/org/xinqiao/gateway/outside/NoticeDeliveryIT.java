package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fuzhou and Xiamen tell a foreign member things, until it has receipted exactly what they sent.
 */
@ExtendWith(RunningSandbox.class)
class NoticeDeliveryIT {
    private static final String PURPOSE = "library.lending";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Outside outside;
    private NodeDatabase fuzhou;
    private NodeDatabase xiamen;
    private ForeignPass pass;
    private FakeHome home;

    @BeforeEach
    void open() throws Exception {
        var sandbox = RunningSandbox.Running.current();
        outside = new Outside(sandbox.file());
        fuzhou = new NodeDatabase(sandbox.directory(), FUZHOU);
        xiamen = new NodeDatabase(sandbox.directory(), XIAMEN);
        pass = ForeignPass.mint(outside);
        home = new FakeHome(outside, pass.ref().wire());
    }

    @AfterEach
    void close() {
        home.receipts(home::receipt);
        home.close();
    }

    @Test
    void benefit_granted_isToldToTheHomeCity() throws Exception {
        assertThat(scan(pass.shows()).status()).isEqualTo(200);

        FakeHome.Asked told = told();
        assertThat(told.envelope().type()).isEqualTo(MessageType.BENEFIT_NOTICE.wire());
        assertThat(told.envelope().source()).isEqualTo(FUZHOU);
        assertThat(told.envelope().sequence()).isPositive();
        var notice = BenefitNotice.parse(told.envelope().data());
        assertThat(notice.event()).isEqualTo(BenefitNotice.Event.GRANTED);
        assertThat(notice.benefit()).isEqualTo(FakeHome.BENEFIT);
        settled(told);
        assertThat(
                        fuzhou.number(
                                "select count(*) from message_record where reply_to = ? and type = ?",
                                told.envelope().id().value(),
                                MessageType.RECEIPT.wire()))
                .as("the receipt is kept")
                .isEqualTo(1);
    }

    @Test
    void notice_isSentAgain_theSameBytes_untilAReceiptForThemIsHere() throws Exception {
        var attempts = new AtomicInteger();
        home.receipts(notice -> {
            if (!ours(notice)) {
                return home.receipt(notice);
            }
            return switch (attempts.getAndIncrement()) {
                case 0 -> reply(500, "{}");
                case 1 -> reply(202, "taken, trust me");
                case 2 -> forOtherBytes(notice);
                case 3 -> reply(429, "{}");
                default -> home.receipt(notice);
            };
        });
        assertThat(scan(pass.shows()).status()).isEqualTo(200);

        await().until(() -> ourNotices().size() >= 5);
        settled(ourNotices().getFirst());
        List<FakeHome.Asked> sent = ourNotices();
        assertThat(sent).hasSize(5);
        assertThat(sent).allMatch(n -> Arrays.equals(n.bytes(), sent.getFirst().bytes()));
    }

    @Test
    void receipt_thatIsLost_isGivenAgain() throws Exception {
        var attempts = new AtomicInteger();
        home.receipts(notice -> {
            // Taken, but the answer never leaves.
            if (ours(notice) && attempts.getAndIncrement() == 0) {
                throw new IllegalStateException("the connection breaks");
            }
            return home.receipt(notice);
        });
        assertThat(scan(pass.shows()).status()).isEqualTo(200);
        await().until(() -> ourNotices().size() >= 2);
        settled(ourNotices().getFirst());
    }

    @Test
    void partner_thatDoesNotAnswer_delaysNobodyElse() throws Exception {
        var silence = new CountDownLatch(1);
        home.receipts(notice -> {
            waitFor(silence);
            return home.receipt(notice);
        });
        assertThat(scan(pass.shows()).status()).isEqualTo(200);
        await().until(() -> !ourNotices().isEmpty());

        Visitor visitor = Visitor.of(outside, 600).consents(FUZHOU, PURPOSE);
        Pass xiamens = visitor.pass();
        assertThat(scan(visitor.shows(xiamens)).status()).isEqualTo(200);
        await().until(() ->
                xiamen.number(
                                """
                                select count(*) from benefit_event e join decision d on d.request = e.request
                                where d.consent = ?::uuid\
                                """,
                                visitor.consent)
                        == 1);
        assertThat(waiting(ourNotices().getFirst())).as("the other still waits").isEqualTo(1);

        silence.countDown();
        settled(ourNotices().getFirst());
    }

    @Test
    void partner_thatWasDown_hearsOfEverythingInOrder() throws Exception {
        home.close();
        // The home city cannot be asked either, so consents change instead: Xiamen tells Hangzhou.
        home = new FakeHome(outside, pass.ref().wire());
        Visitor visitor = Visitor.of(outside, 600).consents(HANGZHOU, PURPOSE);
        Pass shown = recognised(visitor);
        home.close();
        visitor.changes("POST", "/pause");
        visitor.changes("POST", "/resume");
        visitor.changes("DELETE", "");

        home = new FakeHome(outside, shown.claims().consentRef().wire());
        await().until(() -> about(shown).size() >= 3);
        var told = new ArrayList<ConsentNotice>();
        for (FakeHome.Asked notice : about(shown)) {
            told.add(ConsentNotice.parse(notice.envelope().data()));
        }
        assertThat(told)
                .extracting(ConsentNotice::state)
                .containsSubsequence(
                        ConsentNotice.State.PAUSED,
                        ConsentNotice.State.ACTIVE,
                        ConsentNotice.State.WITHDRAWN);
        assertThat(told).extracting(ConsentNotice::revision).isSorted();
    }

    /** It was down for long; the code that it answers now shows that it is back. */
    @Test
    void partner_thatAnswersAnythingAgain_isLeftAloneNoLonger() throws Exception {
        fuzhou.change(
                """
                insert into outbox_lane as lane
                  (partner, owner, token, lease_until, due_at, failures, trouble)
                values (?,'',1,now(),now() + interval '1 day',9,'out of reach')
                on conflict (partner) do update set due_at = excluded.due_at,
                  failures = excluded.failures, trouble = excluded.trouble,
                  owner = '', lease_until = now(), token = lane.token + 1\
                """,
                HANGZHOU.value());
        assertThat(scan(pass.shows()).status()).isEqualTo(200);
        settled(told());
    }

    @Test
    void withdrawal_reachesThePartnerThatRelied_andTakesEffectThere() throws Exception {
        Visitor visitor = Visitor.of(outside, 600).consents(FUZHOU, PURPOSE);
        Pass shown = visitor.pass();
        assertThat(scan(visitor.shows(shown)).status()).isEqualTo(200);
        visitor.changes("DELETE", "");
        byte[] ref = shown.claims().consentRef().bytes();
        await().until(() ->
                fuzhou.text("select state from known_consent where ref = ?", (Object) ref)
                        .equals("WITHDRAWN"));
    }

    private Pass recognised(Visitor visitor) throws Exception {
        Pass shown = visitor.pass();
        var request = new RecognitionRequest(visitor.shows(shown), List.of(), "t1");
        Envelope question = outside.question(request.toJson(), e -> e);
        assertThat(outside.post(XIAMEN, outside.sign(question, Suite.SM)).status()).isEqualTo(200);
        return shown;
    }

    private List<FakeHome.Asked> about(Pass shown) {
        String ref = shown.claims().consentRef().wire();
        return home.notices.stream()
                .filter(notice -> notice.envelope().data().toString().contains(ref))
                .toList();
    }

    /** Other tests' notices may still be on their way. */
    private boolean ours(FakeHome.Asked notice) {
        String request = notice.envelope().data().path("request").asString("");
        return fuzhou.number(
                        "select count(*) from recognition where request = ?::uuid and consent_ref = ?",
                        request.isEmpty() ? null : request,
                        pass.ref().bytes())
                == 1;
    }

    private List<FakeHome.Asked> ourNotices() {
        return home.notices.stream().filter(this::ours).toList();
    }

    private FakeHome.Asked told() {
        await().until(() -> !ourNotices().isEmpty());
        return ourNotices().getFirst();
    }

    private void settled(FakeHome.Asked notice) {
        await().until(() -> waiting(notice) == 0);
    }

    private long waiting(FakeHome.Asked notice) {
        return fuzhou.number(
                "select count(*) from outbox where message = ?", notice.envelope().id().value());
    }

    private FakeHome.Reply forOtherBytes(FakeHome.Asked notice) {
        byte[] other = notice.bytes().clone();
        other[0] ^= 1;
        FakeHome.Reply receipt =
                home.receipt(
                        new FakeHome.Asked(
                                notice.jws(), other, notice.envelope(), notice.consentRef()));
        return receipt;
    }

    private static FakeHome.Reply reply(int status, String body) {
        return new FakeHome.Reply(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST);
    }

    private Outside.Answer scan(String code) throws Exception {
        ObjectNode body = StrictJson.object();
        body.put("code", code).put("purpose", PURPOSE).put("terminal", "t1");
        return outside.api(FUZHOU, "counter", "POST", "/api/v1/recognitions", body.toString());
    }
}
