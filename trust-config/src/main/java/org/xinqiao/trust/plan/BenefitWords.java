package org.xinqiao.trust.plan;

import org.xinqiao.trust.plan.Change.Kind;
import tools.jackson.databind.JsonNode;

/** What a city says of its benefits; who gains or loses them is {@link Grants}. */
final class BenefitWords {
    private BenefitWords() {}

    static void tell(Difference difference, Telling to) {
        String node = difference.at(1);
        String document = "benefits/" + node;
        JsonNode value = difference.value();
        if (difference.depth() == 2 && (difference.isAdded() || difference.isRemoved())) {
            Names.Text name = to.names().node(node);
            int count = value.path("benefits").size();
            to.tell(
                    Kind.BENEFIT_CHANGES,
                    document,
                    name.zh() + (difference.isAdded() ? " 公布 " : " 撤回 ") + count + " 项权益",
                    name.en()
                            + (difference.isAdded() ? " publishes " : " withdraws ")
                            + count
                            + " benefits");
            JsonNode benefits = value.path("benefits");
            benefits.propertyNames()
                    .forEach(id -> whole(node, id, benefits.path(id), difference.isAdded(), to));
        } else if (difference.depth() == 4 && (difference.isAdded() || difference.isRemoved())) {
            whole(node, difference.at(3), value, difference.isAdded(), to);
        } else {
            String id = difference.depth() > 4 ? difference.at(3) : "";
            Names.Text subject =
                    id.isEmpty()
                            ? to.names().node(node)
                            : new Names.Text("权益 " + id, "benefit " + id);
            to.field(
                    Kind.BENEFIT_CHANGES,
                    document,
                    subject,
                    difference.from(id.isEmpty() ? 2 : 4),
                    difference);
        }
    }

    private static void whole(String node, String id, JsonNode benefit, boolean added, Telling to) {
        Names.Text city = to.names().node(node);
        Names.Text title = Names.name(benefit.path("title"), id);
        String agreement = Values.plain(benefit.path("agreement"));
        String number = Values.plain(benefit.path("class"));
        to.tell(
                Kind.BENEFIT_CHANGES,
                "benefits/" + node,
                city.zh()
                        + (added ? " 新设权益“" : " 取消权益“")
                        + title.zh()
                        + "”（"
                        + id
                        + "，协议 "
                        + agreement
                        + " 第 "
                        + number
                        + " 类"
                        + limit(benefit, "zh", "，限额：")
                        + "）",
                city.en()
                        + (added ? " offers \"" : " withdraws \"")
                        + title.en()
                        + "\" ("
                        + id
                        + ", class "
                        + number
                        + " of agreement "
                        + agreement
                        + limit(benefit, "en", ", limit: ")
                        + ")");
    }

    private static String limit(JsonNode benefit, String language, String words) {
        String limit = benefit.path("limit").path(language).asString("");
        return limit.isEmpty() ? "" : words + limit;
    }
}
