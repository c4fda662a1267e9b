package org.xinqiao.gateway.authenticate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.xinqiao.contracts.code.MalformedStatusList;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.PartnerList;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/** Whether a status list is its city's own, and what it says of a code (protocol, section 4). */
public final class StatusRules {
    /** How far ahead of this node's clock a list may be dated. */
    public static final Duration AHEAD_MAX = Duration.ofSeconds(60);

    private static final KeyTimes.Problems TIMES =
            new KeyTimes.Problems(
                    ProblemType.KEY_NOT_YET_VALID,
                    ProblemType.KEY_RETIRED,
                    ProblemType.KEY_REVOKED);

    private StatusRules() {}

    /**
     * What the list says, if it is this list of this city, signed by a key in force for status
     * lists.
     */
    public static StatusClaims decide(
            byte[] cwt, NodeId home, long list, TrustSnapshot trust, Instant now) throws Refusal {
        StatusToken token = parse(cwt);
        NodeKeys published =
                trust.keys(home)
                        .orElseThrow(() -> new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE));
        NodeKey key =
                published.keys().stream()
                        .filter(each -> each.key().kid().equals(token.kid()))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE));
        if (!key.uses().contains(KeyUse.STATUS)) {
            throw new Refusal(ProblemType.KEY_NOT_FOR_USE, "use", KeyUse.STATUS.wire());
        }
        try {
            token.verify(key.key());
        } catch (BadSignature e) {
            throw new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE);
        }
        StatusClaims claims = token.claims();
        Instant issued = Instant.ofEpochSecond(claims.issuedAt());
        KeyTimes.decide(key, key.startsAt(), issued, now, TIMES);
        if (!claims.subject().equals(StatusClaims.subjectOf(published.endpoint(), list))) {
            throw Refusals.field("sub", "the address of this very list");
        }
        if (issued.isAfter(now.plus(AHEAD_MAX))) {
            throw new Refusal(ProblemType.MESSAGE_FROM_FUTURE);
        }
        if (claims.expiresAt().isPresent()
                && claims.expiresAt().getAsLong() <= now.getEpochSecond()) {
            throw new Refusal(ProblemType.MESSAGE_TOO_OLD);
        }
        return claims;
    }

    /**
     * Whether the list says that the pass ended, however old the list is: bits never clear. Where
     * the list is silent the home city, which is asked, knows.
     */
    public static boolean hasEnded(AuthenticCode code, Optional<PartnerList> list) {
        return list.isPresent() && list.get().list().isSet(code.claims().statusIndex());
    }

    /**
     * The refusal of a pass that has ended. The list does not say why; the home city may have said
     * so.
     *
     * @param consent how the consent stands, as far as is known
     */
    public static Refusal ended(Optional<ConsentNotice.State> consent) {
        boolean withdrawn = consent.filter(ConsentNotice.State.WITHDRAWN::equals).isPresent();
        return new Refusal(withdrawn ? ProblemType.CONSENT_WITHDRAWN : ProblemType.CODE_REVOKED);
    }

    private static StatusToken parse(byte[] cwt) throws Refusal {
        try {
            return StatusToken.parseCwt(cwt);
        } catch (MalformedStatusList e) {
            throw new Refusal(
                    ProblemType.MESSAGE_MALFORMED, Map.of("rule", String.valueOf(e.getMessage())));
        }
    }
}
