package org.xinqiao.gateway.api;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.xinqiao.gateway.ledger.VerifiedLine;
import org.xinqiao.gateway.receive.CodeFile.Format;
import tools.jackson.databind.JsonNode;

/** Verified lines as a file for people, written as they are read. */
final class VerificationSheet implements AutoCloseable {
    private static final String MARK = "\uFEFF";
    private static final int ROWS_AT_ONCE = 500;
    private static final List<String> HEAD =
            List.of("行号 line", "内容 code", "结论 verdict", "来源 sources", "说明 note");

    /** What a spreadsheet may take for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r＝＋－＠";

    private final Rows rows;

    /** Begins a file. */
    VerificationSheet(Format format, OutputStream out) throws IOException {
        this.rows =
                switch (format) {
                    case CSV -> new CsvRows(out);
                    case XLSX -> new ExcelRows(out);
                };
        rows.row(HEAD);
    }

    private interface Rows extends AutoCloseable {
        void row(List<String> cells) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The next line. */
    void line(VerifiedLine line) throws IOException {
        String note = line.note();
        rows.row(
                List.of(
                        String.valueOf(line.line()),
                        plain(line.code()),
                        words(line.verdict()),
                        plain(sources(line)),
                        note == null ? "" : plain(note)));
    }

    /** A text that no spreadsheet computes. */
    static String plain(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String words(VerifiedLine.Verdict verdict) {
        return switch (verdict) {
            case HELD -> "有信息 HELD";
            case NOTHING_HELD -> "无信息 NOTHING_HELD";
            case CODE_WRONG -> "代码有误 CODE_WRONG";
            case NOT_AN_ORGANISATION -> "非单位代码 NOT_AN_ORGANISATION";
        };
    }

    private static String sources(VerifiedLine line) {
        var texts = new ArrayList<String>();
        for (JsonNode source : line.sources()) {
            var words = new ArrayList<String>();
            for (String member : List.of("stream", "name", "document", "date")) {
                String text = source.path(member).asString("");
                if (!text.isEmpty()) {
                    words.add(text);
                }
            }
            if (source.path("disputed").asBoolean(false)) {
                words.add("（异议中 disputed）");
            }
            texts.add(String.join(" ", words));
        }
        return String.join("; ", texts);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private static final class CsvRows implements Rows {
        private final Writer writer;

        CsvRows(OutputStream out) throws IOException {
            this.writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            writer.write(MARK);
        }

        @Override
        public void row(List<String> cells) throws IOException {
            writer.write(Csv.row(cells));
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    /** Texts stand in their cells, so that no table of them grows. */
    private static final class ExcelRows implements Rows {
        private final Workbook workbook;
        private final Worksheet sheet;
        private int next;

        ExcelRows(OutputStream out) {
            this.workbook = new Workbook(out, "Xinqiao", "1.0");
            this.sheet = workbook.newWorksheet("核查结果");
        }

        @Override
        public void row(List<String> cells) throws IOException {
            for (int i = 0; i < cells.size(); i++) {
                sheet.inlineString(next, i, cells.get(i));
            }
            next++;
            if (next % ROWS_AT_ONCE == 0) {
                sheet.flush();
            }
        }

        @Override
        public void close() throws IOException {
            workbook.close();
        }
    }
}
