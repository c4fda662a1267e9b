package org.xinqiao.gateway.authenticate;

import org.xinqiao.contracts.message.ItemsRequest;

/**
 * A partner asks for data items about one subject.
 *
 * @param message the request's message
 * @param request what it asks
 * @param purpose what for
 */
public record ItemsAsked(Authentic message, ItemsRequest request, String purpose)
        implements AboutMessage {}
