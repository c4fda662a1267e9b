package org.xinqiao.trust.document;

/** How much a recipient learns, the least first (protocol, section 5; rule R22). */
public enum DisclosureLevel {
    /** Whether a benefit applies (default). */
    ELIGIBILITY,
    /** The rung on the common ladder. */
    RUNG,
    /** The city's own grade name. */
    GRADE,
    /** The score. */
    SCORE
}
