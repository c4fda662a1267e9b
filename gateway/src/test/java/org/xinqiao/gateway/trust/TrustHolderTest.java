package org.xinqiao.gateway.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.TestTrust;
import org.xinqiao.trust.TrustSnapshot;

class TrustHolderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T01:30:00Z");
    private static final Instant EXPIRES = NOW.plusSeconds(60);

    @TempDir Path directory;

    private final Source source = new Source();

    @Test
    void snapshot_untilItExpires_isCurrent_andNotFromThenOn() throws Exception {
        source.offer(1);
        try (var holder = holder()) {
            assertThat(holder.current(EXPIRES.minusNanos(1)))
                    .map(TrustSnapshot::version)
                    .hasValue(1L);
            assertThat(holder.current(EXPIRES)).isEmpty();
        }
    }

    @Test
    void repositoryOutOfReach_atStart_lastGoodIsUsed() throws Exception {
        source.kept = TestTrust.of(7, EXPIRES);
        source.trouble = "nobody there";
        try (var holder = holder()) {
            assertThat(holder.current(NOW)).map(TrustSnapshot::version).hasValue(7L);
            assertThat(holder.state().trouble()).contains("out of reach").contains("nobody there");
            assertThat(holder.state().checkedAt()).isNull();
        }
    }

    @Test
    void repository_newerSnapshot_changesOverSoonAfterAPartnerMentionsIt() throws Exception {
        source.offer(1);
        try (var holder = holder()) {
            source.offer(2);
            holder.refreshSoon();
            holder.refreshSoon();
            Awaitility.await().until(() -> holder.current(NOW).orElseThrow().version() == 2);

            assertThat(source.looks).as("two mentions, one look").hasValue(2);
            assertThat(holder.state().checkedAt()).isEqualTo(NOW);
        }
    }

    @Test
    void repository_refusedOnce_keepsTheLastGoodAndSaysWhy() throws Exception {
        source.offer(3);
        try (var holder = holder()) {
            source.refusal = "rollback: snapshot 2 is older than 3";
            holder.refreshSoon();
            Awaitility.await().until(() -> !holder.state().trouble().isEmpty());

            assertThat(holder.current(NOW)).map(TrustSnapshot::version).hasValue(3L);
            assertThat(holder.state().trouble())
                    .isEqualTo("refused: rollback: snapshot 2 is older than 3");
            source.refusal = null;
            source.offer(4);
            holder.refreshSoon();
            Awaitility.await().until(() -> holder.state().trouble().isEmpty());
            assertThat(holder.current(NOW)).map(TrustSnapshot::version).hasValue(4L);
        }
    }

    private TrustHolder holder() throws Exception {
        return new TrustHolder(
                TestNodes.files("cn-350200", directory), source, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static final class Source implements TrustSource {
        final AtomicInteger looks = new AtomicInteger();
        volatile TrustSnapshot kept;
        volatile TrustSnapshot offered;
        volatile String refusal;
        volatile String trouble;

        void offer(long version) {
            offered = TestTrust.of(version, EXPIRES);
        }

        @Override
        public Optional<TrustSnapshot> lastGood(Instant now) {
            return Optional.ofNullable(kept);
        }

        @Override
        public TrustSnapshot newest(Instant now) throws TrustRefused, IOException {
            looks.incrementAndGet();
            if (trouble != null) {
                throw new IOException(trouble);
            }
            if (refusal != null) {
                throw new TrustRefused(refusal);
            }
            return offered;
        }
    }
}
