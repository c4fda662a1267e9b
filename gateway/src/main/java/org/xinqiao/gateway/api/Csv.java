package org.xinqiao.gateway.api;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a> says. */
final class Csv {
    private Csv() {}

    /** A record with its end of line. */
    static String row(List<String> fields) {
        return fields.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String field) {
        boolean plain =
                field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
