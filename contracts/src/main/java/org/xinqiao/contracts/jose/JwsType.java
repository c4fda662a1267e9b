package org.xinqiao.contracts.jose;

/** What a JWS is; one of a kind never passes for another, because its {@code typ} is signed. */
public enum JwsType {
    /** A message between nodes. */
    MESSAGE("xq-message"),
    /** A consent, signed by the node that keeps it. */
    CONSENT("xq-consent"),
    /** The manifest of a batch of a stream. */
    MANIFEST("xq-manifest"),
    /** A checkpoint of a stream. */
    STATE("xq-state"),
    /** An agreement between members. */
    AGREEMENT("xq-agreement"),
    /** An evidence bundle, sealed by the node that exported it. */
    EVIDENCE("xq-evidence");

    private final String wire;

    JwsType(String wire) {
        this.wire = wire;
    }

    /** The value of {@code typ}. */
    public String wire() {
        return wire;
    }
}
