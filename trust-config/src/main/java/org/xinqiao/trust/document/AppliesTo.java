package org.xinqiao.trust.document;

/** Whom an item is about. */
public enum AppliesTo {
    /** Natural persons. */
    NATURAL,
    /** Organisations. */
    ORGANISATION
}
