package org.xinqiao.contracts.message;

import java.time.OffsetDateTime;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.benefit.notice.v1}: the sharing of application information 应用信息共享 that
 * agreements promise. It tells the home city and its resident; it is never an input to a score.
 *
 * @param request id of the recognition request that the benefit was granted on
 * @param benefit the benefit's id
 * @param event what happened
 * @param quantity how many units, such as books: 0 to {@value #QUANTITY_MAX}
 * @param at when, by the host city's clock
 */
public record BenefitNotice(
        MessageId request, String benefit, Event event, int quantity, OffsetDateTime at) {
    /** Most units of one event. */
    public static final int QUANTITY_MAX = 1_000_000;

    private static final int BENEFIT_CHARACTERS_MAX = 128;

    /** What happened to a benefit. */
    public enum Event {
        /** The host city honoured the code. */
        GRANTED,
        /** Units were taken. */
        USED,
        /** Units were given back. */
        RETURNED,
        /** The resident should look at something, such as a book overdue; they may object. */
        ATTENTION
    }

    /** Reads the data; unknown members are refused. */
    public static BenefitNotice parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var notice =
                new BenefitNotice(
                        request(fields),
                        fields.text("benefit", BENEFIT_CHARACTERS_MAX),
                        fields.constant("event", Event.class),
                        fields.integer("quantity", 0, QUANTITY_MAX),
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

    /** The data as JSON. */
    public ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("request", request.toString())
                .put("benefit", benefit)
                .put("event", event.name())
                .put("quantity", quantity)
                .put("at", Rfc3339.format(at));
    }
}
