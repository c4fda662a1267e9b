package org.xinqiao.gateway.seal;

import org.xinqiao.gateway.permit.PermittedItemsQuestion;

/**
 * The signed question about items.
 *
 * @param permitted what it is about
 * @param question what is sent
 */
public record SealedItemsQuestion(PermittedItemsQuestion permitted, Sealed question) {}
