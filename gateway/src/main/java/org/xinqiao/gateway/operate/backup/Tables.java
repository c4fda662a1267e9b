package org.xinqiao.gateway.operate.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What tables and sequences a database has; its own migrations' memory is none of them. */
final class Tables {
    private static final String COLUMNS =
            """
            select c.table_name, c.column_name from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
              and c.is_generated = 'NEVER' and c.table_name <> 'flyway_schema_history'
            order by c.table_name, c.ordinal_position\
            """;
    private static final String REFERENCES =
            """
            select f.relname, t.relname from pg_constraint c
            join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
            where c.contype = 'f' and c.connamespace = current_schema()::regnamespace\
            """;
    private static final String SEQUENCES =
            """
            select sequencename, increment_by from pg_sequences
            where schemaname = current_schema() order by 1\
            """;

    private Tables() {}

    /** A table with its columns. */
    record Described(String name, List<String> columns) {
        /** As it stands in a COPY. */
        String sql() {
            return columns.stream()
                    .map(Tables::quoted)
                    .collect(Collectors.joining(", ", quoted(name) + " (", ")"));
        }
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** Every table; what a table refers to comes before it. */
    static List<Described> inOrder(Connection connection) throws SQLException {
        Map<String, List<String>> columns = new TreeMap<>();
        pairs(connection, COLUMNS)
                .forEach(pair ->
                        columns.computeIfAbsent(pair.getFirst(), name -> new ArrayList<>())
                                .add(pair.getLast()));
        Map<String, Set<String>> references = new TreeMap<>();
        pairs(connection, REFERENCES)
                .forEach(pair ->
                        references
                                .computeIfAbsent(pair.getFirst(), name -> new TreeSet<>())
                                .add(pair.getLast()));
        Map<String, Described> ordered = new LinkedHashMap<>();
        columns.keySet().forEach(name -> visit(name, columns, references, ordered));
        return List.copyOf(ordered.values());
    }

    /** A table that refers to itself is copied in one statement, which is checked at its end. */
    private static void visit(
            String name,
            Map<String, List<String>> columns,
            Map<String, Set<String>> references,
            Map<String, Described> ordered) {
        if (ordered.containsKey(name)) {
            return;
        }
        for (String before : references.getOrDefault(name, Set.of())) {
            if (!before.equals(name)) {
                visit(before, columns, references, ordered);
            }
        }
        ordered.put(name, new Described(name, columns.getOrDefault(name, List.of())));
    }

    static List<Manifest.Sequence> sequences(Connection connection) throws SQLException {
        var sequences = new ArrayList<Manifest.Sequence>();
        for (List<String> sequence : pairs(connection, SEQUENCES)) {
            String name = sequence.getFirst();
            sequences.add(
                    new Manifest.Sequence(
                            name, next(connection, name, Long.parseLong(sequence.getLast()))));
        }
        return sequences;
    }

    /** One that was never drawn from, or was set, gives what it holds; else the one after. */
    private static long next(Connection connection, String name, long step) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select last_value, is_called from " + quoted(name))) {
            row.next();
            return row.getLong(1) + (row.getBoolean(2) ? step : 0);
        }
    }

    private static List<List<String>> pairs(Connection connection, String sql) throws SQLException {
        var pairs = new ArrayList<List<String>>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                pairs.add(List.of(rows.getString(1), rows.getString(2)));
            }
        }
        return pairs;
    }
}
