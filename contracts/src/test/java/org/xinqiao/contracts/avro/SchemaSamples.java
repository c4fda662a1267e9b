package org.xinqiao.contracts.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Schemas that somebody else may have. */
public final class SchemaSamples {
    private SchemaSamples() {}

    /** The current schema with one more field at the beginning of the entry. */
    public static String later(String field) {
        String text = new String(ChangeSchema.bytes(), StandardCharsets.UTF_8);
        String at = "{\"name\":\"basis\"";
        assertThat(text).containsOnlyOnce(at);
        return text.replace(at, field + at);
    }
}
