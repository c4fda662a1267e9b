package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.contracts.message.ConsentNotice.State.ACTIVE;
import static org.xinqiao.contracts.message.ConsentNotice.State.PAUSED;
import static org.xinqiao.contracts.message.ConsentNotice.State.WITHDRAWN;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.BenefitNotice.Event;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.RecognitionRequest;
import tools.jackson.databind.node.ObjectNode;

/** A foreign member tells Xiamen and Fuzhou things: each takes effect once and is receipted. */
@ExtendWith(RunningSandbox.class)
class NoticesIT {
    private static final String BENEFIT = "cn-330100/library.deposit-free";
    private static final String PURPOSE = "library.lending";

    private Outside outside;
    private ForeignNotices hangzhou;
    private NodeDatabase xiamen;
    private NodeDatabase fuzhou;

    @BeforeEach
    void connect() throws Exception {
        var sandbox = RunningSandbox.Running.current();
        outside = new Outside(sandbox.file());
        hangzhou = new ForeignNotices(outside, HANGZHOU);
        xiamen = new NodeDatabase(sandbox.directory(), XIAMEN);
        fuzhou = new NodeDatabase(sandbox.directory(), FUZHOU);
    }

    @Test
    void notice_takesEffectOnce_andEveryResendGetsTheSameReceipt() throws Exception {
        MessageId request = recognised();
        Envelope notice = benefit(request, Event.GRANTED);
        byte[] bytes = hangzhou.sign(notice);

        byte[] receipt = hangzhou.taken(XIAMEN, bytes).body();
        for (int again = 0; again < 3; again++) {
            assertThat(outside.post(XIAMEN, bytes).body()).isEqualTo(receipt);
        }

        assertThat(events(request)).isEqualTo(1);
        assertThat(received(xiamen, notice)).isEqualTo(1);
    }

    @Test
    void notice_sentManyTimesAtOnce_takesEffectOnce_andGetsOneReceipt() throws Exception {
        MessageId request = recognised();
        Envelope notice = benefit(request, Event.USED);
        byte[] bytes = hangzhou.sign(notice);
        int senders = 8;
        var barrier = new CyclicBarrier(senders);
        try (var threads = Executors.newFixedThreadPool(senders)) {
            List<Future<Outside.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                answers.add(
                        threads.submit(() -> {
                            barrier.await();
                            return outside.post(XIAMEN, bytes);
                        }));
            }
            byte[] first = answers.getFirst().get().body();
            for (Future<Outside.Answer> answer : answers) {
                ForeignNotices.assertReceipt(answer.get(), XIAMEN, bytes);
                assertThat(answer.get().body()).isEqualTo(first);
            }
        }
        assertThat(events(request)).isEqualTo(1);
        assertThat(received(xiamen, notice)).isEqualTo(1);
    }

    @Test
    void event_toldAgainUnderAnotherId_isTheSameEvent() throws Exception {
        MessageId request = recognised();
        ObjectNode data = ForeignNotices.benefit(request, BENEFIT, Event.RETURNED);
        for (int i = 0; i < 2; i++) {
            Envelope notice = hangzhou.notice(XIAMEN, MessageType.BENEFIT_NOTICE, data);
            hangzhou.taken(XIAMEN, hangzhou.sign(notice));
        }
        assertThat(events(request)).isEqualTo(1);
    }

    @Test
    void otherBytes_underAnIdThatWasTaken_areRefused_andTheReceiptStays() throws Exception {
        Envelope notice = benefit(recognised(), Event.GRANTED);
        byte[] bytes = hangzhou.sign(notice);
        byte[] receipt = hangzhou.taken(XIAMEN, bytes).body();

        refused(XIAMEN, outside.sign(notice, Suite.INTL), 409, "message-id-reused");
        assertThat(outside.post(XIAMEN, bytes).body()).isEqualTo(receipt);
    }

    @Test
    void notice_withoutANumber_isRefused() throws Exception {
        ObjectNode data = ForeignNotices.benefit(recognised(), BENEFIT, Event.GRANTED);
        Envelope notice =
                hangzhou.notice(XIAMEN, MessageType.BENEFIT_NOTICE, data, null, Instant.now());
        refused(XIAMEN, hangzhou.sign(notice), 422, "field-invalid");
    }

    @Test
    void benefit_ofARequestThatTheSenderNeverMade_isUnknown() throws Exception {
        MessageId never = MessageId.random(System.currentTimeMillis(), new Random());
        refused(XIAMEN, hangzhou.sign(benefit(never, Event.GRANTED)), 422, "recognition-unknown");

        MessageId fuzhousOwn = recognisedAtFuzhou();
        refused(
                XIAMEN,
                hangzhou.sign(benefit(fuzhousOwn, Event.GRANTED)),
                422,
                "recognition-unknown");

        ObjectNode other =
                ForeignNotices.benefit(recognised(), "cn-330100/medical.pay-later", Event.USED);
        byte[] notice = hangzhou.sign(hangzhou.notice(XIAMEN, MessageType.BENEFIT_NOTICE, other));
        refused(XIAMEN, notice, 422, "recognition-unknown");
    }

    @Test
    void notice_refused_leavesNoEffect_andIsRefusedAlikeEachTime() throws Exception {
        MessageId never = MessageId.random(System.currentTimeMillis(), new Random());
        byte[] bytes = hangzhou.sign(benefit(never, Event.GRANTED));
        byte[] first = outside.post(XIAMEN, bytes).body();
        assertThat(outside.post(XIAMEN, bytes).body()).isEqualTo(first);
        assertThat(events(never)).isZero();
    }

    @Test
    void notice_ofUnknownKindOrForm_isRefused() throws Exception {
        Envelope unknown = hangzhou.notice(XIAMEN, MessageType.RECEIPT, StrictJson.object());
        refused(XIAMEN, hangzhou.sign(unknown), 422, "message-type-unknown");
        ObjectNode data = ForeignNotices.benefit(recognised(), BENEFIT, Event.USED);
        byte[] more =
                hangzhou.sign(
                        hangzhou.notice(
                                XIAMEN, MessageType.BENEFIT_NOTICE, data.put("surprise", 1)));
        refused(XIAMEN, more, 422, "field-invalid");
    }

    /** Thirty days are tried where time is a parameter; these nodes' keys are younger. */
    @Test
    void notice_olderThanAQueryMayBe_isTaken_andOneFromTheFutureIsNot() throws Exception {
        ForeignPass pass = ForeignPass.mint(outside);
        Instant now = Instant.now();
        hangzhou.taken(FUZHOU, dated(pass, now.minusSeconds(310)));
        hangzhou.taken(FUZHOU, dated(pass, now.plusSeconds(240)));
        refused(FUZHOU, dated(pass, now.plusSeconds(360)), 422, "message-from-future");
    }

    private byte[] dated(ForeignPass pass, Instant time) {
        ObjectNode data = ForeignNotices.consent(pass.ref(), 1, ACTIVE);
        return hangzhou.sign(
                hangzhou.notice(
                        FUZHOU, MessageType.CONSENT_NOTICE, data, ForeignNotices.next(), time));
    }

    @Test
    void notices_duplicatedAndOutOfOrder_endAsTheNewestSays_andLeaveNoGap() throws Exception {
        ForeignPass pass = ForeignPass.mint(outside);
        long seed = System.nanoTime();
        System.out.println("NoticesIT seed " + seed);
        var bytes = new ArrayList<byte[]>();
        for (int revision = 1; revision <= 10; revision++) {
            var state = revision % 2 == 0 ? PAUSED : ACTIVE;
            byte[] notice = consent(pass, revision, state);
            bytes.add(notice);
            bytes.add(notice);
        }
        Collections.shuffle(bytes, new Random(seed));
        for (byte[] notice : bytes) {
            hangzhou.taken(FUZHOU, notice);
        }
        assertThat(state(pass)).isEqualTo("PAUSED");
        assertThat(
                        fuzhou.number(
                                "select revision from known_consent where ref = ?",
                                (Object) pass.ref().bytes()))
                .isEqualTo(10);
    }

    @Test
    void withdrawal_refusesTheNextVisit_whateverTheHomeCityAnswers() throws Exception {
        ForeignPass pass = ForeignPass.mint(outside);
        try (var home = new FakeHome(outside, pass.ref().wire())) {
            assertThat(scan(pass.shows()).status()).isEqualTo(200);
            hangzhou.taken(FUZHOU, consent(pass, 2, WITHDRAWN));
            assertThat(scan(pass.shows()).problem()).isEqualTo("consent-withdrawn");
            hangzhou.taken(FUZHOU, consent(pass, 3, ACTIVE));
            assertThat(scan(pass.shows()).problem()).isEqualTo("consent-withdrawn");
        }
    }

    @Test
    void consent_pausedAndActiveAgain_worksAgain() throws Exception {
        ForeignPass pass = ForeignPass.mint(outside);
        try (var home = new FakeHome(outside, pass.ref().wire())) {
            hangzhou.taken(FUZHOU, consent(pass, 2, PAUSED));
            assertThat(scan(pass.shows()).problem()).isEqualTo("consent-paused");
            hangzhou.taken(FUZHOU, consent(pass, 3, ACTIVE));
            assertThat(scan(pass.shows()).status()).isEqualTo(200);
            hangzhou.taken(FUZHOU, consent(pass, 2, PAUSED));
            assertThat(scan(pass.shows()).status()).isEqualTo(200);
        }
    }

    /** The home city decides, then the resident withdraws, then the decision arrives. */
    @Test
    void grant_overtakenByAWithdrawal_isNotGiven_alsoWhenShownAgain() throws Exception {
        ForeignPass pass = ForeignPass.mint(outside);
        String code = pass.shows();
        try (var home = new FakeHome(outside, pass.ref().wire())) {
            home.answers(asked -> {
                FakeHome.Reply decided = home.benefit(asked);
                withdrawn(pass);
                return decided;
            });
            assertThat(scan(code).problem()).isEqualTo("consent-withdrawn");
            home.answers(home::benefit);
            assertThat(scan(code).status()).isEqualTo(422);
            assertThat(scan(pass.shows()).problem()).isEqualTo("consent-withdrawn");
            assertThat(
                            fuzhou.number(
                                    "select count(*) from recognition where consent_ref = ?",
                                    (Object) pass.ref().bytes()))
                    .as("nothing was granted, and nothing is told")
                    .isZero();
        }
    }

    private void withdrawn(ForeignPass pass) {
        try {
            hangzhou.taken(FUZHOU, consent(pass, 2, WITHDRAWN));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void consent_ofAnotherMember_cannotBeChanged() throws Exception {
        Visitor visitor = Visitor.of(outside, 600).consents(FUZHOU, PURPOSE);
        var pass = visitor.pass();
        assertThat(scan(visitor.shows(pass)).status()).isEqualTo(200);
        ObjectNode data = ForeignNotices.consent(pass.claims().consentRef(), 9, WITHDRAWN);

        hangzhou.taken(
                FUZHOU, hangzhou.sign(hangzhou.notice(FUZHOU, MessageType.CONSENT_NOTICE, data)));
        assertThat(scan(visitor.shows(pass)).status()).isEqualTo(200);
    }

    private byte[] consent(
            ForeignPass pass,
            long revision,
            org.xinqiao.contracts.message.ConsentNotice.State state) {
        ObjectNode data = ForeignNotices.consent(pass.ref(), revision, state);
        return hangzhou.sign(hangzhou.notice(FUZHOU, MessageType.CONSENT_NOTICE, data));
    }

    private Envelope benefit(MessageId request, Event event) {
        return hangzhou.notice(
                XIAMEN,
                MessageType.BENEFIT_NOTICE,
                ForeignNotices.benefit(request, BENEFIT, event));
    }

    /** A request of Hangzhou's that Xiamen answered with a benefit. */
    private MessageId recognised() throws Exception {
        Visitor visitor = Visitor.of(outside, 600).consents(HANGZHOU, PURPOSE);
        var request = new RecognitionRequest(visitor.shows(visitor.pass()), List.of(), "t1");
        Envelope question = outside.question(request.toJson(), e -> e);
        assertThat(outside.post(XIAMEN, outside.sign(question, Suite.SM)).status()).isEqualTo(200);
        return question.id();
    }

    private MessageId recognisedAtFuzhou() throws Exception {
        Visitor visitor = Visitor.of(outside, 600).consents(FUZHOU, PURPOSE);
        assertThat(scan(visitor.shows(visitor.pass())).status()).isEqualTo(200);
        return MessageId.parse(
                xiamen.text(
                        "select request from decision where source = ? order by at desc limit 1",
                        FUZHOU.value()));
    }

    private Outside.Answer scan(String code) throws Exception {
        ObjectNode body = StrictJson.object();
        body.put("code", code).put("purpose", PURPOSE).put("terminal", "t1");
        return outside.api(FUZHOU, "counter", "POST", "/api/v1/recognitions", body.toString());
    }

    private void refused(
            org.xinqiao.contracts.identity.NodeId to, byte[] notice, int status, String problem)
            throws Exception {
        Outside.Answer answer = outside.post(to, notice);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.envelope().type()).isEqualTo(MessageType.PROBLEM.wire());
    }

    private long events(MessageId request) {
        return xiamen.number(
                "select count(*) from benefit_event where request = ?", request.value());
    }

    private static long received(NodeDatabase at, Envelope notice) {
        return at.number(
                "select count(*) from message_record where message = ? and direction = 0",
                notice.id().value());
    }

    private String state(ForeignPass pass) {
        return fuzhou.text(
                "select state from known_consent where ref = ?", (Object) pass.ref().bytes());
    }
}
