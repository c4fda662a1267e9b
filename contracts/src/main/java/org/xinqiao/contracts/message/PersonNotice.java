package org.xinqiao.contracts.message;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.person.notice.v1}, by which a node tells the platform of its own city what
 * a person should hear. It names the consent, by which the platform knows the person, and no
 * identity number.
 *
 * @param kind what happened
 * @param consent the consent that it is about
 * @param city the other city, if one has to do with it
 * @param benefit the benefit's id, if one has to do with it
 * @param at when it happened, or will
 */
public record PersonNotice(
        Kind kind,
        UUID consent,
        @Nullable NodeId city,
        @Nullable String benefit,
        OffsetDateTime at) {
    private static final int BENEFIT_CHARACTERS_MAX = 128;

    /** What a person is told of. */
    public enum Kind {
        /** The consent ends at {@code at}. */
        CONSENT_ENDING("consent-ending"),
        /** For the first time {@code city} honoured a code of this consent. */
        HONOURED_SOMEWHERE_NEW("honoured-somewhere-new"),
        /** The city answered an objection; the wallet shows the answer. */
        OBJECTION_ANSWERED("objection-answered");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** The text on the wire. */
        public String wire() {
            return wire;
        }

        /** The kind of a text. */
        public static Optional<Kind> ofWire(String wire) {
            return Arrays.stream(values()).filter(kind -> kind.wire.equals(wire)).findFirst();
        }
    }

    /** Reads the data; unknown members are refused. */
    public static PersonNotice parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var notice =
                new PersonNotice(
                        fields.oneOf("kind", Kind::ofWire),
                        consent(fields),
                        fields.has("city") ? city(fields) : null,
                        fields.has("benefit")
                                ? fields.text("benefit", BENEFIT_CHARACTERS_MAX)
                                : null,
                        fields.time("at"));
        fields.end();
        return notice;
    }

    private static UUID consent(Fields fields) throws MalformedJson {
        try {
            return UUID.fromString(fields.text("consent"));
        } catch (IllegalArgumentException e) {
            throw fields.malformed("consent", "a UUID");
        }
    }

    private static NodeId city(Fields fields) throws MalformedJson {
        try {
            return NodeId.parse(fields.text("city"));
        } catch (InvalidIdentifier e) {
            throw fields.malformed("city", "cn- and six digits");
        }
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", kind.wire());
        json.put("consent", consent.toString());
        if (city != null) {
            json.put("city", city.value());
        }
        if (benefit != null) {
            json.put("benefit", benefit);
        }
        json.put("at", Rfc3339.format(at));
        return json;
    }
}
