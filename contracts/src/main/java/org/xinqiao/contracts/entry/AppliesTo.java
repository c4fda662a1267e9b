package org.xinqiao.contracts.entry;

/** Whom an item is about. */
public enum AppliesTo {
    /** Natural persons. */
    NATURAL,
    /** Organisations. */
    ORGANISATION
}
