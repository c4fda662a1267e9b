package org.xinqiao.contracts.entry;

/** 公开属性: to whom an item may be shown. Every item has exactly one. */
public enum DisclosureClass {
    /** 社会公开: to everybody. */
    PUBLIC,
    /** 授权查询: to the subject, or to someone whom the subject authorised. */
    AUTHORISED,
    /** 政务共享: between government bodies, for a stated statutory duty. */
    GOVERNMENT
}
