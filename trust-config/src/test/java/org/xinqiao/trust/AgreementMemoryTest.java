package org.xinqiao.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.Ending;
import org.xinqiao.trust.document.Ladder;

class AgreementMemoryTest {
    private static final NodeId XIAMEN = NodeId.parse("cn-350200");
    private static final NodeId FUZHOU = NodeId.parse("cn-350100");

    private static Agreement agreement(
            int revision, @Nullable String previous, String digest, int leastRung, boolean ended) {
        return new Agreement(
                7,
                revision,
                previous,
                Set.of(XIAMEN, FUZHOU),
                new Ladder(List.of(), Map.of()),
                List.of(new AgreementClass(0, "library.lending", leastRung, "1", false, false)),
                List.of(),
                Set.of(DisclosureLevel.ELIGIBILITY),
                LocalDate.parse("2026-01-01"),
                null,
                ended ? new Ending(XIAMEN, Instant.EPOCH) : null,
                true,
                digest);
    }

    private final AgreementMemory memory =
            AgreementMemory.NONE
                    .with(agreement(1, null, "one", 2, false))
                    .with(agreement(2, "one", "two", 2, false));

    @Test
    void sameRevision_seenBefore_isKnown() {
        assertThat(memory.knows(agreement(2, "one", "two", 2, false))).isTrue();
        assertThat(memory.objection(agreement(2, "one", "two", 2, false))).isEmpty();
    }

    @Test
    void revision_notAfterTheLast_isRefused() {
        assertThat(memory.objection(agreement(1, null, "one", 2, false))).isPresent();
        assertThat(memory.objection(agreement(2, "one", "other", 2, false))).isPresent();
        assertThat(memory.objection(agreement(3, "one", "three", 2, false))).isPresent();
        assertThat(memory.objection(agreement(3, "two", "three", 2, false))).isEmpty();
    }

    @Test
    void revision_afterOneThatWasMissed_isTakenByItsSignatures() {
        assertThat(memory.objection(agreement(4, "three", "four", 2, false))).isEmpty();
    }

    @Test
    void classNumber_withAnotherMeaning_isRefused() {
        assertThat(memory.objection(agreement(3, "two", "three", 1, false)))
                .contains("class number 0 meant something else before");
    }

    @Test
    void ending_byOneParty_changesNoMeaningForTheOthers() {
        AgreementMemory ended = AgreementMemory.NONE.with(agreement(1, null, "one", 3, true));

        assertThat(ended.objection(agreement(2, "one", "two", 2, false))).isEmpty();
    }

    @Test
    void memory_overARestart_isTheSame() throws Exception {
        assertThat(AgreementMemory.read(memory.json())).isEqualTo(memory);
    }
}
