package org.xinqiao.trust.document;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.JsonNode;

/**
 * The member {@code queries} of an agreement:
 *
 * <pre>{@code
 * { "duties":  [ { "id": "labour.inspection", "name": { "zh": "…", "en": "…" }, "law": "…第十条" } ],
 *   "answers": [ { "clause": "2.2", "by": ["cn-350200"], "to": ["cn-350100"],
 *                  "purposes": ["supervision.joint"], "duties": ["labour.inspection"],
 *                  "items": ["labour.grade"] } ] }
 * }</pre>
 */
final class QueryTermsJson {
    private static final int DUTIES_MAX = 200;
    private static final int ANSWERS_MAX = 200;
    private static final int ITEMS_MAX = 10_000;

    private static final Shape DUTY =
            ObjectShape.object()
                    .with("id", Shapes.PURPOSE)
                    .with("name", Shapes.NAME)
                    .with("law", Shapes.TEXT);
    private static final Shape GRANT =
            ObjectShape.object()
                    .with("clause", Shapes.TEXT)
                    .with("by", Shapes.set(Shapes.NODE, 1, 64))
                    .with("to", Shapes.set(Shapes.NODE, 1, 64))
                    .with("purposes", Shapes.set(Shapes.PURPOSE, 1, 64))
                    .maybe("duties", Shapes.set(Shapes.PURPOSE, 1, 64))
                    .with("items", Shapes.set(Shapes.CODE, 1, ITEMS_MAX));
    static final Shape SHAPE =
            ObjectShape.object()
                    .maybe("duties", Shapes.list(DUTY, 0, DUTIES_MAX))
                    .with("answers", Shapes.list(GRANT, 1, ANSWERS_MAX));

    private QueryTermsJson() {}

    /** What must hold between its members, and with the rest of the agreement. */
    static void check(JsonNode agreement, Set<String> clauses, Faults faults) {
        JsonNode queries = agreement.path("queries");
        Set<String> duties = new HashSet<>();
        for (int i = 0; i < queries.path("duties").size(); i++) {
            JsonNode id = queries.path("duties").path(i).path("id");
            faults.require(
                    !id.isString() || duties.add(id.stringValue()),
                    Shapes.at("queries.duties", i) + ".id",
                    "stands twice");
        }
        Set<String> parties = texts(agreement.path("parties"));
        Set<String> named = new HashSet<>();
        for (int i = 0; i < queries.path("answers").size(); i++) {
            JsonNode grant = queries.path("answers").path(i);
            String path = Shapes.at("queries.answers", i);
            JsonNode clause = grant.path("clause");
            if (clause.isString()) {
                faults.require(
                        clauses.contains(clause.stringValue()),
                        path + ".clause",
                        "is not a clause of the agreement");
                faults.require(
                        named.add(clause.stringValue()),
                        path + ".clause",
                        "another grant rests on the same clause");
            }
            among(grant, path, "by", parties, "is not a party", faults);
            among(grant, path, "to", parties, "is not a party", faults);
            among(grant, path, "duties", duties, "is not a duty of the agreement", faults);
            noScores(grant.path("items"), path, faults);
        }
    }

    /** R17: a score goes by the code that its holder shows, and brings a benefit or nothing. */
    private static void noScores(JsonNode items, String path, Faults faults) {
        for (int i = 0; i < items.size(); i++) {
            faults.require(
                    !items.path(i).isString()
                            || !QueryTerms.isOfScores(items.path(i).stringValue()),
                    Shapes.at(path + ".items", i),
                    "a score is never asked for (R17): it goes by the credit code alone");
        }
    }

    private static void among(
            JsonNode grant,
            String path,
            String member,
            Set<String> known,
            String rule,
            Faults faults) {
        for (int i = 0; i < grant.path(member).size(); i++) {
            JsonNode value = grant.path(member).path(i);
            faults.require(
                    !value.isString() || known.contains(value.stringValue()),
                    Shapes.at(path + "." + member, i),
                    rule);
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.valueStream().filter(JsonNode::isString).forEach(it -> texts.add(it.stringValue()));
        return texts;
    }

    static QueryTerms read(Fields fields) throws MalformedJson {
        return new QueryTerms(
                fields.has("duties")
                        ? Reading.each(fields.objects("duties"), QueryTermsJson::duty)
                        : List.of(),
                Reading.each(fields.objects("answers"), QueryTermsJson::grant));
    }

    private static Duty duty(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        return new Duty(fields.text("id"), name.text("zh"), name.text("en"), fields.text("law"));
    }

    private static ItemGrant grant(Fields fields) throws MalformedJson {
        return new ItemGrant(
                fields.text("clause"),
                nodes(fields.texts("by")),
                nodes(fields.texts("to")),
                Set.copyOf(fields.texts("purposes")),
                Set.copyOf(fields.optionalTexts("duties")),
                Set.copyOf(fields.texts("items")));
    }

    private static Set<NodeId> nodes(List<String> texts) {
        Set<NodeId> nodes = new TreeSet<>();
        texts.forEach(text -> nodes.add(NodeId.parse(text)));
        return nodes;
    }
}
