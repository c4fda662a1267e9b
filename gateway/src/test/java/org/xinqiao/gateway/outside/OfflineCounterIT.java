package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Fuzhou's counter with a visitor from Hangzhou, whose node is out of reach. */
@ExtendWith(RunningSandbox.class)
class OfflineCounterIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final int INDEX = 5;
    private static final int OTHER_INDEX = 6;
    private static final int ENDED_INDEX = 9;

    private final long list = 1 + new SecureRandom().nextLong(1L << 31);
    private Outside outside;
    private NodeDatabase fuzhou;
    private ForeignPass pass;

    @BeforeEach
    void mint() throws Exception {
        var sandbox = RunningSandbox.Running.current();
        outside = new Outside(sandbox.file());
        fuzhou = new NodeDatabase(sandbox.directory(), FUZHOU);
        pass = ForeignPass.mint(outside, list, INDEX);
    }

    @Test
    void code_whoseCityIsOutOfReach_isHonouredByItsBits_andSubmittedOnce() throws Exception {
        known(now(), 900);
        String code = pass.shows();
        Outside.Answer answer = scan(code);
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(200);
        assertThat(answer.json().path("offline").booleanValue()).isTrue();
        assertThat(answer.json().path("later").isArray()).isTrue();
        assertThat(answer.json().has("subject")).isFalse();
        JsonNode decision = answer.json().path("decisions").path(0);
        assertThat(decision.path("benefit").stringValue()).isEqualTo(FakeHome.BENEFIT);
        assertThat(decision.path("outcome").stringValue()).isEqualTo("BENEFIT");
        Outside.Answer kept = outside.api(FUZHOU, "counter", "GET", answer.location(), null);
        assertThat(kept.json().path("offline").booleanValue()).isTrue();

        assertThat(scan(code).problem()).isEqualTo("code-already-used");
        assertThat(scan(pass.shows()).problem()).as("once a pass").isEqualTo("try-later");
        assertThat(visit(answer).path("state").stringValue()).isEqualTo("WAITING");
        assertThat(used(answer).status()).isEqualTo(202);

        try (var home = home()) {
            Awaitility.await().atMost(WAIT).until(() -> told(home, answer).size() == 2);
            List<FakeHome.Asked> told = told(home, answer);
            assertThat(told.getFirst().envelope().type())
                    .as("the code first, then what became of it")
                    .isEqualTo(MessageType.OFFLINE_NOTICE.wire());
            ObjectNode data = told.getFirst().envelope().data();
            assertThat(data.path("code").stringValue()).isEqualTo(code);
            assertThat(data.path("benefits").path(0).stringValue()).isEqualTo(FakeHome.BENEFIT);
            assertThat(told.getFirst().envelope().purpose()).isEqualTo("library.lending");
            Awaitility.await()
                    .until(() -> visit(answer).path("state").stringValue().equals("TAKEN"));
        }
    }

    @Test
    void homeCity_thatRefusesTheCode_isSeenByTheOperator() throws Exception {
        known(now(), 900);
        Outside.Answer answer = scan(pass.shows());
        assertThat(answer.status()).isEqualTo(200);
        try (var home = home()) {
            home.receipts(notice ->
                    notice.envelope().type().equals(MessageType.OFFLINE_NOTICE.wire())
                            ? new FakeHome.Reply(
                                    422,
                                    home.sign(
                                            notice,
                                            MessageType.PROBLEM,
                                            new Refusal(ProblemType.CONSENT_WITHDRAWN)
                                                    .problem()
                                                    .toJson()))
                            : home.receipt(notice));
            Awaitility.await()
                    .atMost(WAIT)
                    .until(() -> visit(answer).path("state").stringValue().equals("REFUSED"));
            assertThat(visit(answer).path("reason").stringValue()).contains("consent-withdrawn");
        }
    }

    @Test
    void list_thatIsTooOld_orNotKnown_grantsNothing() throws Exception {
        assertThat(scan(pass.shows()).problem()).isEqualTo("try-later");
        known(now() - 30, 20);
        String code = pass.shows();
        assertThat(scan(code).problem()).isEqualTo("try-later");
        assertThat(scan(code).problem()).as("and burns no code").isEqualTo("try-later");
    }

    @Test
    void pass_thatEnded_orConsentThatIsKnownNotToStand_isRefused() throws Exception {
        known(now(), 900);
        ForeignPass ended = ForeignPass.mint(outside, list, ENDED_INDEX);
        assertThat(scan(ended.shows()).problem()).isEqualTo("code-revoked");

        var hangzhou = new ForeignNotices(outside, HANGZHOU);
        var data = ForeignNotices.consent(pass.ref(), 3, ConsentNotice.State.PAUSED);
        hangzhou.taken(
                FUZHOU, hangzhou.sign(hangzhou.notice(FUZHOU, MessageType.CONSENT_NOTICE, data)));
        String code = pass.shows();
        assertThat(scan(code).problem()).isEqualTo("consent-paused");
        data = ForeignNotices.consent(pass.ref(), 4, ConsentNotice.State.ACTIVE);
        hangzhou.taken(
                FUZHOU, hangzhou.sign(hangzhou.notice(FUZHOU, MessageType.CONSENT_NOTICE, data)));
        assertThat(scan(code).status()).as("the refusal burnt no code").isEqualTo(200);
    }

    @Test
    void bearerCode_andCodeThatIsNotGenuine_areNotHonoured() throws Exception {
        known(now(), 900);
        assertThat(scan(new CreditCode(pass.pass(), null).text()).problem())
                .isEqualTo("presentation-missing");
    }

    /** Whoever counts on a line that holds sees nothing of all this. */
    @Test
    void homeCity_withinReach_isAsked_andNothingIsMarked() throws Exception {
        try (var home = home()) {
            home.status.put(StatusClaims.PATH + list, token(now(), 900));
            Outside.Answer answer = scan(pass.shows());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().has("offline")).isFalse();
        }
    }

    @Test
    void operatorsList_isTheOperatorsAlone() throws Exception {
        assertThat(outside.api(FUZHOU, "counter", "GET", "/api/v1/offline-visits", null).status())
                .isEqualTo(403);
    }

    /** Hangzhou publishes the list, Fuzhou fetches it, then the line is cut. */
    private void known(long issuedAt, int ttl) throws Exception {
        ForeignPass other = ForeignPass.mint(outside, list, OTHER_INDEX);
        try (var home = new FakeHome(outside, other.ref().wire())) {
            home.status.put(StatusClaims.PATH + list, token(issuedAt, ttl));
            assertThat(scan(other.shows()).status()).isEqualTo(200);
            Awaitility.await()
                    .atMost(WAIT)
                    .until(() ->
                            fuzhou.number(
                                            "select version from partner_status_list where home = ? and number = ?",
                                            HANGZHOU.value(),
                                            list)
                                    == issuedAt);
        }
    }

    private byte[] token(long issuedAt, int ttl) {
        var bits = new BitSet();
        bits.set(ENDED_INDEX);
        String subject =
                outside.sandbox.path("outside").path("federation").stringValue()
                        + StatusClaims.PATH
                        + list;
        return StatusToken.cwt(
                outside.keys.get(Suite.SM),
                new StatusClaims(subject, issuedAt, null, ttl, StatusList.of(1024, bits)));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private FakeHome home() throws Exception {
        return new FakeHome(outside, pass.ref().wire());
    }

    private List<FakeHome.Asked> told(FakeHome home, Outside.Answer answer) {
        return home.notices.stream()
                .filter(notice ->
                        notice.envelope().data().path("request").asString("").equals(id(answer)))
                .toList();
    }

    private static String id(Outside.Answer answer) {
        return answer.location().substring(answer.location().lastIndexOf('/') + 1);
    }

    private JsonNode visit(Outside.Answer answer) throws Exception {
        Outside.Answer visits =
                outside.api(FUZHOU, "operator", "GET", "/api/v1/offline-visits", null);
        assertThat(visits.status()).isEqualTo(200);
        return visits.json().path("visits").values().stream()
                .filter(visit -> visit.path("request").stringValue().equals(id(answer)))
                .findFirst()
                .orElseThrow();
    }

    private Outside.Answer used(Outside.Answer answer) throws Exception {
        ObjectNode event =
                StrictJson.object()
                        .put("benefit", FakeHome.BENEFIT)
                        .put("event", "USED")
                        .put("quantity", 2);
        return outside.api(
                FUZHOU, "counter", "POST", answer.location() + "/events", event.toString());
    }

    private Outside.Answer scan(String code) throws Exception {
        ObjectNode body = StrictJson.object();
        body.put("code", code).put("purpose", "library.lending").put("terminal", "t1");
        return outside.api(FUZHOU, "counter", "POST", "/api/v1/recognitions", body.toString());
    }
}
