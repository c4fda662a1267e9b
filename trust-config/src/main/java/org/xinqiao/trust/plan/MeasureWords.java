package org.xinqiao.trust.plan;

import java.util.stream.Collectors;
import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** Which measures may be asked for at all (R15). */
final class MeasureWords {
    private static final int MEASURE_DEPTH = 4;

    private MeasureWords() {}

    static void tell(Difference difference, Telling to) {
        String document = "measures/" + difference.at(1);
        boolean measure =
                difference.at(2).equals("measures") && difference.depth() >= MEASURE_DEPTH;
        boolean whole = difference.isAdded() || difference.isRemoved();
        if (difference.depth() == 2 && whole) {
            edition(difference, document, to);
        } else if (measure && difference.depth() == MEASURE_DEPTH && whole) {
            one(difference, document, to);
        } else if (measure && difference.at(MEASURE_DEPTH).equals("targets") && whole) {
            String code = difference.at(3);
            boolean added = difference.isAdded();
            to.tell(
                    kind(added),
                    document,
                    "惩戒措施 " + code + (added ? " 可适用于 " : " 不再适用于 ") + difference.at(5),
                    "measure "
                            + code
                            + (added ? " may be taken against " : " may not be taken against ")
                            + difference.at(5));
        } else {
            String subject = measure ? difference.at(3) : document;
            to.field(
                    Kind.MEASURE_CHANGES,
                    document,
                    new Names.Text("惩戒措施 " + subject, "measure " + subject),
                    difference.from(measure ? MEASURE_DEPTH : 2),
                    difference);
        }
    }

    private static Kind kind(boolean added) {
        return added ? Kind.MEASURE_ALLOWED : Kind.MEASURE_ENDS;
    }

    private static void edition(Difference difference, String document, Telling to) {
        JsonNode edition = difference.value();
        String codes =
                edition.path("measures")
                        .propertyStream()
                        .map(measure -> measure.getKey())
                        .collect(Collectors.joining(", "));
        String from = Values.plain(edition.path("from"));
        boolean added = difference.isAdded();
        to.tell(
                kind(added),
                document,
                (added ? "发布" : "撤下") + "惩戒措施清单 " + difference.at(1) + "（" + from + " 起）：" + codes,
                "edition "
                        + difference.at(1)
                        + " of the list of measures, from "
                        + from
                        + (added ? ", is published: " : ", is taken out: ")
                        + codes);
    }

    private static void one(Difference difference, String document, Telling to) {
        String code = difference.at(3);
        JsonNode measure = difference.value();
        Names.Text name = Names.name(measure.path("name"), code);
        boolean added = difference.isAdded();
        to.tell(
                kind(added),
                document,
                "惩戒措施 "
                        + code
                        + "（"
                        + name.zh()
                        + (added ? "）列入清单：依据 " : "）从清单删除：依据曾为 ")
                        + Values.plain(measure.path("basis")),
                "measure "
                        + code
                        + " ("
                        + name.en()
                        + (added ? ") may be asked for, by " : ") may not be asked for; it was by ")
                        + Values.plain(measure.path("basis")));
    }
}
