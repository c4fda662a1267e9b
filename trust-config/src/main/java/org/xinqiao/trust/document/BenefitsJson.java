package org.xinqiao.trust.document;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.JsonNode;

/**
 * {@code benefits/<node>.json}:
 *
 * <pre>{@code
 * { "node": "cn-350200",
 *   "benefits": [ { "id": "cn-350200/library.deposit-free", "agreement": 350001, "class": 0,
 *       "title": { "zh": "图书馆免押金借阅", "en": "Library without deposit" },
 *       "limit": { "zh": "40册", "en": "40 books" }, "grant": "IMMEDIATE" }, … ] }
 * }</pre>
 */
public final class BenefitsJson {
    private static final Shape ID =
            Shapes.matching(
                    "must be a node, a slash and a name such as cn-350200/library.deposit-free",
                    "cn-[0-9]{6}/[a-z0-9-]{1,32}(\\.[a-z0-9-]{1,32}){1,3}");
    private static final Shape BENEFIT =
            ObjectShape.object()
                    .with("id", ID)
                    .with("agreement", Shapes.integer(1, AgreementJson.NUMBER_MAX))
                    .with("class", Shapes.integer(0, AgreementJson.CLASS_NUMBER_MAX))
                    .with("title", Shapes.NAME)
                    .maybe("limit", Shapes.NAME)
                    .with("grant", Shapes.constant(Grant.class))
                    .maybe("source", Shapes.TEXT)
                    .maybe("synthetic", Shapes.BOOL);
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("node", Shapes.NODE)
                    .with("benefits", Shapes.list(BENEFIT, 0, 1000));

    private BenefitsJson() {}

    /** Everything that is wrong with the document. */
    public static List<DocumentFault> check(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        String prefix = json.path("node").asString("") + "/";
        Set<String> ids = new HashSet<>();
        JsonNode benefits = json.path("benefits");
        for (int i = 0; i < benefits.size(); i++) {
            JsonNode id = benefits.path(i).path("id");
            String path = Shapes.at("benefits", i) + ".id";
            if (id.isString()) {
                faults.require(
                        id.stringValue().startsWith(prefix), path, "is not an id of this node");
                faults.require(ids.add(id.stringValue()), path, "stands twice");
            }
        }
        return faults.list();
    }

    /** The benefits of a document, all of one node. */
    public static List<Benefit> read(JsonNode json) throws MalformedDocument {
        return Reading.of(
                json,
                BenefitsJson::check,
                fields -> {
                    NodeId node = NodeId.parse(fields.text("node"));
                    return Reading.each(fields.objects("benefits"), each -> benefit(node, each));
                });
    }

    private static Benefit benefit(NodeId node, Fields fields) throws MalformedJson {
        Fields title = fields.object("title");
        Optional<Fields> limit = fields.optionalObject("limit");
        return new Benefit(
                fields.text("id"),
                node,
                fields.integer("agreement", 1, AgreementJson.NUMBER_MAX),
                fields.integer("class", 0, AgreementJson.CLASS_NUMBER_MAX),
                title.text("zh"),
                title.text("en"),
                limit.isPresent() ? limit.get().text("zh") : null,
                limit.isPresent() ? limit.get().text("en") : null,
                fields.constant("grant", Grant.class),
                fields.optionalBool("synthetic"));
    }
}
