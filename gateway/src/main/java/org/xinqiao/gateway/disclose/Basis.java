package org.xinqiao.gateway.disclose;

/** Why something may leave the node. Without one, nothing does. */
public sealed interface Basis {
    /**
     * The person consented.
     *
     * @param live it is active at this moment
     * @param written it was given in writing, after being told of possible bad consequences
     */
    record Consented(boolean live, boolean written) implements Basis {}

    /** It goes to the very person it is about, who was identified. */
    record OwnData() implements Basis {}

    /**
     * A government body needs it for a duty by law.
     *
     * @param code the duty
     */
    record StatutoryDuty(String code) implements Basis {}

    /** Anybody may know it. */
    record PublicByLaw() implements Basis {}
}
