package org.xinqiao.contracts.crypto;

/** The two suites of algorithms; a member declares one or both. */
public enum Suite {
    /** International: ES256 or EdDSA, SHA-256, A256GCM, ECDH-ES on P-256. */
    INTL,
    /** Chinese commercial cryptography 商用密码: SM2 with SM3, SM4-GCM. */
    SM;

    /** The suite's digest, 32 bytes, over the parts one after another. */
    public byte[] digest(byte[]... parts) {
        return switch (this) {
            case INTL -> Digests.sha256(parts);
            case SM -> Digests.sm3(parts);
        };
    }
}
