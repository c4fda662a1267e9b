package org.xinqiao.gateway.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.ledger.Disclosure;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.people.Use;

/** Reads the parameters of an address strictly: every fault names the parameter and the rule. */
final class Query {
    private static final int ROWS_USUAL = 50;

    private final Map<String, String> parameters;

    Query(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** What to make of a parameter's text. */
    interface Reader<T> {
        T read(String text);
    }

    /** A parameter, if it is there. */
    <T> Optional<T> optional(String name, String rule, Reader<T> reader) throws Refusal {
        String text = parameters.get(name);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(text));
        } catch (IllegalArgumentException | InvalidIdentifier e) {
            throw Refusals.request(name, rule);
        }
    }

    Optional<NodeId> node(String name) throws Refusal {
        return optional(name, "cn- and six digits", NodeId::parse);
    }

    /** A constant, written in small letters. */
    <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) throws Refusal {
        String rule =
                String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .toList());
        return optional(name, rule, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    /** A month. */
    Optional<YearMonth> month(String name) throws Refusal {
        return time(name, "a month such as 2026-01", YearMonth::parse);
    }

    /** A point on the time line. */
    Optional<Instant> instant(String name) throws Refusal {
        return time(name, "an RFC 3339 time", text -> OffsetDateTime.parse(text).toInstant());
    }

    private <T> Optional<T> time(String name, String rule, Reader<T> reader) throws Refusal {
        try {
            return optional(name, rule, reader);
        } catch (DateTimeException e) {
            throw Refusals.request(name, rule);
        }
    }

    boolean flag(String name) throws Refusal {
        return optional(name, "true or false", Query::bool).orElse(false);
    }

    /** Rows of a page. */
    int rows() throws Refusal {
        String rule = "1 to " + Bounds.PAGE_ROWS_MAX;
        int rows = optional("limit", rule, Integer::parseInt).orElse(ROWS_USUAL);
        if (rows < 1 || rows > Bounds.PAGE_ROWS_MAX) {
            throw Refusals.request("limit", rule);
        }
        return rows;
    }

    /** Where a page of what is listed newest first begins. */
    Disclosure.@Nullable Position after() throws Refusal {
        return optional("after", "as 'next' said", Query::position).orElse(null);
    }

    /** Where a page of uses begins. */
    Use.Position afterUse() throws Refusal {
        var after = after();
        return after == null ? Use.Position.TOP : new Use.Position(after.at(), after.id());
    }

    /** What {@link #afterUse} reads again. */
    static String text(Use last) {
        return text(new Disclosure.Position(last.at(), last.id()));
    }

    /** Microseconds, which is what the database keeps, then the id. */
    static String text(Disclosure.Position position) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.at());
        return micros + "-" + position.id();
    }

    private static Disclosure.Position position(String text) {
        if (!text.matches("[0-9]{1,17}-[0-9a-f-]{36}")) {
            throw new IllegalArgumentException("not a position");
        }
        int dash = text.indexOf('-');
        Instant at = Instant.EPOCH.plus(Long.parseLong(text.substring(0, dash)), ChronoUnit.MICROS);
        return new Disclosure.Position(at, UUID.fromString(text.substring(dash + 1)));
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
