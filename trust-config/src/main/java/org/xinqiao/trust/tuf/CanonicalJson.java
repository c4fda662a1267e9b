package org.xinqiao.trust.tuf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.JsonNode;

/**
 * The one spelling of a JSON value that signatures cover: <a
 * href="http://wiki.laptop.org/go/Canonical_JSON">OLPC canonical JSON</a>. Members are sorted,
 * there are no spaces, only quotes and backslashes are escaped, and there are no fractions.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** The canonical bytes of a value. */
    public static byte[] write(JsonNode value) throws MalformedJson {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(JsonNode value, StringBuilder text) throws MalformedJson {
        switch (value.getNodeType()) {
            case OBJECT -> appendObject(value, text);
            case ARRAY -> appendArray(value, text);
            case STRING -> appendText(value.stringValue(), text);
            case NUMBER -> appendNumber(value, text);
            case BOOLEAN -> text.append(value.booleanValue());
            case NULL -> text.append("null");
            case BINARY, MISSING, POJO ->
                    throw new MalformedJson("", "has no canonical form as JSON");
        }
    }

    private static void appendObject(JsonNode object, StringBuilder text) throws MalformedJson {
        List<String> names = new ArrayList<>(object.propertyNames());
        Collections.sort(names);
        text.append('{');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            appendText(names.get(i), text);
            text.append(':');
            append(object.get(names.get(i)), text);
        }
        text.append('}');
    }

    private static void appendArray(JsonNode array, StringBuilder text) throws MalformedJson {
        text.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            append(array.get(i), text);
        }
        text.append(']');
    }

    private static void appendText(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\');
            }
            text.append(character);
        }
        text.append('"');
    }

    private static void appendNumber(JsonNode number, StringBuilder text) throws MalformedJson {
        // Fractions have no agreed spelling, so a signature over one would be ambiguous.
        if (!number.isIntegralNumber()) {
            throw new MalformedJson("", "must not hold a number that is not whole");
        }
        text.append(number.bigIntegerValue());
    }
}
