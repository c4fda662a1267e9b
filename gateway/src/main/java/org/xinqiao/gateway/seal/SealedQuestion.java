package org.xinqiao.gateway.seal;

import org.xinqiao.gateway.permit.Visit;

/**
 * The signed question to the home city.
 *
 * @param visit what it is about
 * @param question what is sent
 */
public record SealedQuestion(Visit visit, Sealed question) {}
