package org.xinqiao.contracts.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of the changes of a stream, {@code change.avsc}, and how a writer's own fits it.
 *
 * <p>A change is what the protocol says, so its own fields are fixed; the entry in it may grow by
 * optional fields. What a later one says beyond ours stays in the bytes that are hashed.
 */
public final class ChangeSchema {
    /** How long a schema may be. */
    public static final int BYTES_MAX = 262_144;

    private static final byte[] TEXT = compact(read("change.avsc"));
    private static final Schema SCHEMA = new Schema.Parser().parse(text(TEXT));
    private static final String CANONICAL = SchemaNormalization.toParsingForm(SCHEMA);
    private static final Set<String> MEMBERS = members(SCHEMA);

    private ChangeSchema() {}

    /** The schema that this code writes. */
    public static Schema current() {
        return SCHEMA;
    }

    /** The current schema as JSON without comments; the same bytes in every file. */
    public static byte[] bytes() {
        return TEXT.clone();
    }

    /** Its CRC-64-AVRO fingerprint (Avro 1.12, Schema Fingerprints), 16 hexadecimal digits. */
    public static String id() {
        return "%016x".formatted(SchemaNormalization.parsingFingerprint64(SCHEMA));
    }

    /** Whether a file with this schema holds the bytes that ours would. */
    public static boolean isCurrent(byte[] writer) throws MalformedAvro {
        return Arrays.equals(writer, TEXT)
                || SchemaNormalization.toParsingForm(parse(writer)).equals(CANONICAL);
    }

    /** A writer's schema that is not ours but fits. */
    public static Schema fitting(byte[] writer) throws MalformedAvro {
        Schema schema = parse(writer);
        if (SchemaCompatibility.checkReaderWriterCompatibility(SCHEMA, schema).getType()
                != SchemaCompatibilityType.COMPATIBLE) {
            throw new MalformedAvro("has a schema that is not compatible with ours");
        }
        if (!MEMBERS.containsAll(members(schema))) {
            throw new MalformedAvro("has a schema with members of a change that were not agreed");
        }
        return schema;
    }

    private static Schema parse(byte[] writer) throws MalformedAvro {
        if (writer.length > BYTES_MAX) {
            throw new MalformedAvro("has a schema that is too large");
        }
        try {
            // Bounds its depth before the library recurses into it.
            StrictJson.parseObject(writer);
            Schema schema = new Schema.Parser().parse(text(writer));
            if (schema.getType() != Schema.Type.RECORD) {
                throw new MalformedAvro("has a schema that is no record's");
            }
            return schema;
        } catch (MalformedJson | AvroRuntimeException e) {
            throw new MalformedAvro("has a schema that is none");
        }
    }

    private static Set<String> members(Schema record) {
        return record.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    /** Every file carries it, also the one of a single recall. */
    private static byte[] compact(byte[] schema) {
        try {
            JsonNode json = StrictJson.parse(schema);
            json.findParents("doc").forEach(parent -> ((ObjectNode) parent).remove("doc"));
            return StrictJson.write(json);
        } catch (MalformedJson e) {
            throw new IllegalStateException("change.avsc is damaged", e);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream in = ChangeSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
