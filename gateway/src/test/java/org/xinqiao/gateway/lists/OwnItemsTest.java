package org.xinqiao.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Document;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.message.ItemsResponse;

/** How entries of the node's own lists stand in an answer about items. */
class OwnItemsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Test
    void entries_areToldByDocumentAndDay_theNewestFirst_andWhatIsDisputedSaysSo() {
        assertThat(
                        OwnItems.values(
                                List.of(
                                        entry(DAY, "厦示〔2026〕1号", EntryState.ACTIVE),
                                        entry(null, null, EntryState.ACTIVE),
                                        entry(DAY.plusDays(1), "厦示〔2026〕2号", EntryState.DISPUTED))))
                .containsExactly("厦示〔2026〕2号，2026-03-02（异议处理中）", "厦示〔2026〕1号，2026-03-01", "无文书号");
    }

    @Test
    void entries_moreThanAnAnswerHolds_areCounted_andNoneIsDroppedInSilence() {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < ItemsResponse.VALUES_MAX; i++) {
            entries.add(entry(DAY.plusDays(i), "第" + i + "号", EntryState.ACTIVE));
        }
        assertThat(OwnItems.values(entries))
                .hasSize(ItemsResponse.VALUES_MAX)
                .last()
                .isEqualTo("第0号，2026-03-01");
        entries.add(entry(DAY.minusDays(1), "更早", EntryState.ACTIVE));
        assertThat(OwnItems.values(entries))
                .hasSize(ItemsResponse.VALUES_MAX)
                .last()
                .isEqualTo("另有 2 条");
    }

    @Test
    void reference_longerThanAValue_isCutWithinTheBound() {
        List<String> values =
                OwnItems.values(List.of(entry(DAY, "号".repeat(500), EntryState.DISPUTED)));
        assertThat(ItemsResponse.bounded(values)).isTrue();
        assertThat(values.getFirst()).contains("…，2026-03-01");
    }

    private static Entry entry(LocalDate day, String reference, EntryState state) {
        return QuerySamples.organisation(
                        QuerySamples.USCC, "record.penalty", DisclosureClass.PUBLIC)
                .document(new Document(day, reference))
                .state(state)
                .build();
    }
}
