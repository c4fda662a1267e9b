package org.xinqiao.trust.document;

/** One clause of an agreement, in both languages. */
public record Clause(String id, String zh, String en) {}
