package org.xinqiao.trust.document;

/** How much the other city learns; from the least to the most. */
public enum DisclosureLevel {
    /** Only whether a benefit applies. */
    ELIGIBILITY,
    /** The rung of the common ladder too. */
    RUNG,
    /** The home city's grade too. */
    GRADE,
    /** The score itself too. */
    SCORE
}
