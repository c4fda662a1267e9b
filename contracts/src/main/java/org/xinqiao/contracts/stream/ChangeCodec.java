package org.xinqiao.contracts.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.avro.AvroInput;
import org.xinqiao.contracts.avro.AvroJson;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.avro.ChangeSchema;
import org.xinqiao.contracts.avro.MalformedAvro;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryCodec;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.log.Hash;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes in Avro, by our schema or by a writer's own that fits. One thread. */
public final class ChangeCodec {
    private static final int ENTRY = 1;
    private static final int JWE = 2;

    private final @Nullable Schema writer;
    private final EntryCodec entries = new EntryCodec();
    private final Jcs json = new Jcs();

    private ChangeCodec(@Nullable Schema writer) {
        this.writer = writer;
    }

    /** Reads what our own schema wrote. */
    public ChangeCodec() {
        this(null);
    }

    /** Reads what this schema wrote, the JSON text of one. */
    public static ChangeCodec of(byte[] writer) throws MalformedAvro {
        return ChangeSchema.isCurrent(writer)
                ? new ChangeCodec()
                : new ChangeCodec(ChangeSchema.fitting(writer));
    }

    /** The change at this place. */
    public Change read(AvroInput in) throws MalformedAvro {
        try {
            return writer == null ? readOurs(in) : readOther(AvroJson.read(writer, in));
        } catch (IllegalArgumentException e) {
            throw new MalformedAvro("holds a change out of bounds: " + e.getMessage());
        } catch (MalformedJson e) {
            throw new MalformedAvro("holds a change whose " + e.path() + " " + e.rule());
        }
    }

    private Change readOurs(AvroInput in) throws MalformedAvro {
        json.cut(0);
        int branch = in.readIndex(3);
        Content stated = null;
        if (branch == ENTRY) {
            Entry entry = entries.next(in, json);
            stated = new Content.Open(entry, json.bytes(), true);
        } else if (branch == JWE) {
            stated = new Content.Sealed(in.readText(Content.Sealed.CHARACTERS_MAX));
        }
        String key = in.readText(Change.KEY_CHARACTERS_MAX);
        Hash leaf = in.readIndex(2) == 1 ? Hash.of(in.readFixed(Hash.BYTES)) : null;
        boolean recall = in.readIndex(2) == 1;
        Origin origin = in.readIndex(2) == 1 ? origin(in) : null;
        return new Change(in.readLong(), key, content(stated, leaf, recall), origin);
    }

    private static Origin origin(AvroInput in) throws MalformedAvro {
        Hash leaf = Hash.of(in.readFixed(Hash.BYTES));
        long seq = in.readLong();
        return new Origin(stream(in.readText(Change.KEY_CHARACTERS_MAX)), seq, leaf);
    }

    private static StreamName stream(String text) {
        return StreamName.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("origin: no name of a stream"));
    }

    /** Exactly one of the four has to be meant. */
    private static Content content(@Nullable Content stated, @Nullable Hash leaf, boolean recall) {
        if (recall && stated == null && leaf == null) {
            return new Content.Recalled();
        }
        if (!recall && stated != null && leaf == null) {
            return stated;
        }
        if (!recall && stated == null && leaf != null) {
            return new Content.Erased(leaf);
        }
        throw new IllegalArgumentException("op, entry and leaf contradict each other");
    }

    private static Change readOther(ObjectNode object) throws MalformedJson {
        var fields = new Fields("change", object);
        Hash leaf = fields.has("leaf") ? Hash.of(fields.bytes("leaf", Hash.BYTES)) : null;
        boolean recall = fields.constant("op", Op.class) == Op.RECALL;
        var change =
                new Change(
                        fields.integer("seq", 1, Change.SEQ_MAX),
                        fields.text("key"),
                        content(stated(fields.optionalNode("entry").orElse(null)), leaf, recall),
                        fields.has("origin") ? origin(fields.object("origin")) : null);
        fields.end();
        return change;
    }

    private static @Nullable Content stated(@Nullable JsonNode entry) throws MalformedJson {
        if (entry == null) {
            return null;
        }
        if (entry instanceof ObjectNode object) {
            Entry known = Entry.parseKnown(object);
            byte[] json = Jcs.of(object);
            return new Content.Open(known, json, Arrays.equals(json, known.json()));
        }
        return new Content.Sealed(entry.stringValue());
    }

    private static Origin origin(Fields fields) throws MalformedJson {
        var origin =
                new Origin(
                        stream(fields.text("stream")),
                        fields.integer("seq", 1, Change.SEQ_MAX),
                        Hash.of(fields.bytes("leaf", Hash.BYTES)));
        fields.end();
        return origin;
    }

    /**
     * The change at the end of the output, by our schema.
     *
     * @throws IllegalArgumentException if a later model wrote its entry: what this code does not
     *     know would be lost
     */
    public static void write(Change change, AvroOutput out) {
        Hash erased = null;
        switch (change.content()) {
            case Content.Open open -> {
                if (!open.complete()) {
                    throw new IllegalArgumentException("the entry is of a later model");
                }
                EntryCodec.write(open.entry(), out.writeLong(ENTRY));
            }
            case Content.Sealed sealed ->
                    out.writeLong(JWE).writeBytes(sealed.jwe().getBytes(StandardCharsets.US_ASCII));
            case Content.Recalled _ -> out.writeLong(0);
            case Content.Erased content -> {
                out.writeLong(0);
                erased = content.leaf();
            }
        }
        out.writeText(change.key()).writeLong(erased == null ? 0 : 1);
        if (erased != null) {
            out.writeFixed(erased.bytes());
        }
        out.writeLong(change.op() == Op.UPSERT ? 0 : 1);
        Origin origin = change.origin();
        out.writeLong(origin == null ? 0 : 1);
        if (origin != null) {
            out.writeFixed(origin.leaf().bytes())
                    .writeLong(origin.seq())
                    .writeText(origin.stream().value());
        }
        out.writeLong(change.seq());
    }
}
