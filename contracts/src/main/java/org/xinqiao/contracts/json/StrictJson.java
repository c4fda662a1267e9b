package org.xinqiao.contracts.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as everything that crosses a border is read: UTF-8 and nothing else, no duplicate member, no
 * byte before or after the value, at most {@value #DEPTH_MAX} levels, no lone surrogate. Two
 * parsers that both read a text so cannot disagree about what it says.
 *
 * <p>The size of a document is the caller's to bound.
 */
public final class StrictJson {
    /** How deep objects and arrays may nest. */
    public static final int DEPTH_MAX = 64;

    /** How many characters a number may have. */
    public static final int NUMBER_CHARACTERS_MAX = 64;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH_MAX)
                                                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private StrictJson() {}

    /** The object in these bytes. */
    public static ObjectNode parseObject(byte[] utf8) throws MalformedJson {
        if (parse(utf8) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedJson("", "must be a JSON object");
    }

    /** The value in these bytes. */
    public static JsonNode parse(byte[] utf8) throws MalformedJson {
        String text = decode(utf8);
        if (text.startsWith("\uFEFF")) {
            throw new MalformedJson("", "must not start with a byte order mark");
        }
        JsonNode value = parse(text);
        // Raw bytes cannot hold a lone surrogate, an escape can.
        if (text.contains("\\u")) {
            Surrogates.refuseLone(value);
        }
        return value;
    }

    /** A fresh, empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The mapper behind this class, with the same strictness; for records and trees. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** The UTF-8 bytes of a value, without spaces, members in their own order. */
    public static byte[] write(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }

    private static JsonNode parse(String text) throws MalformedJson {
        JsonNode value;
        try {
            value = MAPPER.readTree(text);
        } catch (StreamConstraintsException e) {
            throw new MalformedJson("", "is too deep, or a number or name in it too long");
        } catch (NumberFormatException e) {
            // Such as 1e9999999999: no constraint of Jackson's names its exponent.
            throw new MalformedJson("", "holds a number that is out of range");
        } catch (JacksonException e) {
            // Jackson's own message would repeat what stands there.
            throw new MalformedJson("", fault(e) + place(e));
        }
        if (value.isMissingNode()) {
            throw new MalformedJson("", "must not be empty");
        }
        return value;
    }

    private static String fault(JacksonException e) {
        String message = e.getOriginalMessage();
        if (message != null && message.startsWith("Duplicate ")) {
            return "holds a member twice";
        }
        return "must be one well-formed JSON value";
    }

    private static String place(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static String decode(byte[] utf8) throws MalformedJson {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJson("", "must be UTF-8");
        }
    }
}
