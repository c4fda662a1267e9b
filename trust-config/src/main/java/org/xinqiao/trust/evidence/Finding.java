package org.xinqiao.trust.evidence;

/**
 * One thing that an evidence file proves, or that is wrong with it, in words.
 *
 * @param kind proof or fault
 * @param zh in Chinese
 * @param en in English
 */
public record Finding(Kind kind, String zh, String en) {
    /** What a finding is. */
    public enum Kind {
        /** Shown by a signature or a proof, under keys that the root leads to. */
        PROVEN,
        /** Something was changed: a signature, a hash or a proof does not hold. */
        ALTERED,
        /** Something that belongs to the exchange is not there. */
        LEFT_OUT,
        /** Something was no longer, or not yet, in force when it counts. */
        OUT_OF_DATE
    }

    /** Whether it speaks against the file. */
    public boolean isFault() {
        return kind != Kind.PROVEN;
    }

    static Finding proven(String zh, String en) {
        return new Finding(Kind.PROVEN, zh, en);
    }

    static Finding altered(String zh, String en) {
        return new Finding(Kind.ALTERED, zh, en);
    }

    static Finding leftOut(String zh, String en) {
        return new Finding(Kind.LEFT_OUT, zh, en);
    }

    static Finding outOfDate(String zh, String en) {
        return new Finding(Kind.OUT_OF_DATE, zh, en);
    }
}
