package org.xinqiao.gateway.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.gateway.receive.CodeFile.BadFile;
import org.xinqiao.gateway.receive.CodeFile.Format;

class CodeFileTest {
    private static final String CODE = "91350200MA2Y0TKL8Q";

    @Test
    void csv_withAHead_isReadBelowIt_inBothCharsets() throws Exception {
        String text = "名称,统一社会信用代码\r\n\"甲,乙\"," + CODE + "\n\n丙\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            assertThat(read(Format.CSV, text.getBytes(charset))).containsExactly("2 " + CODE, "4 ");
        }
        assertThat(read(Format.CSV, ("\uFEFFcode\n" + CODE).getBytes(StandardCharsets.UTF_8)))
                .containsExactly("2 " + CODE);
    }

    @Test
    void csv_withoutAHead_isReadFromItsFirstLineAndColumn() throws Exception {
        assertThat(read(Format.CSV, (CODE + ",甲\nx\n").getBytes(StandardCharsets.UTF_8)))
                .containsExactly("1 " + CODE, "2 x");
    }

    @Test
    void workbook_isReadBelowItsHead_andCountsItsOwnRows() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            var sheet = workbook.newWorksheet("a");
            sheet.value(0, 0, "名称");
            sheet.value(0, 2, "统一社会信用代码");
            sheet.value(1, 0, "甲");
            sheet.value(1, 2, CODE);
            sheet.value(3, 0, "乙");
            sheet.value(3, 2, 42);
        }
        assertThat(read(Format.XLSX, bytes.toByteArray())).containsExactly("2 " + CODE, "4 42");
    }

    @Test
    void workbook_thatIsNone_orABomb_isNamedAndNothingElse() throws Exception {
        assertThatThrownBy(() -> read(Format.XLSX, CODE.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadFile.class);
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        assertThatThrownBy(() -> read(Format.XLSX, bytes.toByteArray()))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("unpacks");
    }

    /** Whatever bytes come: lines, or one clear fault. */
    @Test
    void file_ofAnyBytes_isReadOrRefused() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var good = new ByteArrayOutputStream();
        try (var workbook = new Workbook(good, "test", "1.0")) {
            workbook.newWorksheet("a").value(0, 0, CODE);
        }
        for (int i = 0; i < 300; i++) {
            byte[] bytes = good.toByteArray();
            for (int changes = random.nextInt(20); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            for (Format format : Format.values()) {
                try {
                    read(format, bytes);
                } catch (BadFile | java.io.IOException e) {
                    assertThat(e).as("seed %d", seed).isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "91350200MA2Y0TKL8Q, Right, 91350200MA2Y0TKL8Q",
        "91350200MA2Y0TKL8X, Wrong, 91350200MA2Y0TKL8X",
        "11010519491231002X, Person, **********X",
        "110105194912310021, Person, **********",
        "110105491231002, Person, **********",
        "张三 11010519491231002X, Wrong, 张三 **********X",
        "x, Wrong, x",
    })
    void code_isRightWrongOrAPersons_andNoPersonsNumberIsKept(
            String cell, String kind, String shown) {
        StatedCode code = StatedCode.of(cell);
        assertThat(code.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(code.shown(cell)).isEqualTo(shown);
    }

    private static List<String> read(Format format, byte[] bytes) throws Exception {
        var lines = new ArrayList<String>();
        CodeFile.read(
                format,
                () -> new ByteArrayInputStream(bytes),
                (line, cell) -> lines.add(line + " " + cell));
        return lines;
    }
}
