package org.xinqiao.gateway.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.trust.document.NodeKey;

class SigningKeyRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final Duration OVERLAP = Duration.ofHours(2);
    private final NodeKey old = key(NOW.minusSeconds(90_000), NOW.plusSeconds(3600));

    private static NodeKey key(Instant startsAt, @Nullable Instant retiredAt) {
        return new NodeKey(
                Keys.generate(SignatureAlgorithm.ES256, new SecureRandom()).publicKey(),
                Set.of(KeyUse.MESSAGE),
                startsAt,
                retiredAt,
                null);
    }

    private static Optional<NodeKey> decide(
            Map<NodeKey, Instant> since, Instant now, NodeKey... candidates) {
        return SigningKeyRules.decide(
                List.of(candidates), key -> Optional.ofNullable(since.get(key)), OVERLAP, now);
    }

    @Test
    void newKey_notPublishedForLong_waitsWhileTheOldOneCan() {
        NodeKey fresh = key(NOW, null);
        var since = Map.of(old, NOW.minusSeconds(80_000), fresh, NOW.minus(OVERLAP));

        assertThat(decide(since, NOW.minusSeconds(1), old, fresh)).contains(old);
        assertThat(decide(since, NOW, old, fresh)).contains(fresh);
        var late = Map.of(old, NOW.minusSeconds(80_000), fresh, NOW.minus(OVERLAP).plusSeconds(1));
        assertThat(decide(late, NOW, old, fresh)).contains(old);
        assertThat(decide(late, NOW.plusSeconds(1), old, fresh)).contains(fresh);
    }

    @Test
    void oldKey_retired_theNewOneSigns_knownOrNot() {
        NodeKey fresh = key(NOW, null);

        assertThat(
                        decide(
                                Map.of(old, Instant.EPOCH, fresh, NOW),
                                NOW.plusSeconds(3599),
                                old,
                                fresh))
                .contains(old);
        assertThat(
                        decide(
                                Map.of(old, Instant.EPOCH, fresh, NOW),
                                NOW.plusSeconds(3600),
                                old,
                                fresh))
                .contains(fresh);
    }

    @Test
    void nothingKnown_theNewestInForceSigns_andNothingInForceIsNothing() {
        NodeKey fresh = key(NOW, null);

        assertThat(decide(Map.of(), NOW, old, fresh)).contains(fresh);
        assertThat(decide(Map.of(), NOW.minusSeconds(1), fresh)).isEmpty();
        assertThat(decide(Map.of(), NOW)).isEmpty();
    }
}
