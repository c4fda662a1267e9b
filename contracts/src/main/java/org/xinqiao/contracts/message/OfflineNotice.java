package org.xinqiao.contracts.message;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.offline.notice.v1}: while the home city was out of reach, its code was
 * honoured by what the pass itself says. The code is submitted with it.
 *
 * @param request id of the recognition request that got no answer; later notices about the visit
 *     name it
 * @param code the credit code's text, as scanned
 * @param benefits what was granted, 1 to {@value #BENEFITS_MAX} different ids
 * @param terminal opaque name of the counter's terminal
 * @param at when the code was shown, by the host city's clock
 */
public record OfflineNotice(
        MessageId request, String code, List<String> benefits, String terminal, OffsetDateTime at) {
    /** Most benefits of one visit. */
    public static final int BENEFITS_MAX = RecognitionRequest.BENEFITS_MAX;

    /** Keeps its own copy. */
    public OfflineNotice {
        benefits = List.copyOf(benefits);
    }

    /** Reads the data; unknown members are refused. */
    public static OfflineNotice parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var notice =
                new OfflineNotice(
                        request(fields),
                        fields.text("code"),
                        benefits(fields),
                        fields.text("terminal", RecognitionRequest.TERMINAL_CHARACTERS_MAX),
                        fields.time("at"));
        fields.end();
        return notice;
    }

    private static MessageId request(Fields fields) throws MalformedJson {
        try {
            return MessageId.parse(fields.text("request"));
        } catch (IllegalArgumentException e) {
            throw fields.malformed("request", "a UUIDv7 in canonical form");
        }
    }

    private static List<String> benefits(Fields fields) throws MalformedJson {
        List<String> benefits = fields.texts("benefits");
        if (benefits.isEmpty()
                || benefits.size() > BENEFITS_MAX
                || new HashSet<>(benefits).size() < benefits.size()) {
            throw fields.malformed("benefits", "1 to " + BENEFITS_MAX + " different benefits");
        }
        return benefits;
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("request", request.toString()).put("code", code);
        ArrayNode array = json.putArray("benefits");
        benefits.forEach(array::add);
        json.put("terminal", terminal);
        json.put("at", at.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        return json;
    }
}
