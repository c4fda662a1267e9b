package org.xinqiao.gateway.disclose;

import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.permit.PermittedItems;

/**
 * An answer about items that passed the filter.
 *
 * @param permitted the question
 * @param response what is said
 * @param data what may leave
 */
public record DisclosedItems(PermittedItems permitted, ItemsResponse response, Disclosed data)
        implements AboutMessage {
    @Override
    public Authentic message() {
        return permitted.message();
    }
}
