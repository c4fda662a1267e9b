package org.xinqiao.contracts.json;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of one JSON object, read one by one by name and type; {@link #end()} refuses whatever
 * was not asked for. Every fault names the path of the member. {@code null} is never a value: a
 * member is there or not.
 *
 * <p>For one thread, for one pass over the object.
 */
public final class Fields {
    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/-]{0,63}");

    private final String path;
    private final ObjectNode object;
    private final Set<String> read = new HashSet<>();

    /** The members of {@code object}, which stands at {@code path} (empty for the document). */
    public Fields(String path, ObjectNode object) {
        this.path = path;
        this.object = object;
    }

    /** Where this object stands. */
    public String path() {
        return path;
    }

    /** The fault of one member of this object, for rules that only the caller knows. */
    public MalformedJson malformed(String name, String rule) {
        return new MalformedJson(pathOf(name), rule);
    }

    /** Whether the member is there at all. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** The names of all members, read or not. */
    public Set<String> names() {
        return Set.copyOf(object.propertyNames());
    }

    /** Any value. */
    public JsonNode node(String name) throws MalformedJson {
        JsonNode value = find(name);
        if (value == null) {
            throw malformed(name, "is missing");
        }
        return value;
    }

    /** Any value, or nothing. */
    public Optional<JsonNode> optionalNode(String name) throws MalformedJson {
        return Optional.ofNullable(find(name));
    }

    /** A text that is not empty. */
    public String text(String name) throws MalformedJson {
        JsonNode value = node(name);
        // The path is written for faults alone.
        return isText(value) ? value.stringValue() : textOf(pathOf(name), value);
    }

    /** A text that is not empty and has at most so many UTF-16 units. */
    public String text(String name, int charactersMax) throws MalformedJson {
        String text = text(name);
        if (text.length() > charactersMax) {
            throw malformed(name, "must have at most " + charactersMax + " characters");
        }
        return text;
    }

    /** A text, or nothing. */
    public Optional<String> optionalText(String name) throws MalformedJson {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A text that {@code values} knows; {@code of} answers empty for every other. */
    public <T> T oneOf(String name, Function<String, Optional<T>> of) throws MalformedJson {
        Optional<T> value = of.apply(text(name));
        if (value.isEmpty()) {
            throw malformed(name, "is none of the agreed values");
        }
        return value.get();
    }

    /** The exact name of a constant of {@code type}. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) throws MalformedJson {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw malformed(name, "is none of the agreed values");
    }

    /** A whole number between the bounds, both included. */
    public long integer(String name, long min, long max) throws MalformedJson {
        JsonNode value = node(name);
        // 1.0 and 1e2 are refused too: a number has one spelling.
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw malformed(name, "must be a whole number");
        }
        long number = value.longValue();
        if (number < min || number > max) {
            throw malformed(name, "must be between " + min + " and " + max);
        }
        return number;
    }

    /** A whole number that fits an {@code int}, between the bounds, both included. */
    public int integer(String name, int min, int max) throws MalformedJson {
        return Math.toIntExact(integer(name, (long) min, (long) max));
    }

    /** A whole number between the bounds, or nothing. */
    public OptionalLong optionalInteger(String name, long min, long max) throws MalformedJson {
        return has(name) ? OptionalLong.of(integer(name, min, max)) : OptionalLong.empty();
    }

    /** True or false. */
    public boolean bool(String name) throws MalformedJson {
        JsonNode value = node(name);
        if (!value.isBoolean()) {
            throw malformed(name, "must be true or false");
        }
        return value.booleanValue();
    }

    /** True or false; false where the member is not there. */
    public boolean optionalBool(String name) throws MalformedJson {
        return has(name) && bool(name);
    }

    /** An RFC 3339 time with its offset. */
    public OffsetDateTime time(String name) throws MalformedJson {
        return at(name, Rfc3339::parse);
    }

    /** An RFC 3339 time as a point on the time line. */
    public Instant instant(String name) throws MalformedJson {
        return time(name).toInstant();
    }

    /** A time, or nothing. */
    public Optional<Instant> optionalInstant(String name) throws MalformedJson {
        return has(name) ? Optional.of(instant(name)) : Optional.empty();
    }

    /** A calendar date, {@code 2026-11-21}. */
    public LocalDate date(String name) throws MalformedJson {
        String text = text(name);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw malformed(name, "must be a calendar date");
        }
    }

    /** A calendar date, or nothing. */
    public Optional<LocalDate> optionalDate(String name) throws MalformedJson {
        return has(name) ? Optional.of(date(name)) : Optional.empty();
    }

    /** An absolute URI. */
    public URI uri(String name) throws MalformedJson {
        try {
            URI uri = new URI(text(name));
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Refused below, as a relative one is.
        }
        throw malformed(name, "must be an absolute URI");
    }

    /** The bytes of a base64url text. */
    public byte[] bytes(String name) throws MalformedJson {
        return at(name, Base64Url::decode);
    }

    /** Exactly so many bytes as base64url. */
    public byte[] bytes(String name, int length) throws MalformedJson {
        byte[] bytes = bytes(name);
        if (bytes.length != length) {
            throw malformed(name, "must be the base64url of " + length + " bytes");
        }
        return bytes;
    }

    /** The members of an object. */
    public Fields object(String name) throws MalformedJson {
        return fieldsOf(pathOf(name), node(name));
    }

    /** The members of an object, or nothing. */
    public Optional<Fields> optionalObject(String name) throws MalformedJson {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** A list of texts, empty ones refused. */
    public List<String> texts(String name) throws MalformedJson {
        return list(name, Fields::textOf);
    }

    /** A list of texts; empty where the member is not there. */
    public List<String> optionalTexts(String name) throws MalformedJson {
        return has(name) ? texts(name) : List.of();
    }

    /** A list of objects. */
    public List<Fields> objects(String name) throws MalformedJson {
        return list(name, Fields::fieldsOf);
    }

    /** A list of whole numbers, each between the bounds, both included. */
    public List<Integer> integers(String name, int min, int max) throws MalformedJson {
        return list(
                name,
                (path, value) -> {
                    boolean holds =
                            value.isIntegralNumber()
                                    && value.canConvertToInt()
                                    && value.intValue() >= min
                                    && value.intValue() <= max;
                    if (!holds) {
                        throw new MalformedJson(
                                path, "must be a whole number between " + min + " and " + max);
                    }
                    return value.intValue();
                });
    }

    /** Refuses every member that was not asked for. */
    public void end() throws MalformedJson {
        for (String name : object.propertyNames()) {
            if (!read.contains(name)) {
                throw malformed(name, "is not a member that was agreed");
            }
        }
    }

    private <T> List<T> list(String name, Reading<JsonNode, T> reading) throws MalformedJson {
        if (!(node(name) instanceof ArrayNode array)) {
            throw malformed(name, "must be a list");
        }
        List<T> list = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            list.add(reading.read(pathOf(name) + "[" + list.size() + "]", element));
        }
        return List.copyOf(list);
    }

    private <T> T at(String name, TextReading<T> reading) throws MalformedJson {
        try {
            return reading.read(text(name));
        } catch (MalformedJson e) {
            throw e.path().isEmpty() ? malformed(name, e.rule()) : e;
        }
    }

    private @Nullable JsonNode find(String name) throws MalformedJson {
        read.add(name);
        JsonNode value = object.get(name);
        if (value != null && value.isNull()) {
            throw malformed(name, "must not be null");
        }
        return value;
    }

    private static String textOf(String path, JsonNode value) throws MalformedJson {
        if (!isText(value)) {
            throw new MalformedJson(path, "must be a text that is not empty");
        }
        return value.stringValue();
    }

    private static boolean isText(JsonNode value) {
        return value.isString() && !value.stringValue().isEmpty();
    }

    private static Fields fieldsOf(String path, JsonNode value) throws MalformedJson {
        if (value instanceof ObjectNode object) {
            return new Fields(path, object);
        }
        throw new MalformedJson(path, "must be an object");
    }

    private String pathOf(String name) {
        // An unknown member's name is the sender's text and must not reach a log as it is.
        String shown = PRINTABLE.matcher(name).matches() ? name : "?";
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private interface Reading<F, T> {
        T read(String path, F value) throws MalformedJson;
    }

    private interface TextReading<T> {
        T read(String text) throws MalformedJson;
    }
}
