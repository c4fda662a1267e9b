package org.xinqiao.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StrictJsonTest {
    @Test
    void object_wellFormed_isReadAndWrittenInItsOrder() throws Exception {
        String text = "{\"b\":\"信桥\",\"a\":[1,true,null,{\"c\":-2}]}";

        assertThat(StrictJson.write(StrictJson.parseObject(utf8(" " + text + "\n"))))
                .isEqualTo(utf8(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}",
                "{\"x\":[{\"a\":1,\"a\":3}]}"
            })
    void object_withDuplicateMember_isRefused(String text) {
        assertRefused(text, "holds a member twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} {}",
                "{}x",
                "{}\u0000",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":1}//",
                "/**/{}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\"",
                "{",
                "\u0000{}"
            })
    void text_notOneJsonValue_isRefused(String text) {
        assertRefused(text, "well-formed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true"})
    void value_notAnObject_isRefused(String text) {
        assertRefused(text, "must be a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void text_withoutValue_isRefused(String text) {
        assertRefused(text, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1041e9999997691]", "{\"set\":[1e-9999999999]}", "1E+99999999999999"})
    void number_withAnExponentOutOfRange_isRefused(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void text_withByteOrderMark_isRefused() {
        assertRefused("\uFEFF{}", "byte order mark");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7b2261223a22ff227d", // a byte that UTF-8 never has
                "7b2261223a22c080227d", // NUL, overlong
                "7b2261223a22c1bf227d", // overlong
                "7b2261223a22eda080227d", // a surrogate as bytes
                "7b2261223a22f4908080227d", // beyond U+10FFFF
                "7b2261223a22e4bf227d", // cut short
                "007b007d", // UTF-16
                "7b007d00"
            })
    void bytes_notUtf8_areRefused(String hex) {
        assertThatThrownBy(() -> StrictJson.parseObject(HexFormat.of().parseHex(hex)))
                .isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"x\\uDC00y\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"a\":[{\"b\":[\"\\ud83d\"]}]}"
            })
    void text_withLoneSurrogate_isRefused(String text) {
        assertRefused(text, "lone surrogate");
    }

    @Test
    void memberName_withLoneSurrogate_isRefused() {
        assertRefused("{\"\\ud800\":1}", "");
        assertRefused("{\"a\\udc00\":{\"b\":1}}", "");
    }

    @Test
    void text_withEscapedPair_isRead() throws Exception {
        assertThat(
                        StrictJson.parseObject(utf8("{\"a\":\"\\ud83d\\ude00\"}"))
                                .get("a")
                                .stringValue())
                .isEqualTo("😀");
    }

    @Test
    void depth_atItsBound_isRead_andOneMoreIsRefused() throws Exception {
        assertThat(StrictJson.parseObject(utf8(nested(StrictJson.DEPTH_MAX))).has("a")).isTrue();
        assertRefused(nested(StrictJson.DEPTH_MAX + 1), "too deep");
    }

    @Test
    void number_atItsBound_isRead_andOneMoreIsRefused() throws Exception {
        String number = "9".repeat(StrictJson.NUMBER_CHARACTERS_MAX);
        assertThat(StrictJson.parseObject(utf8("{\"a\":" + number + "}")).get("a").isNumber())
                .isTrue();
        assertRefused("{\"a\":9" + number + "}", "too long");
    }

    @Test
    void fault_neverRepeatsWhatStoodThere() {
        assertThatThrownBy(() -> StrictJson.parseObject(utf8("{\"number\":11010519491231002Z}")))
                .isInstanceOf(MalformedJson.class)
                .hasMessageNotContaining("1101")
                .hasMessageContaining("line 1, column");
    }

    @Test
    void bytes_changedAtRandom_areReadOrRefusedAndMeanOneThing() {
        long seed = new SecureRandom().nextLong();
        Random random = new Random(seed);
        byte[] json = utf8("{\"a\":[1,-2.5e3,\"信\\u4fe1\",{\"b\":null}],\"c\":true}");
        int rounds = Boolean.getBoolean("xinqiao.long") ? 100_000 : 5_000;
        for (int i = 0; i < rounds; i++) {
            byte[] changed = json.clone();
            for (int j = random.nextInt(3); j >= 0; j--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            try {
                ObjectNode object = StrictJson.parseObject(changed);
                ObjectNode again = StrictJson.parseObject(StrictJson.write(object));
                assertThat(object.equals(StrictJsonTest::byValue, again))
                        .as("seed %s: %s and %s", seed, object, again)
                        .isTrue();
            } catch (MalformedJson refused) {
                assertThat(refused.rule()).as("seed %s", seed).isNotBlank();
            }
        }
    }

    /** -2.5e1 is written as -25: another kind of node, the same number. */
    private static int byValue(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static String nested(int depth) {
        int lists = depth - 1;
        return "{\"a\":" + "[".repeat(lists) + "]".repeat(lists) + "}";
    }

    private static void assertRefused(String text, String rule) {
        assertThatThrownBy(() -> StrictJson.parseObject(utf8(text)))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining(rule);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
