package org.xinqiao.gateway.permit;

import org.xinqiao.gateway.receive.ItemsWanted;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * A question about items that an agreement lets this city ask.
 *
 * @param wanted the question
 * @param trust what it was judged by
 */
public record PermittedItemsQuestion(ItemsWanted wanted, ActingTrust trust) {}
