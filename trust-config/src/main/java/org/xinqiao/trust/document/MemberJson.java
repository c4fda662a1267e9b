package org.xinqiao.trust.document;

import java.util.List;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code members/<node>.json}:
 *
 * <pre>{@code
 * { "id": "cn-350200", "name": { "zh": "厦门市", "en": "Xiamen" }, "level": "CITY",
 *   "parent": "cn-350000", "state": "ACTIVE", "synthetic": true }
 * }</pre>
 */
public final class MemberJson {
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("id", Shapes.NODE)
                    .with("name", Shapes.NAME)
                    .with("level", Shapes.constant(Level.class))
                    .maybe("parent", Shapes.NODE)
                    .with("state", Shapes.constant(MemberState.class))
                    .maybe("synthetic", Shapes.BOOL);

    private MemberJson() {}

    /** Everything that is wrong with the document. */
    public static List<DocumentFault> check(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        if (faults.none()) {
            boolean nation = json.get("level").stringValue().equals(Level.NATION.name());
            faults.require(
                    nation != json.has("parent"),
                    "parent",
                    nation ? "the nation has none" : "every member but the nation has one");
            faults.require(
                    !json.get("id").equals(json.get("parent")), "parent", "must be another member");
        }
        return faults.list();
    }

    /** The member that a document describes. */
    public static Member read(JsonNode json) throws MalformedDocument {
        return Reading.of(json, MemberJson::check, MemberJson::member);
    }

    private static Member member(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        return new Member(
                NodeId.parse(fields.text("id")),
                name.text("zh"),
                name.text("en"),
                fields.constant("level", Level.class),
                fields.optionalText("parent").map(NodeId::parse).orElse(null),
                fields.constant("state", MemberState.class));
    }

    /** The document that describes a member. */
    public static ObjectNode write(Member member) {
        ObjectNode json = StrictJson.object().put("id", member.id().value());
        json.set("name", Reading.name(member.nameZh(), member.nameEn()));
        json.put("level", member.level().name());
        if (member.parent() != null) {
            json.put("parent", member.parent().value());
        }
        return json.put("state", member.state().name());
    }
}
