package org.xinqiao.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.crypto.KeyUse;

class FieldsTest {
    @Test
    void members_ofTheirType_areRead() throws Exception {
        Fields fields =
                fields(
                        """
                        {"text":"信","number":7,"flag":true,"time":"2026-11-21T09:30:00.123+08:00",
                         "date":"2026-11-21","uri":"https://a/","bytes":"Zm9v","use":"pass",
                         "constant":"PASS","texts":["a","b"],"object":{"x":1},"objects":[{"y":2}]}
                        """);

        assertThat(fields.text("text")).isEqualTo("信");
        assertThat(fields.integer("number", 7, 7)).isEqualTo(7);
        assertThat(fields.bool("flag")).isTrue();
        assertThat(fields.time("time"))
                .isEqualTo(OffsetDateTime.parse("2026-11-21T09:30:00.123+08:00"));
        assertThat(fields.instant("time")).isEqualTo(Instant.parse("2026-11-21T01:30:00.123Z"));
        assertThat(fields.date("date")).isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(fields.uri("uri")).isEqualTo(URI.create("https://a/"));
        assertThat(fields.bytes("bytes", 3)).asString().isEqualTo("foo");
        assertThat(fields.oneOf("use", KeyUse::ofWire)).isEqualTo(KeyUse.PASS);
        assertThat(fields.constant("constant", KeyUse.class)).isEqualTo(KeyUse.PASS);
        assertThat(fields.texts("texts")).isEqualTo(List.of("a", "b"));
        assertThat(fields.object("object").integer("x", 0L, 9L)).isEqualTo(1);
        assertThat(fields.objects("objects").get(0).integer("y", 0L, 9L)).isEqualTo(2);
        fields.end();
    }

    @Test
    void optionalMembers_thatAreNotThere_areEmpty() throws Exception {
        Fields fields = fields("{}");

        assertThat(fields.optionalText("a")).isEmpty();
        assertThat(fields.optionalInteger("a", 0, 1)).isEmpty();
        assertThat(fields.optionalInstant("a")).isEmpty();
        assertThat(fields.optionalDate("a")).isEmpty();
        assertThat(fields.optionalObject("a")).isEqualTo(Optional.empty());
        assertThat(fields.optionalTexts("a")).isEmpty();
        assertThat(fields.optionalNode("a")).isEmpty();
        assertThat(fields.optionalBool("a")).isFalse();
    }

    @Test
    void member_missing_isNamed() {
        assertFault(() -> fields("{}").text("purpose"), "purpose: is missing");
    }

    @Test
    void member_null_isRefusedEvenWhereOptional() {
        assertFault(() -> fields("{\"a\":null}").text("a"), "a: must not be null");
        assertFault(() -> fields("{\"a\":null}").optionalText("a"), "a: must not be null");
        assertFault(() -> fields("{\"a\":null}").optionalNode("a"), "a: must not be null");
    }

    @Test
    void member_notAskedFor_isRefused() throws Exception {
        Fields fields = fields("{\"a\":\"x\",\"b\":1}");
        fields.text("a");

        assertFault(fields::end, "b: is not a member that was agreed");
    }

    @Test
    void member_withUnprintableName_isNotRepeated() {
        assertFault(() -> fields("{\"a\\nb\":1}").end(), "?: is not a member that was agreed");
    }

    @Test
    void fault_deepInside_namesThePath() throws Exception {
        Fields fields =
                fields("{\"data\":{\"list\":[{\"a\":1},{\"a\":\"\"}],\"texts\":[\"a\",2]}}");

        Fields second = fields.object("data").objects("list").get(1);
        assertFault(() -> second.text("a"), "data.list[1].a: must be a text that is not empty");
        assertFault(
                () -> fields.object("data").texts("texts"),
                "data.texts[1]: must be a text that is not empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "11",
                "1.0",
                "1e1",
                "\"5\"",
                "true",
                "1e999999999",
                "99999999999999999999"
            })
    void integer_outOfBoundsOrNotWhole_isRefused(String value) {
        assertFault(() -> fields("{\"a\":" + value + "}").integer("a", 1, 10), "a: must be");
    }

    @Test
    void integer_onItsBounds_isRead() throws Exception {
        assertThat(fields("{\"a\":1}").integer("a", 1, 10)).isEqualTo(1);
        assertThat(fields("{\"a\":10}").integer("a", 1, 10)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T09:30:00",
                "2026-11-21T09:30+08:00",
                "2026-11-21 09:30:00+08:00",
                "2026-11-21t09:30:00z",
                "2026-11-21T09:30:00+08",
                "2026-11-21T09:30:00+0800",
                "2026-02-30T09:30:00Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T09:30:00.Z",
                "+2026-11-21T09:30:00Z",
                "20261121T093000Z",
                "2026-11-21T09:30:00+19:00"
            })
    void time_notRfc3339_isRefused(String text) {
        assertFault(
                () -> fields("{\"t\":\"" + text + "\"}").time("t"),
                "t: must be an RFC 3339 time with seconds and offset");
    }

    @Test
    void time_onTheMinute_keepsItsSecondsWhenWritten() throws Exception {
        assertThat(Rfc3339.format(Rfc3339.parse("2026-11-21T09:30:00+08:00")))
                .isEqualTo("2026-11-21T09:30:00+08:00");
    }

    @Test
    void memberOfAnotherType_isRefused() {
        String json =
                "{\"n\":1,\"s\":\"x\",\"o\":{},\"l\":[],\"d\":\"2026-13-01\",\"u\":\"a b\",\"r\":\"/a\"}";

        assertFault(() -> fields(json).text("n"), "n: must be a text");
        assertFault(() -> fields(json).bool("n"), "n: must be true or false");
        assertFault(() -> fields(json).object("l"), "l: must be an object");
        assertFault(() -> fields(json).texts("o"), "o: must be a list");
        assertFault(() -> fields(json).date("d"), "d: must be a calendar date");
        assertFault(() -> fields(json).uri("u"), "u: must be an absolute URI");
        assertFault(() -> fields(json).uri("r"), "r: must be an absolute URI");
        assertFault(() -> fields(json).bytes("s"), "s: must be base64url without padding");
        assertFault(
                () -> fields("{\"s\":\"Zm9v\"}").bytes("s", 4), "s: must be the base64url of 4");
        assertFault(() -> fields(json).constant("s", KeyUse.class), "s: is none of the agreed");
        assertFault(() -> fields(json).oneOf("s", KeyUse::ofWire), "s: is none of the agreed");
        assertFault(() -> fields("{\"s\":\"abc\"}").text("s", 2), "s: must have at most 2");
    }

    private static Fields fields(String json) throws MalformedJson {
        return new Fields("", StrictJson.parseObject(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertFault(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOf(MalformedJson.class)
                .hasMessageStartingWith(message);
    }
}
