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
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.StatusNotice;
import tools.jackson.databind.node.ObjectNode;

/** Fuzhou with status lists of Hangzhou, whose node is other software. */
@ExtendWith(RunningSandbox.class)
class PartnerStatusIT {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final int INDEX = 77;

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
    void pass_whoseBitIsSet_isRefused_withoutAskingTheHomeCity() throws Exception {
        try (var home = home()) {
            home.status.put(path(), token(now(), INDEX));
            assertThat(scan().status()).as("the list is not known yet").isEqualTo(200);
            Awaitility.await().atMost(WAIT).until(() -> heldVersion() > 0);
            int asked = home.asked.get();

            Outside.Answer refused = scan();
            assertThat(refused.problem()).isEqualTo("code-revoked");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(home.asked).hasValue(asked);
        }
    }

    /** Fetching for a scan would tell the home city where its residents are. */
    @Test
    void pass_whoseBitIsNotSet_isAskedAbout_andNoScanFetchesAList() throws Exception {
        try (var home = home()) {
            home.status.put(path(), token(now(), INDEX + 1));
            assertThat(scan().status()).isEqualTo(200);
            Awaitility.await().atMost(WAIT).until(() -> heldVersion() > 0);
            long fetched = fetches(home);
            for (int i = 0; i < 5; i++) {
                assertThat(scan().status()).isEqualTo(200);
            }
            assertThat(fetches(home)).isEqualTo(fetched);
        }
    }

    @Test
    void notice_thatContinuesTheList_isInForceWithItsReceipt() throws Exception {
        try (var home = home()) {
            long issued = now();
            home.status.put(path(), token(issued));
            assertThat(scan().status()).isEqualTo(200);
            Awaitility.await().atMost(WAIT).until(() -> heldVersion() == issued);

            told(new StatusNotice(list, issued, issued + 1, List.of(3, INDEX)));
            assertThat(scan().problem()).isEqualTo("code-revoked");
            assertThat(heldVersion()).isEqualTo(issued + 1);
        }
    }

    @Test
    void notice_thatContinuesSomethingElse_changesNothing_andTheListIsFetchedWhole()
            throws Exception {
        try (var home = home()) {
            long issued = now() - 30;
            home.status.put(path(), token(issued));
            assertThat(scan().status()).isEqualTo(200);
            Awaitility.await().atMost(WAIT).until(() -> heldVersion() == issued);

            home.status.put(path(), token(issued + 9, INDEX));
            told(new StatusNotice(list, issued + 5, issued + 8, List.of(4)));
            Awaitility.await().atMost(WAIT).until(() -> heldVersion() == issued + 9);
            assertThat(scan().problem()).isEqualTo("code-revoked");
        }
    }

    /** Hangzhou speaks of its own passes only: the list is looked for under its name. */
    @Test
    void notice_aboutAListThatIsNotHeld_isTaken_andChangesNothing() throws Exception {
        told(new StatusNotice(list, 0, 1, List.of(INDEX)));
        assertThat(heldVersion()).isZero();
    }

    private void told(StatusNotice notice) throws Exception {
        var hangzhou = new ForeignNotices(outside, HANGZHOU);
        hangzhou.taken(
                FUZHOU,
                hangzhou.sign(hangzhou.notice(FUZHOU, MessageType.STATUS_NOTICE, notice.toJson())));
    }

    private byte[] token(long issuedAt, int... set) {
        var bits = new BitSet();
        for (int index : set) {
            bits.set(index);
        }
        String subject = outside.sandbox.path("outside").path("federation").stringValue() + path();
        return StatusToken.cwt(
                outside.keys.get(Suite.SM),
                new StatusClaims(subject, issuedAt, null, 900, StatusList.of(1024, bits)));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private String path() {
        return StatusClaims.PATH + list;
    }

    private long heldVersion() {
        return fuzhou.number(
                "select version from partner_status_list where home = ? and number = ?",
                HANGZHOU.value(),
                list);
    }

    private long fetches(FakeHome home) {
        return home.fetched.stream().filter(path()::equals).count();
    }

    private FakeHome home() throws Exception {
        return new FakeHome(outside, pass.ref().wire());
    }

    private Outside.Answer scan() throws Exception {
        ObjectNode body = StrictJson.object();
        body.put("code", pass.shows()).put("purpose", "library.lending").put("terminal", "t1");
        return outside.api(FUZHOU, "counter", "POST", "/api/v1/recognitions", body.toString());
    }
}
