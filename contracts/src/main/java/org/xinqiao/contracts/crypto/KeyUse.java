package org.xinqiao.contracts.crypto;

import java.util.Locale;
import java.util.Optional;

/** What a published key may be used for; a signature by a key without the use does not count. */
public enum KeyUse {
    /** Messages between nodes. */
    MESSAGE,
    /** Passes in credit codes. */
    PASS,
    /** Status lists. */
    STATUS,
    /** Consents and their receipts. */
    CONSENT,
    /** Manifests and checkpoints of streams. */
    STREAM,
    /** Agreements. */
    AGREEMENT,
    /** Encryption to the key's holder. */
    ENC,
    /** Checkpoints of the node's own evidence log; Ed25519, and nothing else signs with it. */
    LOG,
    /** Cosignatures under other nodes' checkpoints; Ed25519, and nothing else signs with it. */
    WITNESS;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name in documents, in lower case. */
    public String wire() {
        return wire;
    }

    /** The use of a name in documents. */
    public static Optional<KeyUse> ofWire(String name) {
        for (KeyUse use : values()) {
            if (use.wire.equals(name)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }
}
