package org.xinqiao.contracts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

class CborTest {
    /** Examples of RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "0,00",
        "23,17",
        "24,1818",
        "255,18ff",
        "256,190100",
        "65535,19ffff",
        "65536,1a00010000",
        "4294967295,1affffffff",
        "4294967296,1b0000000100000000",
        "-1,20",
        "-24,37",
        "-25,3818",
        "-65537,3a00010000"
    })
    void integer_ofRfc8949_writesAndReads(long value, String hex) throws Refusal {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(new CborWriter().integer(value).toByteArray()).isEqualTo(bytes);
        var in = new CborReader(bytes);
        assertThat(in.integer()).isEqualTo(value);
        in.end();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1817", // 23 in two bytes
                "1900ff", // 255 in three
                "1a0000ffff", // 65535 in five
                "1b00000000ffffffff", // 2^32-1 in nine
                "1bffffffffffffffff", // over 2^63
                "1f", // indefinite
                "c000", // a tag
                "f90000", // a float
                "18", // cut off
                "" // nothing
            })
    void integer_notDeterministic_isRefused(String hex) {
        var in = new CborReader(HexFormat.of().parseHex(hex));
        assertThatThrownBy(in::integer)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.type()).isEqualTo(ProblemType.CODE_MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5818", "5affffffff", "5b7fffffffffffffff", "5f4100ff"})
    void bytes_longerThanTheInput_areRefusedWithoutAllocating(String hex) {
        var in = new CborReader(HexFormat.of().parseHex(hex));
        assertThatThrownBy(in::bytes).isInstanceOf(Refusal.class);
    }

    @Test
    void text_notUtf8_isRefused() {
        var in = new CborReader(HexFormat.of().parseHex("61ff"));
        assertThatThrownBy(in::text).isInstanceOf(Refusal.class);
    }

    @Test
    void end_withTrailingBytes_isRefused() throws Refusal {
        var in = new CborReader(new byte[] {0, 0});
        assertThat(in.unsigned()).isZero();
        assertThatThrownBy(in::end).isInstanceOf(Refusal.class);
    }
}
