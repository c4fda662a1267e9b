package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.message.WireTime;
import tools.jackson.databind.JsonNode;

/** A foreign host city submits codes to Xiamen that it honoured while the line was down. */
@ExtendWith(RunningSandbox.class)
class OfflineHomeIT {
    private static final String BENEFIT = "cn-330100/library.deposit-free";
    private static final String PURPOSE = "library.lending";

    private Outside outside;
    private ForeignNotices hangzhou;
    private NodeDatabase xiamen;
    private Visitor visitor;

    @BeforeEach
    void connect() throws Exception {
        var sandbox = RunningSandbox.Running.current();
        outside = new Outside(sandbox.file());
        hangzhou = new ForeignNotices(outside, HANGZHOU);
        xiamen = new NodeDatabase(sandbox.directory(), XIAMEN);
        visitor = Visitor.of(outside, 600).consents(HANGZHOU, PURPOSE);
    }

    @Test
    void code_submitted_isAUseLikeAnyOther_markedOffLine_onceHoweverOften() throws Exception {
        OfflineNotice notice = notice(visitor.shows(visitor.pass()), Instant.now());
        byte[] bytes = sign(notice);
        byte[] receipt = hangzhou.taken(XIAMEN, bytes).body();
        assertThat(outside.post(XIAMEN, bytes).body()).isEqualTo(receipt);
        hangzhou.taken(XIAMEN, sign(notice));

        assertThat(
                        xiamen.number(
                                "select count(*) from decision where request = ? and offline",
                                notice.request().value()))
                .isEqualTo(1);
        assertThat(events(notice)).isEqualTo(1);
        JsonNode use = use();
        assertThat(use.path("event").stringValue()).isEqualTo("GRANTED");
        assertThat(use.path("offline").booleanValue()).isTrue();

        // What is told later of the visit names it.
        var used = ForeignNotices.benefit(notice.request(), BENEFIT, BenefitNotice.Event.USED);
        hangzhou.taken(
                XIAMEN, hangzhou.sign(hangzhou.notice(XIAMEN, MessageType.BENEFIT_NOTICE, used)));
        assertThat(events(notice)).isEqualTo(2);
    }

    @Test
    void code_submittedAgainForAnotherVisit_isRefused() throws Exception {
        String code = visitor.shows(visitor.pass());
        hangzhou.taken(XIAMEN, sign(notice(code, Instant.now())));
        refused(notice(code, Instant.now()), "code-already-used");
    }

    @Test
    void withdrawal_afterTheCodeWasShown_changesNothing_andBefore_refuses() throws Exception {
        Pass pass = visitor.pass();
        Pass other = visitor.pass();
        Instant shown = Instant.now();
        String before = Visitor.shows(pass, visitor.device, shown);
        assertThat(visitor.changes("DELETE", "").status()).isEqualTo(200);
        Instant after = Instant.now();
        hangzhou.taken(XIAMEN, sign(notice(before, shown)));
        refused(notice(Visitor.shows(other, visitor.device, after), after), "consent-withdrawn");
    }

    @Test
    void presentation_isJudgedAsOfWhenItWasShown() throws Exception {
        Instant made = Instant.now().minusSeconds(300);
        Pass pass = visitor.pass();
        String code = Visitor.shows(pass, visitor.device, made);
        // Passes are dated to the hour, and the consent is younger than this code.
        String problem = post(notice(code, made.plusSeconds(62))).problem();
        assertThat(problem).isIn("presentation-too-old", "presentation-outside-pass");
        Instant now = Instant.now();
        String fresh = Visitor.shows(pass, visitor.device, now.minusSeconds(59));
        refused(notice(fresh, now.plusSeconds(20)), "field-invalid");
        hangzhou.taken(XIAMEN, sign(notice(fresh, now)));
    }

    @Test
    void benefit_thatThePassDoesNotGrant_isRefused() throws Exception {
        Visitor low =
                new Visitor(
                        outside,
                        outside.sandbox.path("residents").values().stream()
                                .filter(it -> it.path("node").stringValue().equals(XIAMEN.value()))
                                .filter(it ->
                                        it.path("score").isNumber()
                                                && it.path("score").intValue() < 530)
                                .findFirst()
                                .orElseThrow(),
                        org.xinqiao.contracts.crypto.SignatureAlgorithm.ES256);
        low.consents(HANGZHOU, PURPOSE);
        refused(notice(low.shows(low.pass()), Instant.now()), "offline-not-granted");
    }

    @Test
    void bearerCode_isOnLineOnly() throws Exception {
        refused(notice(visitor.bearer(), Instant.now()), "presentation-missing");
    }

    @Test
    void consentForOnce_isUsedByTheFirst() throws Exception {
        visitor.consents(visitor.consentBody(HANGZHOU, PURPOSE).put("use", "ONCE"));
        OfflineNotice first = notice(visitor.shows(visitor.pass()), Instant.now());
        String second = visitor.shows(visitor.pass());
        hangzhou.taken(XIAMEN, sign(first));
        hangzhou.taken(XIAMEN, sign(first));
        refused(notice(second, Instant.now()), "consent-used");
    }

    @Test
    void notice_withoutPurposeOrNumber_isRefused() throws Exception {
        OfflineNotice notice = notice(visitor.shows(visitor.pass()), Instant.now());
        Envelope nameless = hangzhou.notice(XIAMEN, MessageType.OFFLINE_NOTICE, notice.toJson());
        assertThat(outside.post(XIAMEN, hangzhou.sign(nameless)).problem())
                .isEqualTo("field-invalid");
    }

    private OfflineNotice notice(String code, Instant shown) {
        return new OfflineNotice(
                MessageId.random(System.currentTimeMillis(), new SecureRandom()),
                code,
                List.of(BENEFIT),
                "t1",
                WireTime.of(shown));
    }

    private byte[] sign(OfflineNotice notice) {
        return hangzhou.sign(
                hangzhou.notice(XIAMEN, MessageType.OFFLINE_NOTICE, notice.toJson(), PURPOSE));
    }

    private Outside.Answer post(OfflineNotice notice) throws Exception {
        return outside.post(XIAMEN, sign(notice));
    }

    private void refused(OfflineNotice notice, String problem) throws Exception {
        Outside.Answer answer = post(notice);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(events(notice)).isZero();
    }

    private long events(OfflineNotice notice) {
        return xiamen.number(
                "select count(*) from benefit_event where request = ?", notice.request().value());
    }

    private JsonNode use() throws Exception {
        return outside.bearer(XIAMEN, visitor.wallet(), "GET", "/api/v1/wallet/uses", null)
                .json()
                .path("uses")
                .path(0);
    }
}
