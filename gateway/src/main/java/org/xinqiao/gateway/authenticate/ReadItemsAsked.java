package org.xinqiao.gateway.authenticate;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.problem.Refusal;

/** Station 2 for a question about data items: what it says is well formed, and for a purpose. */
@Component
public class ReadItemsAsked {
    /** The question. */
    @Handler
    public ItemsAsked read(Authentic message) throws Refusal {
        String purpose = message.envelope().purpose();
        if (purpose == null || purpose.isBlank()) {
            throw Refusals.field("xqpurpose", "required by a question about items");
        }
        try {
            return new ItemsAsked(message, ItemsRequest.parse(message.envelope().data()), purpose);
        } catch (MalformedJson e) {
            throw Refusals.field(e.path(), e.rule());
        }
    }
}
