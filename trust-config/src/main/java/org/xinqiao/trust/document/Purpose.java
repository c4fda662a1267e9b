package org.xinqiao.trust.document;

/** What something may be asked for, as people read it. */
public record Purpose(String id, String nameZh, String nameEn) {}
