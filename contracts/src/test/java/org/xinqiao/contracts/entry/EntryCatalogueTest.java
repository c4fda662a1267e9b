package org.xinqiao.contracts.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

class EntryCatalogueTest {
    private static final String DOCUMENT =
            """
            { "version": "2026",
              "items": [ { "code": "record.penalty", "name": { "zh": "行政处罚", "en": "Penalty" },
                           "kind": "BREACH", "class": "PUBLIC", "appliesTo": ["ORGANISATION", "NATURAL"],
                           "level": "NATION", "from": "2024-01-01", "until": "2026-12-31", "doublePublicity": true,
                           "fields": [ { "name": "CF_NR", "zh": "处罚内容", "required": true },
                                       { "name": "XX", "zh": "血型", "tags": ["BLOOD"] },
                                       { "name": "CF_FR_ZJHM", "zh": "证件号码", "holds": "IDENTITY_NUMBER" } ] },
                         { "code": "list.black", "name": { "zh": "失信名单", "en": "Black list" },
                           "kind": "BREACH", "list": "BLACK", "class": "PUBLIC", "appliesTo": ["ORGANISATION"],
                           "level": "CITY", "from": "2025-01-01", "fields": [] } ] }
            """;

    @Test
    void document_isRead() throws Exception {
        EntryCatalogue catalogue = parse(DOCUMENT);

        EntryItem penalty = catalogue.item("record.penalty").orElseThrow();
        assertThat(penalty.kind()).isEqualTo(ItemKind.BREACH);
        assertThat(penalty.list()).isNull();
        assertThat(penalty.level()).isEqualTo(Level.NATION);
        assertThat(penalty.doublePublicity()).isTrue();
        assertThat(penalty.appliesTo()).isEqualTo(Set.of(AppliesTo.values()));
        assertThat(penalty.field("XX").orElseThrow().isForbidden()).isTrue();
        assertThat(penalty.field("CF_NR").orElseThrow().required()).isTrue();
        assertThat(penalty.field("CF_FR_ZJHM").orElseThrow().holds())
                .isEqualTo(EntryField.Holds.IDENTITY_NUMBER);
        assertThat(catalogue.item("list.black").orElseThrow().list()).isEqualTo(ListKind.BLACK);
        assertThat(catalogue.version()).isEqualTo("2026");
    }

    @Test
    void item_isInForceOnItsFirstAndLastDay() throws Exception {
        EntryItem penalty = parse(DOCUMENT).item("record.penalty").orElseThrow();

        assertThat(penalty.inForce(LocalDate.of(2023, 12, 31))).isFalse();
        assertThat(penalty.inForce(LocalDate.of(2024, 1, 1))).isTrue();
        assertThat(penalty.inForce(LocalDate.of(2026, 12, 31))).isTrue();
        assertThat(penalty.inForce(LocalDate.of(2027, 1, 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"BREACH\", \"class\"; \"CRIME\", \"class\"; kind",
                "\"class\": \"PUBLIC\"; \"class\": \"SECRET\"; class",
                "\"NATURAL\"; \"ANIMAL\"; appliesTo",
                "[\"BLOOD\"]; [\"HAIR\"]; tags",
                "\"name\": \"XX\"; \"name\": \"CF_NR\"; fields",
                "\"list.black\"; \"record.penalty\"; items",
                "\"2026-12-31\"; \"2023-12-31\"; until",
                "\"required\"; \"obligatory\"; obligatory",
                "\"name\": \"XX\"; \"name\": \"X X\"; name"
            })
    void document_withAFault_isRefused_andNamed(String text, String wrong, String place) {
        String broken = DOCUMENT.replaceFirst(java.util.regex.Pattern.quote(text), wrong);
        assertThat(broken).isNotEqualTo(DOCUMENT);

        assertThatThrownBy(() -> parse(broken))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining(place);
    }

    private static EntryCatalogue parse(String json) throws MalformedJson {
        return EntryCatalogue.parse(StrictJson.parseObject(json.getBytes(StandardCharsets.UTF_8)));
    }
}
