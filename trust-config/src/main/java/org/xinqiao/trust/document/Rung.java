package org.xinqiao.trust.document;

/** One rung of the common ladder; a higher number is better. */
public record Rung(int number, String nameZh, String nameEn) {}
