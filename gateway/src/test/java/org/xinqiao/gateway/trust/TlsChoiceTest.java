package org.xinqiao.gateway.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.TestCertificate;

/** The successor stands first among what is offered, as {@link TlsIdentities} puts it. */
class TlsChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final Duration OVERLAP = Duration.ofHours(2);

    @TempDir static Path directory;
    private static TlsIdentity old;
    private static TlsIdentity next;
    private static TlsIdentity third;

    private final Map<TlsIdentity, Instant> published = new HashMap<>();

    @BeforeAll
    static void make() throws Exception {
        old = TlsIdentity.read(TestCertificate.in(directory, "old"));
        next = TlsIdentity.read(TestCertificate.in(directory, "next"));
        third = TlsIdentity.read(TestCertificate.in(directory, "third"));
    }

    private TlsIdentity decide(TlsIdentity inUse, Instant now, TlsIdentity... offered) {
        return TlsChoice.decide(
                inUse,
                List.of(offered),
                pin ->
                        published.entrySet().stream()
                                .filter(each -> each.getKey().pin().equals(pin))
                                .map(Map.Entry::getValue)
                                .findFirst(),
                OVERLAP,
                now);
    }

    @Test
    void successor_isShownFromTheInstantOn_whenPartnersCanKnowIt() {
        published.put(old, Instant.EPOCH);
        published.put(next, NOW.minus(OVERLAP));

        assertThat(decide(old, NOW.minusMillis(1), next, old)).isEqualTo(old);
        assertThat(decide(old, NOW, next, old)).isEqualTo(next);
        assertThat(decide(next, NOW.plusSeconds(9), next, old)).isEqualTo(next);
    }

    @Test
    void successor_thatIsNotPublished_isNeverShown() {
        published.put(old, Instant.EPOCH);

        assertThat(decide(old, NOW.plus(Duration.ofDays(365)), next, old)).isEqualTo(old);
    }

    /** Whoever has revoked a pin is not to be reached by it, though the new one is young. */
    @Test
    void pinInUse_thatIsPublishedNoMore_givesWayToAnyThatIs() {
        published.put(next, NOW);

        assertThat(decide(old, NOW, next, old)).isEqualTo(next);
    }

    @Test
    void pinInUse_staysAsLongAsItIsPublished_whileNoneIsKnownLongEnough() {
        published.put(old, NOW.minusSeconds(1));
        published.put(next, NOW.minusSeconds(1));

        assertThat(decide(old, NOW, next, old)).isEqualTo(old);
        assertThat(decide(next, NOW, next, old)).isEqualTo(next);
        assertThat(decide(third, NOW, next, old)).as("not published").isEqualTo(next);
    }

    /** Before the repository was seen at all, and where somebody published nonsense. */
    @Test
    void nothingPublished_changesNothing() {
        assertThat(decide(old, NOW, next, third)).isEqualTo(old);
        assertThat(decide(old, NOW)).isEqualTo(old);
        published.put(third, Instant.EPOCH);
        assertThat(decide(old, NOW, next, old)).as("a key that is not here").isEqualTo(old);
    }

    /** The configured files were renamed after the change: they hold what the successor was. */
    @Test
    void configuredFiles_whoseKeyIsKnown_areShownWhereTheSuccessorIsYoung() {
        published.put(next, Instant.EPOCH);
        published.put(third, NOW);

        assertThat(decide(old, NOW, third, next)).isEqualTo(next);
    }

    @Test
    void everything_publishedAlways_showsTheFirstOffered() {
        assertThat(TlsChoice.decide(old, List.of(next, old), PublishedSince.ALWAYS, OVERLAP, NOW))
                .isEqualTo(next);
        assertThat(TlsChoice.decide(old, List.of(), name -> Optional.empty(), OVERLAP, NOW))
                .isEqualTo(old);
    }
}
