package org.xinqiao.contracts.entry;

/** How grave a breach 失信 is. */
public enum Severity {
    /** 轻微. */
    MINOR,
    /** 一般. */
    GENERAL,
    /** 严重. */
    SEVERE
}
