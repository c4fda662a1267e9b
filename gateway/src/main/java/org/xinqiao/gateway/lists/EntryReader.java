package org.xinqiao.gateway.lists;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.stream.Change;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what a source hands in, one after another: {@code {"key": …, "entry": {…}}}, a line each
 * (NDJSON) or as one JSON array. It holds one of them at a time. A line that is wrong does not hide
 * the next; in an array nothing after a break can be read.
 */
public final class EntryReader implements AutoCloseable {
    /** Bytes of one of them. */
    public static final int BYTES_MAX = 256 << 10;

    /** An element has others behind it. */
    private static final ObjectReader ELEMENTS =
            StrictJson.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final InputStream in;
    private final @Nullable JsonParser array;
    private int number;

    private EntryReader(InputStream in, @Nullable JsonParser array) {
        this.in = in;
        this.array = array;
    }

    /** What stands at a place. */
    public sealed interface Offered {
        /** Which one, from 1. */
        int number();

        /** It can be read. */
        record Whole(int number, String key, Entry entry) implements Offered {}

        /** It cannot; nothing of what stands there is said. */
        record Broken(int number, String field, String rule) implements Offered {}
    }

    /** Reads lines, or an array where the first character begins one. */
    public static EntryReader of(InputStream body) throws IOException {
        var in = new BufferedInputStream(body, 64 << 10);
        int first = in.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = in.read();
        }
        if (first != '[') {
            var rest = first < 0 ? in : new FirstThen(first, in);
            return new EntryReader(rest, null);
        }
        JsonParser parser = StrictJson.mapper().createParser(new FirstThen(first, in));
        parser.nextToken();
        return new EntryReader(in, parser);
    }

    /** The next one; null after the last. */
    public @Nullable Offered next() throws IOException {
        JsonParser elements = array;
        return elements == null ? line() : element(elements);
    }

    private @Nullable Offered line() throws IOException {
        while (true) {
            var line = new ByteArrayOutputStream();
            int next = in.read();
            boolean tooLong = false;
            boolean any = next >= 0;
            while (next >= 0 && next != '\n') {
                if (line.size() < BYTES_MAX) {
                    line.write(next);
                } else {
                    tooLong = true;
                }
                next = in.read();
            }
            if (!any) {
                return null;
            }
            number++;
            if (tooLong) {
                return new Offered.Broken(number, "line", "must not be over " + BYTES_MAX);
            }
            byte[] text = line.toByteArray();
            if (!isBlank(text)) {
                return read(text);
            }
        }
    }

    private static boolean isBlank(byte[] text) {
        for (byte each : text) {
            if (each != ' ' && each != '\r' && each != '\t') {
                return false;
            }
        }
        return true;
    }

    private @Nullable Offered element(JsonParser elements) {
        number++;
        try {
            if (elements.nextToken() == JsonToken.END_ARRAY) {
                return null;
            }
            JsonNode node = ELEMENTS.readTree(elements);
            return read(StrictJson.write(node));
        } catch (JacksonException | NumberFormatException e) {
            throw new BrokenArray(number, e);
        }
    }

    /** From here on nothing of an array can be read. */
    public static final class BrokenArray extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int number;

        BrokenArray(int number, Throwable cause) {
            super("element " + number, cause, false, false);
            this.number = number;
        }

        /** Which element, from 1. */
        public int number() {
            return number;
        }
    }

    private Offered read(byte[] json) {
        try {
            var fields = new Fields("", StrictJson.parseObject(json));
            String key = fields.text("key", Change.KEY_CHARACTERS_MAX);
            if (!Change.isKey(key)) {
                throw fields.malformed("key", "must be 1 to 64 of A-Z a-z 0-9 - . _ ~");
            }
            if (!(fields.node("entry") instanceof ObjectNode object)) {
                throw fields.malformed("entry", "must be an object");
            }
            fields.end();
            return new Offered.Whole(number, key, Entry.parse(object));
        } catch (MalformedJson e) {
            return new Offered.Broken(number, e.path(), e.rule());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** One byte that was looked at, then the rest. */
    private static final class FirstThen extends InputStream {
        private final InputStream rest;
        private int first;

        FirstThen(int first, InputStream rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            if (first >= 0) {
                int next = first;
                first = -1;
                return next;
            }
            return rest.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (first >= 0 && length > 0) {
                into[offset] = (byte) first;
                first = -1;
                return 1;
            }
            return rest.read(into, offset, length);
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
