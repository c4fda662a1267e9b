package org.xinqiao.contracts.entry;

import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that is wrong with an entry, as its source and the operator are told.
 *
 * @param rule which rule
 * @param verdict what becomes of the entry
 * @param field where, such as {@code subject.code} or {@code fields.CF_NR}
 * @param value what stood there, masked; "" where nothing stood or it must not be shown
 * @param zh why, in Chinese
 * @param en why, in English
 */
public record Finding(
        Rule rule, Verdict verdict, String field, String value, String zh, String en) {
    private static final int CHARACTERS_MAX = 400;

    /** Reads the JSON form. */
    public static Finding parse(Fields fields) throws MalformedJson {
        var finding =
                new Finding(
                        fields.oneOf("rule", Rule::ofCode),
                        fields.constant("verdict", Verdict.class),
                        fields.text("field", CHARACTERS_MAX),
                        fields.has("value") ? fields.text("value", CHARACTERS_MAX) : "",
                        fields.text("zh", CHARACTERS_MAX),
                        fields.text("en", CHARACTERS_MAX));
        fields.end();
        return finding;
    }

    /** The JSON form. */
    public ObjectNode toJson() {
        ObjectNode json =
                StrictJson.object()
                        .put("rule", rule.code())
                        .put("verdict", verdict.name())
                        .put("field", field);
        if (!value.isEmpty()) {
            json.put("value", value);
        }
        return json.put("zh", zh).put("en", en);
    }
}
