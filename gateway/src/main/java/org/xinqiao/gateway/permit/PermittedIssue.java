package org.xinqiao.gateway.permit;

import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.gateway.receive.CodeWanted;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Agreement;

/**
 * Passes that consent and agreement permit.
 *
 * @param wanted what was asked for
 * @param consent the consent they stand on
 * @param agreement the agreement with the recipient
 * @param standing as the city platform answered
 * @param trust what it was judged by
 */
public record PermittedIssue(
        CodeWanted wanted,
        Consent consent,
        Agreement agreement,
        Standing standing,
        ActingTrust trust) {
    /** Masked: it holds a person's number and standing. */
    @Override
    public String toString() {
        return "PermittedIssue[" + consent.id() + "]";
    }
}
