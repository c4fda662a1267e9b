package org.xinqiao.contracts.entry;

/** How a penalty was decided. */
public enum Procedure {
    /** 普通程序. */
    ORDINARY,
    /** 简易程序: on the spot. */
    SIMPLE
}
