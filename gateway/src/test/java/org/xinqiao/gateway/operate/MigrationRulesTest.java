package org.xinqiao.gateway.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The migrations that ship. {@code migrations/released.txt} is what a release had; with each
 * release the new ones are added to it.
 */
class MigrationRulesTest {
    @Test
    void migrations_released_areNeverChanged() throws Exception {
        Map<String, String> now = new TreeMap<>();
        for (Path file : migrations()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            now.put(file.getFileName().toString(), HexFormat.of().formatHex(digest));
        }
        assertThat(released()).isNotEmpty();
        assertThat(now).containsAllEntriesOf(released());
    }

    @Test
    void migrations_sinceTheRelease_areSurvivedByIt() throws Exception {
        for (Path file : migrations()) {
            if (!released().containsKey(file.getFileName().toString())) {
                assertThat(MigrationRules.decide(Files.readString(file)))
                        .as(
                                "%s: expand now, contract in a later release, with '-- contract: …'",
                                file.getFileName())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table pass",
                "DROP INDEX pass_expires",
                "truncate shown_code",
                "alter table pass drop column bound_to",
                "alter table pass drop bound_to",
                "alter table pass drop constraint pass_pkey",
                "alter table pass rename column a to b",
                "alter table pass rename to passes",
                "alter table pass alter column agreement type text",
                "alter table pass alter agreement set data type text",
                "alter table pass alter column bound_to set not null",
                "alter table pass alter bearer drop default",
                "alter table pass add column a int not null",
                "alter table pass add column a int default 1, add b text not null",
                "alter table only pass\n  add constraint x check (agreement > 0)",
                "alter table pass add unique (agreement)",
                "create unique index x on pass (agreement)",
                "create table t (a int); drop table pass",
                "-- contract:\nalter table pass drop column a",
                "insert into t values ('-- contract: nothing uses this any more');"
                        + " alter table pass drop column a",
            })
    void migration_thatTheReleaseBeforeDoesNotSurvive_isRefused(String sql) {
        assertThat(MigrationRules.decide(sql)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t (a int not null, unique (a)); create unique index i on t (a);"
                        + " alter table t add column b int not null",
                "alter table pass add column a int",
                "alter table pass add column a int not null default 0, add b text",
                "alter table pass add column a text default 'drop table' not null",
                "create index x on pass (agreement); -- drop table pass",
                "create or replace function f() returns int language sql as $$ drop table x; $$",
                "update pass set bound_to = null",
                "-- contract: nothing reads it since release 0.3\nalter table pass drop column a",
            })
    void migration_thatItSurvives_passes(String sql) {
        assertThat(MigrationRules.decide(sql)).isEmpty();
    }

    static List<Path> migrations() throws IOException, URISyntaxException {
        var first = MigrationRulesTest.class.getResource("/db/migration/V1__callers.sql");
        Path directory = Path.of(Objects.requireNonNull(first).toURI()).resolveSibling("");
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }

    private static Map<String, String> released() throws IOException {
        try (InputStream file =
                MigrationRulesTest.class.getResourceAsStream("/migrations/released.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\\s+"))
                    .collect(Collectors.toMap(line -> line[1], line -> line[0]));
        }
    }
}
