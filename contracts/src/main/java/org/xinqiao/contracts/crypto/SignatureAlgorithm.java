package org.xinqiao.contracts.crypto;

import java.util.Optional;

/** The signature algorithms of the protocol with their names in JOSE and COSE. */
public enum SignatureAlgorithm {
    /** ECDSA on P-256 with SHA-256. */
    ES256("ES256", -7, Suite.INTL),
    /** Ed25519. */
    EDDSA("EdDSA", -8, Suite.INTL),
    /** SM2 with SM3 (GB/T 32918.2), user id 1234567812345678; names for private use. */
    SM2SM3("SM2SM3", -65537, Suite.SM);

    /** How long every signature is: r and s, or R and S, 32 bytes each. */
    public static final int SIGNATURE_BYTES = 64;

    private final String jose;
    private final int cose;
    private final Suite suite;

    SignatureAlgorithm(String jose, int cose, Suite suite) {
        this.jose = jose;
        this.cose = cose;
        this.suite = suite;
    }

    /** The name in a JOSE header. */
    public String jose() {
        return jose;
    }

    /** The number in a COSE header. */
    public int cose() {
        return cose;
    }

    /** The suite that it belongs to. */
    public Suite suite() {
        return suite;
    }

    /** The algorithm of a JOSE name; empty for {@code none} and every other that is not agreed. */
    public static Optional<SignatureAlgorithm> ofJose(String name) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.jose.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The algorithm of a COSE number; empty where it is not agreed. */
    public static Optional<SignatureAlgorithm> ofCose(long number) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.cose == number) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
