package org.xinqiao.gateway.authenticate;

import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.document.Agreement;

/**
 * A credit code whose signatures, keys and times hold, for the audience that asked. Only {@link
 * CodeRules} makes one. Whether its consent stands is the home city's to say.
 *
 * @param text as it was scanned
 * @param code both parts
 * @param issuer the home city
 * @param agreement under which it was issued
 */
public record AuthenticCode(String text, CreditCode code, NodeId issuer, Agreement agreement) {
    /** The pass's verified claims. */
    public PassClaims claims() {
        return code.pass().claims();
    }
}
