package org.xinqiao.trust.plan;

import java.util.stream.Collectors;
import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** What cities ask each other for. */
final class QueryWords {
    private static final int ANSWERS = 3;
    private static final int CLAUSE = 4;
    private static final int PART = 5;
    private static final int MEMBER = 6;

    private QueryWords() {}

    /** A difference somewhere within {@code agreements/<number>/queries}. */
    static void tell(Difference difference, String document, Names.Text name, Telling to) {
        boolean whole = difference.isAdded() || difference.isRemoved();
        boolean answers = difference.depth() > ANSWERS && difference.at(ANSWERS).equals("answers");
        if (whole && difference.depth() == ANSWERS) {
            begins(difference.value(), difference.isAdded(), document, name, to);
        } else if (whole && answers && difference.depth() == PART) {
            grant(
                    difference.at(CLAUSE),
                    difference.value(),
                    difference.isAdded(),
                    document,
                    name,
                    to);
        } else if (whole && answers && difference.depth() == MEMBER + 1) {
            member(difference, document, name, to);
        } else {
            to.field(Kind.AGREEMENT_CHANGES, document, name, difference.from(2), difference);
        }
    }

    /** All of them at once, where they come or go together. */
    static void begins(
            JsonNode queries, boolean added, String document, Names.Text name, Telling to) {
        JsonNode answers = queries.path("answers");
        for (String clause : answers.propertyNames()) {
            grant(clause, answers.path(clause), added, document, name, to);
        }
    }

    private static void grant(
            String clause,
            JsonNode grant,
            boolean added,
            String document,
            Names.Text name,
            Telling to) {
        int items = grant.path("items").size();
        String what = texts(grant.path("items"));
        String purposes = texts(grant.path("purposes"));
        String duties = texts(grant.path("duties"));
        to.tell(
                added ? Kind.LETS_OUT : Kind.HOLDS_BACK,
                document,
                name.zh()
                        + " 第 "
                        + clause
                        + " 条："
                        + nodes(grant.path("by"), to, true)
                        + (added ? " 答复 " : " 不再答复 ")
                        + nodes(grant.path("to"), to, true)
                        + " 的查询，用途 "
                        + purposes
                        + (duties.isEmpty() ? "" : "，法定职责 " + duties)
                        + "，共 "
                        + items
                        + " 项："
                        + what,
                name.en()
                        + " clause "
                        + clause
                        + ": "
                        + nodes(grant.path("by"), to, false)
                        + (added ? " answer " : " no longer answer ")
                        + nodes(grant.path("to"), to, false)
                        + " for "
                        + purposes
                        + (duties.isEmpty() ? "" : ", by duty " + duties)
                        + ", "
                        + items
                        + " items: "
                        + what);
    }

    /** One node, purpose, duty or item more or less: each lets something out or holds it back. */
    private static void member(
            Difference difference, String document, Names.Text name, Telling to) {
        String part = difference.at(PART);
        String clause = difference.at(CLAUSE);
        String value = difference.at(MEMBER);
        boolean added = difference.isAdded();
        to.tell(
                added ? Kind.LETS_OUT : Kind.HOLDS_BACK,
                document,
                name.zh() + " 第 " + clause + " 条互查" + (added ? "增加 " : "减少 ") + part + " " + value,
                name.en()
                        + " clause "
                        + clause
                        + (added ? " now has " : " no longer has ")
                        + value
                        + " among its "
                        + part);
    }

    private static String texts(JsonNode set) {
        return set.isObject()
                ? set.propertyNames().stream().sorted().collect(Collectors.joining(", "))
                : set.isMissingNode() ? "" : Values.plain(set);
    }

    private static String nodes(JsonNode set, Telling to, boolean chinese) {
        if (!set.isObject()) {
            return Values.plain(set);
        }
        return set.propertyNames().stream()
                .sorted()
                .map(node -> to.names().node(node))
                .map(text -> chinese ? text.zh() : text.en())
                .collect(Collectors.joining(chinese ? "、" : ", "));
    }
}
