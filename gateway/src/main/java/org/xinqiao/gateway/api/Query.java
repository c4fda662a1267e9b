package org.xinqiao.gateway.api;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.operate.Bounds;

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
                        java.util.Arrays.stream(type.getEnumConstants())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .toList());
        return optional(name, rule, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
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

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
