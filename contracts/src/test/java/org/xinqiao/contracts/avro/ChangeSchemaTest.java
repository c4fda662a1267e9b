package org.xinqiao.contracts.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the schema may change: whoever has an older or a newer one reads the same list. */
class ChangeSchemaTest {
    @Test
    void current_readsEveryReleasedOne_andIsReadByEach() throws Exception {
        List<Schema> released = released();
        assertThat(released).isNotEmpty();

        new SchemaValidatorBuilder()
                .mutualReadStrategy()
                .validateAll()
                .validate(ChangeSchema.current(), released);
        for (Schema schema : released) {
            assertThat(ChangeSchema.fitting(schema.toString().getBytes(StandardCharsets.UTF_8)))
                    .isNotNull();
        }
    }

    /** A change of the schema is a new file beside the released ones; those stay. */
    @Test
    void current_isTheLatestReleasedOne() throws Exception {
        assertThat(released().getLast()).isEqualTo(ChangeSchema.current());
    }

    @Test
    void laterSchema_withAnOptionalFieldOfTheEntry_fits() throws Exception {
        String later =
                SchemaSamples.later(
                        "{ \"name\": \"zone\", \"default\": null, \"type\": [ \"null\", \"string\""
                                + " ] },");

        assertThat(ChangeSchema.isCurrent(utf8(later))).isFalse();
        assertThat(ChangeSchema.fitting(utf8(later))).isNotNull();
        assertThat(mutual(later)).isTrue();
    }

    @Test
    void sameSchema_inAnotherSpelling_isTheSame() throws Exception {
        assertThat(ChangeSchema.isCurrent(utf8(ChangeSchema.current().toString()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A field without default: who has the released schema writes files without it.
                "{ \"name\": \"zone\", \"type\": \"string\" },",
                // A field that needs more than the released one.
                "{ \"name\": \"zone\", \"type\": \"double\" },"
            })
    void laterSchema_withAFieldThatAllMustHave_isCaughtByTheBuild(String field) {
        assertThat(mutual(SchemaSamples.later(field))).isFalse();
    }

    @Test
    void laterSchemas_thatSayAnotherThing_areRefused() {
        String text = new String(ChangeSchema.bytes(), StandardCharsets.UTF_8);
        for (String other :
                List.of(
                        text.replace("{\"name\":\"version\"", "{\"name\":\"revision\""),
                        text.replace(
                                "\"PUBLIC\",\"AUTHORISED\"",
                                "\"SECRET\",\"PUBLIC\",\"AUTHORISED\""),
                        text.replace(
                                "{\"name\":\"key\",\"type\":\"string\"}",
                                "{\"name\":\"key\",\"type\":\"long\"}"),
                        text.replace(
                                "{\"name\":\"key\",\"type\":\"string\"}",
                                "{\"name\":\"key\",\"type\":\"string\"},{\"name\":\"more\","
                                        + "\"default\":null,\"type\":[\"null\",\"string\"]}"),
                        "{\"type\":\"enum\",\"name\":\"Change\",\"symbols\":[\"A\"]}",
                        "\"string\"",
                        "{}",
                        "nonsense",
                        "{\"type\":\"array\",\"items\":".repeat(100)
                                + "\"int\""
                                + "}".repeat(100))) {
            assertThat(other).isNotEqualTo(text);
            assertThatThrownBy(() -> ChangeSchema.fitting(utf8(other)))
                    .as(other.length() > 200 ? "changed" : other)
                    .isInstanceOf(MalformedAvro.class);
        }
    }

    private static boolean mutual(String text) {
        Schema schema = new Schema.Parser().parse(text);
        return SchemaCompatibility.checkReaderWriterCompatibility(schema, ChangeSchema.current())
                                .getType()
                        == SchemaCompatibilityType.COMPATIBLE
                && SchemaCompatibility.checkReaderWriterCompatibility(
                                        ChangeSchema.current(), schema)
                                .getType()
                        == SchemaCompatibilityType.COMPATIBLE;
    }

    private static List<Schema> released() throws Exception {
        List<Schema> released = new ArrayList<>();
        for (int version = 1; ; version++) {
            try (InputStream in =
                    ChangeSchema.class.getResourceAsStream(
                            "released/change-" + version + ".avsc")) {
                if (in == null) {
                    return released;
                }
                released.add(new Schema.Parser().parse(in));
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
