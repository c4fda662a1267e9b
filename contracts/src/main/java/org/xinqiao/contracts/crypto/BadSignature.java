package org.xinqiao.contracts.crypto;

/** The signature is not this key's over this message. It says no more: why would help to guess. */
public final class BadSignature extends Exception {
    private static final long serialVersionUID = 1L;

    /** A signature that does not hold. */
    public BadSignature() {
        super("The signature does not hold.", null, false, false);
    }
}
