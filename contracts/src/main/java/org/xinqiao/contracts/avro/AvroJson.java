package org.xinqiao.contracts.avro;

import java.time.LocalDate;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Base64Url;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of any schema as JSON, by the schema that they were written with: how a file of a later
 * model is read without losing what this code does not know. Members that are null are left out;
 * dates are {@code 2026-11-21}, bytes base64url, enums their symbols.
 */
public final class AvroJson {
    private static final int DEPTH_MAX = 32;
    private static final int VALUES_MAX = 100_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final AvroInput in;
    private int values;

    private AvroJson(AvroInput in) {
        this.in = in;
    }

    /** The record at this place. */
    public static ObjectNode read(Schema record, AvroInput in) throws MalformedAvro {
        if (new AvroJson(in).value(record, 0) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedAvro("is no record");
    }

    private @Nullable JsonNode value(Schema schema, int depth) throws MalformedAvro {
        if (depth > DEPTH_MAX || ++values > VALUES_MAX) {
            throw new MalformedAvro("holds a value that is too deep or too large");
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, depth);
            case MAP -> map(schema, depth);
            case ARRAY -> array(schema, depth);
            case UNION -> value(branch(schema), depth + 1);
            case ENUM -> {
                var symbols = schema.getEnumSymbols();
                yield JSON.stringNode(symbols.get(in.readIndex(symbols.size())));
            }
            case STRING -> JSON.stringNode(in.readText(Integer.MAX_VALUE));
            case BYTES -> JSON.stringNode(Base64Url.encode(in.readBytes()));
            case FIXED -> JSON.stringNode(Base64Url.encode(in.readFixed(schema.getFixedSize())));
            case INT -> integer(schema);
            case LONG -> JSON.numberNode(in.readLong());
            case BOOLEAN -> JSON.booleanNode(in.readBoolean());
            case NULL -> null;
            case FLOAT, DOUBLE -> throw new MalformedAvro("holds a number that is not whole");
        };
    }

    private Schema branch(Schema union) throws MalformedAvro {
        return union.getTypes().get(in.readIndex(union.getTypes().size()));
    }

    private JsonNode integer(Schema schema) throws MalformedAvro {
        int number = in.readInt();
        return "date".equals(schema.getProp("logicalType"))
                ? JSON.stringNode(LocalDate.ofEpochDay(number).toString())
                : JSON.numberNode(number);
    }

    private ObjectNode record(Schema schema, int depth) throws MalformedAvro {
        ObjectNode object = JSON.objectNode();
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = value(field.schema(), depth + 1);
            if (value != null) {
                object.set(field.name(), value);
            }
        }
        return object;
    }

    private ObjectNode map(Schema schema, int depth) throws MalformedAvro {
        ObjectNode object = JSON.objectNode();
        for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (int i = 0; i < count; i++) {
                String name = in.readText(Integer.MAX_VALUE);
                JsonNode value = value(schema.getValueType(), depth + 1);
                if (value == null || object.has(name)) {
                    throw new MalformedAvro("holds a map with a name twice or without a value");
                }
                object.set(name, value);
            }
        }
        return object;
    }

    private ArrayNode array(Schema schema, int depth) throws MalformedAvro {
        ArrayNode array = JSON.arrayNode();
        for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (int i = 0; i < count; i++) {
                JsonNode value = value(schema.getElementType(), depth + 1);
                if (value == null) {
                    throw new MalformedAvro("holds a list with an empty place");
                }
                array.add(value);
            }
        }
        return array;
    }
}
