package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.ledger.Waiting;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/** When a notice goes to the dead letters without being sent once more. */
class SpoiledNoticeTest {
    private static final Instant NOW = TestFederation.NOW;

    private final TestFederation federation = new TestFederation();
    private final SigningKey key = federation.key(TestFederation.HOME, Suite.SM);

    @Test
    void notice_ofThirtyDays_isSentStill_andOneMillisecondLaterItIsTooOld() {
        Instant oldest = NOW.minus(Duration.ofDays(30));
        assertThat(RetryRules.spoiled(signed(oldest), keys(null), NOW)).isEmpty();
        assertThat(RetryRules.spoiled(signed(oldest.minusMillis(1)), keys(null), NOW))
                .contains("message-too-old");
    }

    @Test
    void notice_ofAKeyThatIsRevokedNow_isNotSent_andUntilThenItIs() {
        Waiting notice = signed(NOW.minusSeconds(60));
        assertThat(RetryRules.spoiled(notice, keys(NOW.plusMillis(1)), NOW)).isEmpty();
        assertThat(RetryRules.spoiled(notice, keys(NOW), NOW)).contains("key-revoked");
    }

    @Test
    void notice_ofAnotherKeyThanTheRevokedOne_isSent() {
        var other = federation.key(TestFederation.HOME, Suite.INTL);
        assertThat(RetryRules.spoiled(signed(other, NOW), keys(NOW.minusSeconds(1)), NOW))
                .isEmpty();
    }

    private Waiting signed(Instant at) {
        return signed(key, at);
    }

    private static Waiting signed(SigningKey key, Instant at) {
        return new Waiting(
                1,
                UUID.randomUUID(),
                TestFederation.HOST,
                1,
                "one",
                "xinqiao.consent.notice.v1",
                key.kid(),
                at,
                0,
                new byte[0]);
    }

    private NodeKeys keys(Instant revokedAt) {
        var started = Instant.parse("2026-01-01T00:00:00Z");
        var published =
                new NodeKey(key.publicKey(), Set.of(KeyUse.MESSAGE), started, null, revokedAt);
        federation.publish(TestFederation.HOME, List.of(published));
        return federation.snapshot().keys(TestFederation.HOME).orElseThrow();
    }
}
