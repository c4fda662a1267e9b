package org.xinqiao.contracts.entry;

/** Where an entry stands in its life. */
public enum EntryState {
    /** In force. */
    ACTIVE,
    /** 异议: its subject objects; every showing says so (R14). */
    DISPUTED,
    /** 暂停公示: a review or lawsuit is pending; it is not displayed meanwhile (R14). */
    SUSPENDED,
    /** 已修复: repaired; no longer displayed, shared or used (R12). */
    REPAIRED,
    /** 撤销: it should never have been, or its document was annulled. */
    WITHDRAWN;

    /** Whether it may be displayed and used at all. */
    public boolean inUse() {
        return this == ACTIVE || this == DISPUTED;
    }
}
