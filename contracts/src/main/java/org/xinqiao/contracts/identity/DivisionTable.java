package org.xinqiao.contracts.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The union of four published tables of division codes. The column after the name marks those in
 * force in 2025; a code that only the other columns mark is retired.
 */
final class DivisionTable {
    private static final String RESOURCE = "gbt2260_union.csv";

    /** Codes that real numbers carry and no table lists: ministries, the nation, old counties. */
    private static final Set<String> PSEUDO = Set.of("991000", "100000", "110228", "152600");

    private static final Map<String, Division> DIVISIONS = load();

    private DivisionTable() {}

    static boolean isKnown(String code) {
        return DIVISIONS.containsKey(code) || PSEUDO.contains(code);
    }

    static boolean isCurrent(String code) {
        Division division = DIVISIONS.get(code);
        return division != null && division.current();
    }

    static Optional<String> name(String code) {
        return Optional.ofNullable(DIVISIONS.get(code)).map(Division::name);
    }

    private static Map<String, Division> load() {
        Map<String, Division> divisions = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        DivisionTable.class.getResourceAsStream(RESOURCE)),
                                StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(
                            row -> divisions.put(row[0], new Division(row[1], "1".equals(row[2]))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(divisions);
    }

    private record Division(String name, boolean current) {}
}
