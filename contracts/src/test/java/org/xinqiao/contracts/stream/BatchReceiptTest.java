package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryFields;
import org.xinqiao.contracts.entry.EntryRules;
import org.xinqiao.contracts.entry.EntrySamples;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.entry.Subject;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

class BatchReceiptTest {
    private final Random random = new Random(20261121);

    @Test
    void receipt_withQuarantinedEntries_isReadBack() throws Exception {
        List<Finding> findings = EntryRules.judge(wrong(), EntrySamples.facts());
        assertThat(findings).isNotEmpty();
        BatchReceipt receipt = receipt(List.of(new Quarantined(3, "k3", findings)), 1);

        ObjectNode json = StrictJson.parseObject(StrictJson.write(receipt.toJson()));

        assertThat(BatchReceipt.parse(json)).isEqualTo(receipt);
        assertThat(json.toString()).contains("\"R24\"").doesNotContain("91350200MA2Y0TKL8R");
    }

    @Test
    void receipt_namesAsManyAsThereIsRoomFor() throws Exception {
        var one = new Quarantined(3, "k3", EntryRules.judge(wrong(), EntrySamples.facts()));
        List<Quarantined> full = Collections.nCopies(BatchReceipt.QUARANTINED_MAX, one);

        assertThat(receipt(full, 5_000).toJson().get("quarantined")).hasSize(1_000);
        assertThatThrownBy(() -> receipt(full, 3)).isInstanceOf(IllegalArgumentException.class);
        ObjectNode json = receipt(List.of(one), 1).toJson();
        json.put("quarantinedCount", 2);
        assertThatThrownBy(() -> BatchReceipt.parse(json))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("quarantined");
    }

    private BatchReceipt receipt(List<Quarantined> quarantined, long count) {
        return new BatchReceipt(
                StreamSamples.STREAM,
                1,
                10_000,
                StreamSamples.hash(random),
                StreamSamples.hash(random),
                StreamSamples.hash(random),
                quarantined,
                count);
    }

    private static Entry wrong() {
        return EntrySamples.penalty()
                .with(
                        new Subject.Organisation(new StatedNumber("91350200MA2Y0TKL8R"), "某公司"),
                        EntryFields.of(java.util.Map.of("CF_NR", "罚款")));
    }
}
