package org.xinqiao.gateway.receive;

import java.time.Instant;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.ItemsRequest;

/**
 * Somebody in this city wants to ask another for data items.
 *
 * @param node which city
 * @param request about whom, for which items, by which duty
 * @param declared who asks, and what for: a purpose of the catalogue
 * @param caller name of the caller's token
 * @param at when
 */
public record ItemsWanted(
        NodeId node, ItemsRequest request, QueryDeclared declared, String caller, Instant at) {}
