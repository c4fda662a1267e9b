package org.xinqiao.trust.document;

/**
 * One grade of a city's score and the rung it is worth.
 *
 * @param nameZh the city's own name for it
 * @param nameEn name in English
 * @param min the least score of the grade, inclusive
 * @param rung number of the rung
 */
public record Grade(String nameZh, String nameEn, int min, int rung) {}
