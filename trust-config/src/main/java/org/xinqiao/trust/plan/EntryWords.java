package org.xinqiao.trust.plan;

import java.util.stream.Collectors;
import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** Which entries of lists and records may be collected and shared. */
final class EntryWords {
    private static final int ITEM_DEPTH = 4;

    private EntryWords() {}

    static void tell(Difference difference, Telling to) {
        String document = "entries/" + difference.at(1);
        boolean item = difference.at(2).equals("items") && difference.depth() >= ITEM_DEPTH;
        if (difference.depth() == 2 && (difference.isAdded() || difference.isRemoved())) {
            version(difference, document, to);
        } else if (item
                && difference.depth() == ITEM_DEPTH
                && (difference.isAdded() || difference.isRemoved())) {
            whole(difference, document, to);
        } else {
            String subject = item ? difference.at(3) : document;
            to.field(
                    kind(difference, item),
                    document,
                    new Names.Text("条目目录 " + subject, "entries of kind " + subject),
                    difference.from(item ? ITEM_DEPTH : 2),
                    difference);
        }
    }

    /** Whom an item is about and to whom it is shown decide what leaves. */
    private static Kind kind(Difference difference, boolean item) {
        if (item && difference.from(ITEM_DEPTH).equals("class")) {
            int before = CatalogueWords.width(difference.before());
            int after = CatalogueWords.width(difference.after());
            if (before >= 0 && after >= 0) {
                return after < before ? Kind.LETS_OUT : Kind.HOLDS_BACK;
            }
        }
        if (item && difference.at(ITEM_DEPTH).equals("appliesTo")) {
            return difference.isAdded() ? Kind.LETS_OUT : Kind.HOLDS_BACK;
        }
        return Kind.CATALOGUE_CHANGES;
    }

    private static void version(Difference difference, String document, Telling to) {
        String items =
                difference
                        .value()
                        .path("items")
                        .propertyStream()
                        .map(item ->
                                item.getKey() + " " + Values.plain(item.getValue().path("class")))
                        .collect(Collectors.joining(", "));
        boolean added = difference.isAdded();
        to.tell(
                added ? Kind.LETS_OUT : Kind.HOLDS_BACK,
                document,
                (added ? "发布条目目录 " : "撤下条目目录 ") + difference.at(1) + "：" + items,
                "version "
                        + difference.at(1)
                        + " of the catalogue of entries "
                        + (added ? "is published: " : "is taken out: ")
                        + items);
    }

    private static void whole(Difference difference, String document, Telling to) {
        String code = difference.at(3);
        JsonNode item = difference.value();
        Names.Text name = Names.name(item.path("name"), code);
        String clazz = Values.plain(item.path("class"));
        if (difference.isAdded()) {
            to.tell(
                    Kind.LETS_OUT,
                    document,
                    "条目 " + code + "（" + name.zh() + "）列入目录：可归集并按 " + clazz + " 共享",
                    "entries of kind "
                            + code
                            + " ("
                            + name.en()
                            + ") may be collected, and shared as "
                            + clazz);
        } else {
            to.tell(
                    Kind.HOLDS_BACK,
                    document,
                    "条目 " + code + "（" + name.zh() + "）从目录删除：不再归集",
                    "entries of kind " + code + " (" + name.en() + ") may not be collected");
        }
    }
}
