package org.xinqiao.contracts.crypto;

/** What cannot be decrypted with this key in this place; why is not said. */
public final class BadCiphertext extends Exception {
    private static final long serialVersionUID = 1L;

    /** A ciphertext that does not open. */
    public BadCiphertext() {
        super("The ciphertext does not open.", null, false, false);
    }
}
