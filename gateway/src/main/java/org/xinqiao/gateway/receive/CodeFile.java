package org.xinqiao.gateway.receive;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/**
 * A file that lists organisations, one a line, read line after line. Where a cell of the first line
 * is called 统一社会信用代码 or the like, the codes stand below it; otherwise in the first column, from the
 * first line on. CSV may be in UTF-8 or, as spreadsheets write it, in GB 18030; of a workbook the
 * first sheet counts.
 */
public final class CodeFile {
    /** Bytes of a file. */
    public static final int BYTES_MAX = 16 << 20;

    /** Lines of a file. */
    public static final long LINES_MAX = 200_000;

    /** Bytes that a workbook may unpack to: a small one can be a bomb. */
    private static final long UNPACKED_BYTES_MAX = 256L << 20;

    private static final Set<String> HEADS = Set.of("统一社会信用代码", "社会信用代码", "信用代码", "uscc", "code");
    private static final Charset GB18030 = Charset.forName("GB18030");

    private CodeFile() {}

    /** How a file is written. */
    public enum Format {
        /** Comma-separated values. */
        CSV,
        /** A workbook of Excel 2007 or later. */
        XLSX
    }

    /** Opens the file from its beginning; it is read more than once. */
    public interface Source {
        /** A new stream of all its bytes. */
        InputStream open() throws IOException;
    }

    /** Takes one line after another. */
    public interface Lines {
        /**
         * A line.
         *
         * @param line its number in the file, from 1
         * @param cell what stands where the code should
         * @return false to hear no more
         */
        boolean line(long line, String cell) throws BadFile;
    }

    /** A file that cannot be read. */
    public static final class BadFile extends Exception {
        private static final long serialVersionUID = 1L;

        /** Broken in this way; the text says nothing of what stands in the file. */
        public BadFile(String why) {
            super(why);
        }
    }

    /** Reads a file. */
    public static void read(Format format, Source source, Lines lines) throws IOException, BadFile {
        switch (format) {
            case CSV -> csv(source, lines);
            case XLSX -> workbook(source, lines);
        }
    }

    /** How many lines with a code it has. */
    public static long count(Format format, Source source) throws IOException, BadFile {
        long[] count = {0};
        read(
                format,
                source,
                (_, _) -> {
                    count[0]++;
                    return true;
                });
        return count[0];
    }

    private static void csv(Source source, Lines lines) throws IOException, BadFile {
        Charset charset = charset(source);
        try (Reader reader =
                        new InputStreamReader(
                                withoutMark(new BufferedInputStream(source.open())), charset);
                CsvReader<CsvRecord> records =
                        CsvReader.builder()
                                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .ofCsvRecord(reader)) {
            Iterator<CsvRecord> each = records.iterator();
            var column = new Column(lines);
            while (each.hasNext()) {
                CsvRecord one = each.next();
                if (!column.row(one.getStartingLineNumber(), one.getFields())) {
                    return;
                }
            }
        } catch (CsvParseException e) {
            throw new BadFile("is no CSV file");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Charset charset(Source source) throws IOException {
        var strict =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        char[] buffer = new char[8192];
        try (Reader reader = new InputStreamReader(source.open(), strict)) {
            while (reader.read(buffer) >= 0) {
                // only whether it can be read
            }
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return GB18030;
        }
    }

    private static InputStream withoutMark(InputStream in) throws IOException {
        in.mark(3);
        if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
            in.reset();
        }
        return in;
    }

    private static void workbook(Source source, Lines lines) throws IOException, BadFile {
        byte[] bytes = all(source);
        unpacked(bytes);
        try (ReadableWorkbook workbook =
                        careful(() -> new ReadableWorkbook(new ByteArrayInputStream(bytes)));
                Stream<Row> rows = careful(() -> workbook.getFirstSheet().openStream())) {
            Iterator<Row> each = rows.iterator();
            var column = new Column(lines);
            while (careful(each::hasNext)) {
                Row row = careful(each::next);
                if (!column.row(row.getRowNum(), careful(() -> cells(row)))) {
                    return;
                }
            }
        }
    }

    private static byte[] all(Source source) throws IOException {
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        }
    }

    private static List<String> cells(Row row) {
        return row.stream().map(cell -> cell == null ? "" : cell.getText()).toList();
    }

    /** What the library does with bytes that are all here. */
    private interface Careful<T> {
        T get() throws IOException;
    }

    /** Whatever it stumbles over is the file's fault, and not one for another try. */
    private static <T> T careful(Careful<T> work) throws BadFile {
        try {
            return work.get();
        } catch (IOException | RuntimeException e) {
            throw new BadFile("is no workbook");
        }
    }

    private static void unpacked(byte[] workbook) throws IOException, BadFile {
        long bytes = 0;
        byte[] buffer = new byte[64 << 10];
        try (ZipFile zip = ZipFile.builder().setByteArray(workbook).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    for (int more = in.read(buffer); more >= 0; more = in.read(buffer)) {
                        bytes += more;
                        if (bytes > UNPACKED_BYTES_MAX) {
                            throw new BadFile(
                                    "unpacks to more than " + UNPACKED_BYTES_MAX + " bytes");
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new BadFile("is no workbook");
        }
    }

    /** Finds the codes' column by the first line. */
    private static final class Column {
        private final Lines lines;
        private int index = -1;
        private long count;

        Column(Lines lines) {
            this.lines = lines;
        }

        boolean row(long line, List<String> cells) throws BadFile {
            if (cells.stream().allMatch(String::isBlank)) {
                return true;
            }
            if (index < 0) {
                index = head(cells);
                if (index >= 0) {
                    return true;
                }
                index = 0;
            }
            if (++count > LINES_MAX) {
                throw new BadFile("has more than " + LINES_MAX + " lines");
            }
            return lines.line(line, index < cells.size() ? cells.get(index) : "");
        }

        private static int head(List<String> cells) {
            for (int i = 0; i < cells.size(); i++) {
                if (HEADS.contains(cells.get(i).strip().toLowerCase(Locale.ROOT))) {
                    return i;
                }
            }
            return -1;
        }
    }
}
