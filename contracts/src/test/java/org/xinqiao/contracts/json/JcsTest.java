package org.xinqiao.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class JcsTest {
    /** The members of RFC 8785, 3.2.3, in the order that it gives. */
    @Test
    void members_areSortedByTheUtf16UnitsOfTheirNames() throws Exception {
        String unsorted =
                "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter"
                        + " Dalet With Dagesh\",\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning"
                        + " Face\",\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With"
                        + " Diaeresis\"}";

        assertThat(canonical(unsorted))
                .isEqualTo(
                        "{\"\\r\":\"Carriage"
                                + " Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small"
                                + " Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji:"
                                + " Grinning Face\",\"\uFB33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    /** The text of RFC 8785, 3.2.2.2. */
    @Test
    void texts_areEscapedAsTheRfcSays() throws Exception {
        assertThat(
                        canonical(
                                "{\"string\":\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"}"))
                .isEqualTo("{\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
        assertThat(canonical("\"\\b\\t\\n\\f\\r\\u0000\\u001f\\u007f\""))
                .isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\"");
    }

    @Test
    void values_ofEachKind_areWritten() throws Exception {
        assertThat(canonical("{ \"b\" : [ 1, -20, true, false, null, {}, [] ], \"a\" : 0 }"))
                .isEqualTo("{\"a\":0,\"b\":[1,-20,true,false,null,{},[]]}");
        assertThat(text(new Jcs().date(LocalDate.of(26, 1, 9)))).isEqualTo("\"0026-01-09\"");
        assertThat(text(new Jcs().date(LocalDate.of(9999, 12, 31)))).isEqualTo("\"9999-12-31\"");
    }

    @Test
    void numbers_thatReadersTakeForDifferentOnes_areRefused() throws Exception {
        assertThat(text(new Jcs().number(Jcs.INTEGER_MAX))).isEqualTo("9007199254740991");
        assertThat(text(new Jcs().number(-Jcs.INTEGER_MAX))).isEqualTo("-9007199254740991");
        assertThatThrownBy(() -> new Jcs().number(Jcs.INTEGER_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Jcs().number(Long.MIN_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> canonical("1.5")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void loneSurrogate_isRefused() {
        assertThatThrownBy(() -> new Jcs().text("a\uDE00"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(text(new Jcs().text("\uD83D\uDE00"))).isEqualTo("\"😀\"");
    }

    private static String canonical(String json) throws MalformedJson {
        return new String(
                Jcs.of(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8))),
                StandardCharsets.UTF_8);
    }

    private static String text(Jcs jcs) {
        return new String(jcs.bytes(), StandardCharsets.UTF_8);
    }
}
