package org.xinqiao.trust.document;

/**
 * One of a city's own grades.
 *
 * @param nameZh its name in Chinese
 * @param nameEn its name in English
 * @param min the lowest score that earns it, itself included
 * @param rung the rung of the common ladder that it stands for
 */
public record Grade(String nameZh, String nameEn, int min, int rung) {}
