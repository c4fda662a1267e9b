package org.xinqiao.gateway.operate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether instances of the release before go on working while a migration has run and they have not
 * been replaced yet: they read every column they know, and what they write is still taken. Tables
 * that the same file creates are nobody's yet, so anything may be done to them.
 *
 * <p>What cannot be done that way is done in two releases: the first expands, the second contracts.
 * The contracting file says so in a comment: {@code -- contract: <since when nothing uses it>}.
 */
final class MigrationRules {
    private static final Pattern NOTE =
            Pattern.compile("(?mi)^[ \\t]*--[ \\t]*contract:[ \\t]*\\S.{14,}$");
    private static final Pattern CREATED =
            Pattern.compile("create (?:unlogged )?table (?:if not exists )?(\\S+)");
    private static final Pattern ALTERED =
            Pattern.compile("alter table (?:if exists )?(?:only )?(\\S+) (.*)");
    private static final Pattern UNIQUE_INDEX =
            Pattern.compile(
                    "create unique index (?:concurrently )?(?:if not exists )?\\S+ on (\\S+).*");
    private static final Map<String, String> STATEMENTS =
            Map.of(
                    "drop (table|view|materialized view|sequence|function|type|schema|trigger)\\b.*",
                            "drops what the release before uses",
                    "drop index\\b.*",
                            "drops an index, on which an upsert of the release before may rest",
                    "truncate\\b.*", "deletes rows",
                    "alter (view|sequence|function|type|index)\\b.* rename\\b.*", "renames");
    private static final Map<String, String> ALTERATIONS =
            Map.of(
                    "rename\\b.*", "renames",
                    "drop constraint\\b.*",
                            "drops a constraint, on which an upsert of the release before may rest",
                    "drop (?!constraint\\b).*", "drops a column",
                    "alter (column )?\\S+ (set data )?type\\b.*", "changes a column's type",
                    "alter (column )?\\S+ set not null.*", "makes a column required",
                    "alter (column )?\\S+ drop default.*",
                            "takes a default away that the release before relies on",
                    "add (constraint \\S+ )?(check|unique|primary key|foreign key|exclude)\\b.*",
                            "adds a rule that the release before does not know");

    private MigrationRules() {}

    /** Everything that the release before would not survive; nothing means it does. */
    static List<String> decide(String sql) {
        if (NOTE.matcher(sql).find()) {
            return List.of();
        }
        var faults = new ArrayList<String>();
        Set<String> created = new HashSet<>();
        for (String statement : statements(sql)) {
            Matcher creates = CREATED.matcher(statement);
            if (creates.lookingAt()) {
                created.add(creates.group(1).replaceAll("\\(.*", ""));
            }
            STATEMENTS.forEach((shape, fault) -> note(statement, shape, fault, faults));
            Matcher unique = UNIQUE_INDEX.matcher(statement);
            if (unique.matches() && !created.contains(unique.group(1).replaceAll("\\(.*", ""))) {
                faults.add("adds a rule that the release before does not know: " + statement);
            }
            Matcher alters = ALTERED.matcher(statement);
            if (alters.matches() && !created.contains(alters.group(1))) {
                parts(alters.group(2)).forEach(part -> alteration(part, faults));
            }
        }
        return faults;
    }

    private static void alteration(String part, List<String> faults) {
        ALTERATIONS.forEach((shape, fault) -> note(part, shape, fault, faults));
        boolean column = part.matches("add (column )?(?!constraint\\b).*");
        boolean filled = part.matches(".*\\b(default|generated)\\b.*");
        if (column && part.contains("not null") && !filled) {
            faults.add("adds a required column without a default: " + part);
        }
    }

    private static void note(String text, String shape, String fault, List<String> faults) {
        if (text.matches(shape)) {
            faults.add(fault + ": " + text);
        }
    }

    /** One line each, in lower case, without comments and texts. */
    private static List<String> statements(String sql) {
        String bare =
                sql.replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "''")
                        .replaceAll("'(?:[^']|'')*'", "''")
                        .replaceAll("--[^\\n]*", " ")
                        .replaceAll("(?s)/\\*.*?\\*/", " ")
                        .toLowerCase(Locale.ROOT);
        return Pattern.compile(";")
                .splitAsStream(bare)
                .map(statement -> statement.replaceAll("\\s+", " ").strip())
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** The actions of one alter table: split at commas that stand in no brackets. */
    private static List<String> parts(String actions) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < actions.length(); i++) {
            char c = actions.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(actions.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(actions.substring(start).strip());
        return parts;
    }
}
