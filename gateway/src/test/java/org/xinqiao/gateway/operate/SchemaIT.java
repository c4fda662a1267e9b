package org.xinqiao.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xinqiao.gateway.TestDatabases;

/** What becomes of a database of an earlier release, and of instances that start at once. */
class SchemaIT {
    private static final String EARLIER = "9";
    private static final String TABLES =
            """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_name <> 'flyway_schema_history' order by 1\
            """;

    @TempDir Path directory;

    private DataSource database;
    private JdbcTemplate jdbc;

    @BeforeEach
    void empty() throws Exception {
        database = Schema.connections(TestDatabases.fresh(directory));
        jdbc = new JdbcTemplate(database);
    }

    @Test
    void database_ofAnEarlierRelease_migratesWithEveryRow() throws Exception {
        Schema.migrateTo(database, EARLIER);
        write(1);
        Map<String, List<Map<String, Object>>> before = rows();
        assertThat(before).allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
        assertThat(Schema.version(database)).hasValue(EARLIER);

        Schema.migrate(database);

        assertThat(Schema.version(database)).hasValue(Schema.newest(database));
        Map<String, List<Map<String, Object>>> after = rows();
        before.forEach((table, rows) -> {
            assertThat(after.get(table)).as(table).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(after.get(table).get(i)).as(table).containsAllEntriesOf(rows.get(i));
            }
        });
    }

    /** An instance that was not replaced yet goes on writing what it knows. */
    @Test
    void database_ofThisRelease_takesWhatTheReleaseBeforeWrites() throws Exception {
        Schema.migrate(database);

        write(1);
        write(2);

        assertThat(jdbc.queryForObject("select count(*) from consent", Integer.class)).isEqualTo(2);
    }

    @Test
    void instances_startingAtOnce_migrateOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var migrated = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                migrated.add(threads.submit(() -> Schema.migrate(database)));
            }
            for (Future<?> one : migrated) {
                one.get();
            }
        }
        assertThat(Schema.version(database)).hasValue(Schema.newest(database));
        assertThat(jdbc.queryForObject("select count(*) from flyway_schema_history", Integer.class))
                .isEqualTo(MigrationRulesTest.migrations().size());
    }

    /** An older instance that is restarted while a newer one has migrated already. */
    @Test
    void database_ofALaterRelease_isWorkedWith() {
        Schema.migrate(database);
        jdbc.update(
                """
                insert into flyway_schema_history (installed_rank, version, description, type,
                  script, checksum, installed_by, execution_time, success)
                values (9999, '9999', 'later', 'SQL', 'V9999__later.sql', 1, 'later', 1, true)\
                """);

        Schema.migrate(database);

        assertThat(Schema.version(database)).hasValue("9999");
    }

    private void write(int n) throws Exception {
        try (InputStream file = getClass().getResourceAsStream("/migrations/schema-9-rows.sql")) {
            String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            jdbc.execute(sql.replace(":n", String.valueOf(n)));
        }
    }

    private Map<String, List<Map<String, Object>>> rows() {
        var rows = new TreeMap<String, List<Map<String, Object>>>();
        for (String table : jdbc.queryForList(TABLES, String.class)) {
            rows.put(
                    table,
                    jdbc.query(
                            "select to_jsonb(t) from " + table + " t order by 1", SchemaIT::row));
        }
        return rows;
    }

    private static Map<String, Object> row(java.sql.ResultSet row, int number)
            throws java.sql.SQLException {
        var json =
                (tools.jackson.databind.node.ObjectNode)
                        new tools.jackson.databind.ObjectMapper().readTree(row.getString(1));
        var members = new TreeMap<String, Object>();
        json.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }
}
