package org.xinqiao.contracts.entry;

/** What becomes of an entry that breaks a rule; none is ever dropped in silence. */
public enum Verdict {
    /** It is not accepted at its source, and set aside at every receiver: law forbids it. */
    REJECT,
    /** It is set aside until it is corrected, and reported back 反馈. */
    QUARANTINE,
    /** It passes with a mark. */
    FLAG
}
