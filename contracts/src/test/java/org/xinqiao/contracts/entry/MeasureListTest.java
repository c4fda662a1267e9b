package org.xinqiao.contracts.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

class MeasureListTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final String DOCUMENT =
            """
            {"edition":"2026","from":"2026-01-01","measures":[{"code":"a.b","name":{"zh":"甲","en":"A"},
             "targets":["ORGANISATION"],"basis":"法"}]}
            """;

    @Test
    void document_isRead_andAnythingElseRefused() throws Exception {
        MeasureList list = parse(DOCUMENT);
        assertThat(list.edition()).isEqualTo("2026");
        assertThat(list.measures())
                .containsExactly(
                        new MeasureList.ListedMeasure("a.b", Set.of(AppliesTo.ORGANISATION)));
        for (String wrong :
                List.of(
                        DOCUMENT.replace("ORGANISATION", "EVERYBODY"),
                        DOCUMENT.replace(",\"basis\":\"法\"", ""),
                        DOCUMENT.replace("2026-01-01", "2026-13-01"),
                        DOCUMENT.replace("\"edition\"", "\"more\":1,\"edition\""))) {
            assertThatThrownBy(() -> parse(wrong)).as(wrong).isInstanceOf(MalformedJson.class);
        }
    }

    @Test
    void ofTheEditionsThatHaveBegun_theLatestCounts() {
        MeasureList older = edition("2024", DAY.minusYears(2), "a");
        MeasureList newer = edition("2026", DAY, "b");
        MeasureList coming = edition("2027", DAY.plusDays(1), "c");
        List<MeasureList> all = List.of(coming, older, newer);
        assertThat(MeasureList.inForce(all, DAY)).isSameAs(newer);
        assertThat(MeasureList.inForce(all, DAY.minusDays(1))).isSameAs(older);
        assertThat(MeasureList.inForce(all, DAY.plusDays(1))).isSameAs(coming);
        assertThat(MeasureList.inForce(all, DAY.minusYears(3))).isSameAs(MeasureList.NONE);
        assertThat(MeasureList.NONE.measure("a", DAY)).isEmpty();
    }

    private static MeasureList edition(String edition, LocalDate from, String code) {
        return new MeasureList(
                edition,
                from,
                List.of(new MeasureList.ListedMeasure(code, Set.of(AppliesTo.NATURAL))));
    }

    private static MeasureList parse(String json) throws MalformedJson {
        return MeasureList.parse(StrictJson.parseObject(json.getBytes(StandardCharsets.UTF_8)));
    }
}
