package org.xinqiao.contracts.entry;

/** The three kinds of public credit information. */
public enum ItemKind {
    /** 基本信息. */
    BASIC,
    /** 守信信息. */
    TRUSTWORTHY,
    /** 失信信息: only on the basis of a document with legal force (R03). */
    BREACH
}
