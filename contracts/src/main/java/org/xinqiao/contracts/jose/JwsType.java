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
    EVIDENCE("xq-evidence"),
    /** A status list of passes; the name is the IETF's (Token Status List, section 5.1). */
    STATUS_LIST("statuslist+jwt");

    private final String wire;

    JwsType(String wire) {
        this.wire = wire;
    }

    /** The value of {@code typ}. */
    public String wire() {
        return wire;
    }
}
