package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.TestFederation.HOME;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.authenticate.MessageRules;
import org.xinqiao.gateway.ledger.Waiting;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

class RetryRulesTest {
    private final TestFederation federation = new TestFederation();

    @Test
    void lanePause_doublesUpToItsLongest() {
        assertThat(RetryRules.lanePause(0, 1)).isEqualTo(RetryRules.LANE_PAUSE_LEAST);
        assertThat(RetryRules.lanePause(1, 1))
                .isEqualTo(RetryRules.LANE_PAUSE_LEAST.multipliedBy(2));
        assertThat(RetryRules.lanePause(7, 1)).isEqualTo(RetryRules.LANE_PAUSE_MAX);
        assertThat(RetryRules.lanePause(Integer.MAX_VALUE, 1)).isEqualTo(RetryRules.LANE_PAUSE_MAX);
        assertThat(RetryRules.lanePause(-1, 1)).isEqualTo(RetryRules.LANE_PAUSE_LEAST);
    }

    @Test
    void noticePause_doublesUpToItsLongest() {
        assertThat(RetryRules.noticePause(0, 1)).isEqualTo(RetryRules.NOTICE_PAUSE_LEAST);
        assertThat(RetryRules.noticePause(3, 1))
                .isEqualTo(RetryRules.NOTICE_PAUSE_LEAST.multipliedBy(8));
        assertThat(RetryRules.noticePause(40, 1)).isEqualTo(RetryRules.NOTICE_PAUSE_MAX);
    }

    @Test
    void pause_withAnyJitter_isBetweenHalfAndAll() {
        var random = new Random(3);
        for (int times = 0; times < 200; times++) {
            Duration whole = RetryRules.noticePause(times, 1);
            assertThat(RetryRules.noticePause(times, 0)).isEqualTo(whole.dividedBy(2));
            assertThat(RetryRules.noticePause(times, random.nextDouble()))
                    .isBetween(whole.dividedBy(2), whole);
        }
    }

    @Test
    void notice_thirtyDaysOld_isSentOnceMore_andOlderNoMore() {
        Instant oldest = NOW.minus(MessageRules.NOTICE_AGE_MAX);
        assertThat(spoiled(oldest)).isEmpty();
        assertThat(spoiled(oldest.minusMillis(1))).contains("message-too-old");
    }

    @Test
    void notice_ofAKeyRevokedSince_isNotSent_andOfARetiredOneIs() {
        revoke(NOW.plusMillis(1), null);
        assertThat(spoiled(NOW.minusSeconds(60))).isEmpty();
        revoke(NOW, null);
        assertThat(spoiled(NOW.minusSeconds(60))).contains("key-revoked");
        revoke(null, NOW.minusSeconds(30));
        assertThat(spoiled(NOW.minusSeconds(60))).isEmpty();
    }

    @Test
    void notice_ofAKeyThatIsNotPublished_isNotSpoiled() {
        federation.publish(HOME, List.of());
        assertThat(spoiled(NOW)).isEmpty();
    }

    private void revoke(Instant revokedAt, Instant retiredAt) {
        var key =
                new NodeKey(
                        federation.key(HOME, Suite.INTL).publicKey(),
                        Set.of(KeyUse.MESSAGE),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        retiredAt,
                        revokedAt);
        federation.publish(HOME, List.of(key));
    }

    private java.util.Optional<String> spoiled(Instant createdAt) {
        NodeKeys own = federation.trustOf(HOME).snapshot().keys(HOME).orElseThrow();
        var notice =
                new Waiting(
                        1,
                        UUID.randomUUID(),
                        HOST,
                        1,
                        "ordering",
                        "type",
                        federation.key(HOME, Suite.INTL).kid(),
                        createdAt,
                        0,
                        new byte[0]);
        return RetryRules.spoiled(notice, own, NOW);
    }
}
