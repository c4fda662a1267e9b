package org.xinqiao.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void row_plain_endsWithCarriageReturnAndLineFeed() {
        assertThat(Csv.row(List.of("2026-11", "cn-350100", "7")))
                .isEqualTo("2026-11,cn-350100,7\r\n");
    }

    @Test
    void field_withCommaQuoteOrLine_isQuoted() {
        assertThat(Csv.row(List.of("a,b", "say \"yes\"", "one\ntwo", "one\rtwo", "")))
                .isEqualTo("\"a,b\",\"say \"\"yes\"\"\",\"one\ntwo\",\"one\rtwo\",\r\n");
    }
}
