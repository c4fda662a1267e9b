package org.xinqiao.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.ledger.VerifiedLine;
import org.xinqiao.gateway.receive.CodeFile.Format;

class VerificationSheetTest {
    /** <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"})
    void text_thatASpreadsheetWouldCompute_isPlainText(String text) {
        assertThat(VerificationSheet.plain(text)).isEqualTo("'" + text);
    }

    @Test
    void file_inBothFormats_saysTheSame_andComputesNothing() throws Exception {
        var line =
                new VerifiedLine(
                        7,
                        "=HYPERLINK(\"x\")",
                        VerifiedLine.Verdict.HELD,
                        null,
                        StrictJson.object().putArray("sources"));
        line.sources()
                .addObject()
                .put("stream", "cn-350200/record/penalty")
                .put("name", "行政处罚")
                .put("document", "厦市监罚〔2026〕1号")
                .put("date", "2026-03-01")
                .put("disputed", true);
        String sources = "cn-350200/record/penalty 行政处罚 厦市监罚〔2026〕1号 2026-03-01 （异议中 disputed）";
        String csv = new String(written(Format.CSV, line), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\uFEFF");
        assertThat(csv.lines().toList().get(1))
                .isEqualTo("7,\"'=HYPERLINK(\"\"x\"\")\",有信息 HELD," + sources + ",");
        try (var workbook =
                new ReadableWorkbook(new ByteArrayInputStream(written(Format.XLSX, line)))) {
            var row = workbook.getFirstSheet().read().get(1);
            assertThat(row.getCell(1).getText()).isEqualTo("'=HYPERLINK(\"x\")");
            assertThat(row.getCell(1).getFormula()).isNull();
            assertThat(row.getCell(3).getText()).isEqualTo(sources);
        }
    }

    private static byte[] written(Format format, VerifiedLine line) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var sheet = new VerificationSheet(format, bytes)) {
            sheet.line(line);
        }
        return bytes.toByteArray();
    }
}
