package org.xinqiao.trust.plan;

import java.util.Arrays;
import java.util.List;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Tag;
import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** What may be exchanged at all: the items of the catalogue that counts. */
final class CatalogueWords {
    private static final List<DisclosureClass> WIDEST_FIRST =
            List.of(DisclosureClass.PUBLIC, DisclosureClass.AUTHORISED, DisclosureClass.GOVERNMENT);

    private CatalogueWords() {}

    static void tell(Difference difference, String document, Telling to) {
        boolean item = difference.at(1).equals("items") && difference.depth() >= 3;
        if (item && difference.depth() == 3 && (difference.isAdded() || difference.isRemoved())) {
            whole(difference, document, to);
        } else if (item && difference.from(3).equals("class")) {
            clazz(difference, document, to);
        } else if (item && difference.at(3).equals("tags")) {
            tags(difference, document, to);
        } else if (item && difference.at(3).equals("appliesTo") && difference.depth() == 5) {
            // The law forbids less about organisations, so whom an item is about decides, too.
            String code = difference.at(2);
            Kind kind = difference.isAdded() ? Kind.LETS_OUT : Kind.HOLDS_BACK;
            to.tell(
                    kind,
                    document,
                    "数据项 " + code + (difference.isAdded() ? " 适用于 " : " 不再适用于 ") + difference.at(4),
                    "item "
                            + code
                            + (difference.isAdded() ? " is now about " : " is no longer about ")
                            + difference.at(4));
        } else {
            String subject = item ? difference.at(2) : document;
            to.field(
                    Kind.CATALOGUE_CHANGES,
                    document,
                    new Names.Text("目录 " + subject, "catalogue " + subject),
                    difference.from(item ? 3 : 1),
                    difference);
        }
    }

    private static void whole(Difference difference, String document, Telling to) {
        String code = difference.at(2);
        JsonNode item = difference.value();
        Names.Text name = Names.name(item.path("name"), code);
        String clazz = Values.plain(item.path("class"));
        if (!difference.isAdded()) {
            to.tell(
                    Kind.HOLDS_BACK,
                    document,
                    "数据项 " + code + "（" + name.zh() + "）从目录删除：不再交换",
                    "item " + code + " (" + name.en() + ") leaves the catalogue: never exchanged");
        } else if (isForbidden(item)) {
            to.tell(
                    Kind.HOLDS_BACK,
                    document,
                    "数据项 " + code + "（" + name.zh() + "）列入目录，关于自然人时一律拒绝",
                    "item "
                            + code
                            + " ("
                            + name.en()
                            + ") is named so that it is refused about natural persons");
        } else {
            to.tell(
                    Kind.LETS_OUT,
                    document,
                    "数据项 "
                            + code
                            + "（"
                            + name.zh()
                            + "）列入目录：可按 "
                            + clazz
                            + " 交换"
                            + written(item, "，须书面同意"),
                    "item "
                            + code
                            + " ("
                            + name.en()
                            + ") enters the catalogue: may be exchanged as "
                            + clazz
                            + written(item, ", with written consent"));
        }
    }

    private static boolean isForbidden(JsonNode item) {
        return item.path("appliesTo").has("NATURAL")
                && Arrays.stream(Tag.values())
                        .filter(Tag::isForbidden)
                        .anyMatch(tag -> item.path("tags").has(tag.name()));
    }

    private static String written(JsonNode item, String words) {
        return item.path("tags").has(Tag.WRITTEN_CONSENT.name()) ? words : "";
    }

    private static void clazz(Difference difference, String document, Telling to) {
        int before = width(difference.before());
        int after = width(difference.after());
        Kind kind =
                before < 0 || after < 0
                        ? Kind.CATALOGUE_CHANGES
                        : after < before ? Kind.LETS_OUT : Kind.HOLDS_BACK;
        Names.Text item = new Names.Text("数据项 " + difference.at(2), "item " + difference.at(2));
        to.field(kind, document, item, "class", difference);
    }

    /** The wider a class is, the lower; -1 where it is none. */
    static int width(JsonNode clazz) {
        for (int i = 0; i < WIDEST_FIRST.size(); i++) {
            if (WIDEST_FIRST.get(i).name().equals(clazz.asString(""))) {
                return i;
            }
        }
        return -1;
    }

    private static void tags(Difference difference, String document, Telling to) {
        Names.Text item = new Names.Text("数据项 " + difference.at(2), "item " + difference.at(2));
        to.field(
                difference.isRemoved() ? Kind.LETS_OUT : Kind.HOLDS_BACK,
                document,
                item,
                difference.from(3),
                difference);
    }
}
