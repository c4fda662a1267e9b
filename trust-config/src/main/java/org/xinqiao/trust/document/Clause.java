package org.xinqiao.trust.document;

/**
 * A clause of an agreement.
 *
 * @param id its id within the agreement
 * @param zh its words in Chinese
 * @param en its words in English
 */
public record Clause(String id, String zh, String en) {}
