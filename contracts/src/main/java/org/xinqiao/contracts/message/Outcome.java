package org.xinqiao.contracts.message;

/**
 * What a decision can come to. There is no third outcome: a score may bring a benefit or nothing,
 * so an adverse outcome cannot be written down (rule R17).
 */
public enum Outcome {
    /** The benefit applies. */
    BENEFIT,
    /** It does not, and nothing else follows. */
    NO_EFFECT
}
