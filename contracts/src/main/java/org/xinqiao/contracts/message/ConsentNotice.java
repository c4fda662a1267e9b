package org.xinqiao.contracts.message;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.consent.notice.v1}: from now on the passes of a consent stand like this.
 *
 * @param consentRefs references of the passes that the receiver was shown; 1 to {@value #REFS_MAX}
 * @param revision counts the consent's changes; a lower one than is known has no effect
 * @param state the state now; {@link State#WITHDRAWN} is final
 * @param effective since when
 */
public record ConsentNotice(
        List<ConsentRef> consentRefs, long revision, State state, OffsetDateTime effective) {
    /** Most references in one notice. */
    public static final int REFS_MAX = 1_000;

    private static final long REVISION_MAX = Integer.MAX_VALUE;

    /** How a consent stands. */
    public enum State {
        /** It holds. */
        ACTIVE,
        /** Its giver has suspended it for now. */
        PAUSED,
        /** Its giver has withdrawn it for good. */
        WITHDRAWN
    }

    /** Keeps its own copy. */
    public ConsentNotice {
        consentRefs = List.copyOf(consentRefs);
    }

    /** Reads the data; unknown members are refused. */
    public static ConsentNotice parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var notice =
                new ConsentNotice(
                        refs(fields),
                        fields.integer("revision", 1, REVISION_MAX),
                        fields.constant("state", State.class),
                        fields.time("effective"));
        fields.end();
        return notice;
    }

    private static List<ConsentRef> refs(Fields fields) throws MalformedJson {
        List<String> texts = fields.texts("consentRefs");
        if (texts.isEmpty()
                || texts.size() > REFS_MAX
                || new HashSet<>(texts).size() < texts.size()) {
            throw fields.malformed("consentRefs", "1 to " + REFS_MAX + " different references");
        }
        var refs = new ArrayList<ConsentRef>();
        for (String text : texts) {
            byte[] bytes = Base64Url.decode(text);
            if (bytes.length != ConsentRef.BYTES) {
                throw fields.malformed("consentRefs", "base64url of 8 bytes each");
            }
            refs.add(new ConsentRef(bytes));
        }
        return refs;
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode refs = json.putArray("consentRefs");
        consentRefs.forEach(ref -> refs.add(ref.wire()));
        json.put("revision", revision);
        json.put("state", state.name());
        json.put("effective", Rfc3339.format(effective));
        return json;
    }
}
