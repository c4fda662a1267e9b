package org.xinqiao.trust.document;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import tools.jackson.databind.JsonNode;

/** The shapes that documents are made of. */
final class Shapes {
    /** How long a text may be; a clause is a paragraph, not a book. */
    static final int TEXT_CHARACTERS_MAX = 2000;

    static final Shape TEXT =
            text(
                    "must be a text of 1 to " + TEXT_CHARACTERS_MAX + " characters",
                    text -> !text.isBlank() && text.length() <= TEXT_CHARACTERS_MAX);
    static final Shape BOOL =
            (path, value, faults) ->
                    faults.require(value.isBoolean(), path, "must be true or false");
    static final Shape NODE = matching("must be a node id of cn- and six digits", "cn-[0-9]{6}");
    static final Shape PURPOSE =
            matching(
                    "must be a purpose such as library.lending",
                    "[a-z0-9-]{1,32}(\\.[a-z0-9-]{1,32}){1,3}");
    static final Shape STREAM =
            matching(
                    "must be a stream without its source, such as list/red",
                    "[a-z0-9-]{1,32}(/[a-z0-9-]{1,32}){0,3}");
    static final Shape DATE = text("must be a calendar date such as 2026-11-21", Shapes::isDate);
    static final Shape TIME =
            text("must be an RFC 3339 time with seconds and offset", Shapes::isTime);
    static final Shape HTTPS_URI =
            text("must be an absolute https URI without query", Shapes::isHttpsUri);
    static final Shape CODE =
            matching(
                    "must be a code such as credit.score",
                    "[a-z0-9-]{1,32}(\\.[a-z0-9-]{1,32}){0,3}");
    static final Shape NAME = ObjectShape.object().with("zh", TEXT).with("en", TEXT);

    private Shapes() {}

    static String at(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String at(String path, int index) {
        return path + "[" + index + "]";
    }

    static Shape text(String rule, Predicate<String> holds) {
        return (path, value, faults) ->
                faults.require(value.isString() && holds.test(value.stringValue()), path, rule);
    }

    static Shape matching(String rule, String regex) {
        return text(rule, Pattern.compile(regex).asMatchPredicate());
    }

    static Shape bytes(int length) {
        return text("must be the base64url of " + length + " bytes", text -> has(text, length));
    }

    static <E extends Enum<E>> Shape constant(Class<E> type) {
        String names =
                Arrays.stream(type.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.joining(", "));
        return text(
                "must be one of " + names,
                text ->
                        Arrays.stream(type.getEnumConstants())
                                .anyMatch(constant -> constant.name().equals(text)));
    }

    static Shape integer(long min, long max) {
        return (path, value, faults) ->
                faults.require(
                        isIntegerBetween(value, min, max),
                        path,
                        "must be a whole number between " + min + " and " + max);
    }

    static Shape list(Shape element, int min, int max) {
        return (path, value, faults) -> {
            if (!value.isArray() || value.size() < min || value.size() > max) {
                faults.add(path, "must be a list of " + min + " to " + max + " values");
                return;
            }
            for (int i = 0; i < value.size(); i++) {
                element.check(at(path, i), value.get(i), faults);
            }
        };
    }

    /** A list in which no value stands twice. */
    static Shape set(Shape element, int min, int max) {
        Shape list = list(element, min, max);
        return (path, value, faults) -> {
            list.check(path, value, faults);
            if (value.isArray() && value.valueStream().distinct().count() < value.size()) {
                faults.add(path, "must not hold a value twice");
            }
        };
    }

    /** No two objects of a list may have the same value there. */
    static void checkOnce(JsonNode json, String list, String name, Faults faults) {
        checkOnce(json, "", list, name, faults);
    }

    /** The same of a list further down. */
    static void checkOnce(JsonNode json, String path, String list, String name, Faults faults) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < json.path(list).size(); i++) {
            JsonNode value = json.path(list).path(i).path(name);
            faults.require(
                    !value.isString() || seen.add(value.stringValue()),
                    at(at(at(path, list), i), name),
                    "stands twice");
        }
    }

    /** An object whose members are named by nodes. */
    static Shape byNode(Shape value) {
        return (path, object, faults) -> {
            if (!object.isObject()) {
                faults.add(path, "must be an object whose members are nodes");
                return;
            }
            for (String name : object.propertyNames()) {
                faults.require(
                        isNode(name), at(path, name), "must be a node id of cn- and six digits");
                value.check(at(path, name), object.get(name), faults);
            }
        };
    }

    /** Whether it is a whole number that can be compared; the bounds are the shape's. */
    static boolean isInt(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToInt();
    }

    static boolean isNode(String text) {
        return text.matches("cn-[0-9]{6}");
    }

    private static boolean isIntegerBetween(JsonNode value, long min, long max) {
        return value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= min
                && value.longValue() <= max;
    }

    private static boolean has(String text, int length) {
        try {
            return Base64Url.decode(text).length == length;
        } catch (MalformedJson e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            return Rfc3339.parse(text) != null;
        } catch (MalformedJson e) {
            return false;
        }
    }

    private static boolean isHttpsUri(String text) {
        try {
            URI uri = new URI(text);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
