package org.xinqiao.contracts.entry;

/** The lists that an item may belong to. */
public enum ListKind {
    /** 失信联合惩戒对象名单. */
    BLACK,
    /** 红名单. */
    RED,
    /** 重点关注名单. */
    FOCUS
}
