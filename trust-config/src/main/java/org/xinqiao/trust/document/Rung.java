package org.xinqiao.trust.document;

/**
 * One rung of an agreement's common ladder.
 *
 * @param number higher is better; 0 is the lowest
 * @param nameZh name in Chinese
 * @param nameEn name in English
 */
public record Rung(int number, String nameZh, String nameEn) {}
