package org.xinqiao.trust.tuf;

/** Metadata or a target was refused; the refusal carries the facts. */
public final class TufRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient TufRefusal refusal;

    TufRefused(TufRefusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /** Which refusal, with its facts. */
    public TufRefusal refusal() {
        return refusal;
    }
}
