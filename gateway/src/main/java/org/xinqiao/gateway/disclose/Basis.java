package org.xinqiao.gateway.disclose;

import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.gateway.people.Consent;

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

    /** Anybody may know it: statutory publicity 社会公开. */
    record PublicByLaw() implements Basis {}

    /**
     * What a code stands on while its consent is held: a person's consent, or, for an organisation,
     * that all of it is public. A mandate to show a code opens nothing that is not.
     */
    static Basis of(Consent consent) {
        return switch (AppliesTo.of(consent.subject())) {
            case NATURAL -> new Consented(true, consent.form() == Consent.Form.WRITTEN);
            case ORGANISATION -> new PublicByLaw();
        };
    }
}
