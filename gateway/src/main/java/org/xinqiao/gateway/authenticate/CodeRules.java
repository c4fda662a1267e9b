package org.xinqiao.gateway.authenticate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Whether a credit code is genuine, fresh, and meant for the city that was shown it (protocol,
 * section 4). Both cities judge by these rules: the host before it asks, the home city again.
 */
public final class CodeRules {
    private static final KeyTimes.Problems TIMES =
            new KeyTimes.Problems(
                    ProblemType.CODE_KEY_NOT_YET_VALID,
                    ProblemType.CODE_KEY_RETIRED,
                    ProblemType.CODE_KEY_REVOKED);

    private static final long FAR_FUTURE_SECONDS = 253_402_300_799L;

    private CodeRules() {}

    /**
     * Judges a code.
     *
     * @param text as scanned
     * @param audience the city that was shown it
     * @param trust what this node acts on
     * @throws Refusal names the first rule that does not hold
     */
    public static AuthenticCode decide(
            String text, NodeId audience, ActingTrust trust, Instant now, CodeBounds bounds)
            throws Refusal {
        CreditCode code = CreditCode.parse(text);
        PassClaims claims = code.pass().claims();
        NodeId issuer = new NodeId(claims.issuer());
        signed(code.pass(), issuer, trust, now);
        validity(claims, now);
        presented(code, now, bounds);
        if (!claims.audience().equals(audience.division())) {
            throw new Refusal(
                    ProblemType.CODE_FOR_ANOTHER_CITY, "audience", claims.audience().code());
        }
        NodeId partner = issuer.equals(trust.self()) ? audience : issuer;
        Agreement agreement =
                trust.agreementWith(partner, claims.agreement())
                        .orElseThrow(() ->
                                new Refusal(
                                        ProblemType.ISSUER_WITHOUT_AGREEMENT,
                                        "issuer",
                                        issuer.value()));
        claimFits(claims.claim(), agreement);
        return new AuthenticCode(text, code, issuer, agreement);
    }

    /** After this instant a presentation of the code is too old, so its nonce may be forgotten. */
    public static Instant forgettable(AuthenticCode code, CodeBounds bounds) {
        return code.code()
                .presentation()
                .map(p -> Instant.ofEpochSecond(p.issuedAt()).plus(bounds.presentationAgeMax()))
                .orElseGet(() -> Instant.ofEpochSecond(code.claims().expiresAt()));
    }

    private static void signed(Pass pass, NodeId issuer, ActingTrust trust, Instant now)
            throws Refusal {
        List<NodeKey> keys =
                trust.snapshot()
                        .keys(issuer)
                        .map(published -> withPrefix(published, pass.kid()))
                        .orElse(List.of());
        // A short kid that names several keys is refused: trying each would let one stand in for
        // another.
        if (keys.size() != 1) {
            throw new Refusal(ProblemType.CODE_KEY_UNKNOWN);
        }
        NodeKey key = keys.getFirst();
        if (key.key().algorithm() != pass.algorithm()) {
            throw new Refusal(ProblemType.CODE_ALGORITHM_NOT_ALLOWED);
        }
        if (!key.uses().contains(KeyUse.PASS)) {
            throw new Refusal(ProblemType.CODE_KEY_NOT_FOR_PASSES);
        }
        try {
            pass.verify(key.key());
        } catch (BadSignature e) {
            throw new Refusal(ProblemType.CODE_SIGNATURE_INVALID);
        }
        Instant startsAt = key.startsAt().truncatedTo(ChronoUnit.HOURS);
        KeyTimes.decide(key, startsAt, at(pass.claims().issuedAt()), now, TIMES);
    }

    private static List<NodeKey> withPrefix(NodeKeys published, byte[] kid) {
        return published.keys().stream()
                .filter(key ->
                        Arrays.equals(key.key().thumbprint(), 0, kid.length, kid, 0, kid.length))
                .toList();
    }

    private static void validity(PassClaims claims, Instant now) throws Refusal {
        Instant issued = at(claims.issuedAt());
        Instant expires = at(claims.expiresAt());
        if (Duration.between(issued, expires).compareTo(CodeBounds.LIFETIME_MAX) > 0
                || !issued.isBefore(expires)) {
            throw new Refusal(
                    ProblemType.CODE_LIFETIME_TOO_LONG,
                    "lifetime_hours_max",
                    String.valueOf(CodeBounds.LIFETIME_MAX.toHours()));
        }
        if (!now.isBefore(expires)) {
            throw new Refusal(ProblemType.CODE_EXPIRED);
        }
        if (now.plus(CodeBounds.PRESENTATION_AHEAD_MAX).isBefore(issued)) {
            throw new Refusal(ProblemType.CODE_NOT_YET_VALID);
        }
    }

    private static void presented(CreditCode code, Instant now, CodeBounds bounds) throws Refusal {
        DeviceKey device = code.pass().claims().deviceKey().orElse(null);
        Presentation presentation = code.presentation().orElse(null);
        if (device == null && presentation == null) {
            return;
        }
        if (presentation == null) {
            throw new Refusal(ProblemType.PRESENTATION_MISSING);
        }
        if (device == null) {
            throw new Refusal(ProblemType.PRESENTATION_UNEXPECTED);
        }
        try {
            presentation.verify(device.verificationKey(), code.pass());
        } catch (BadSignature e) {
            throw new Refusal(ProblemType.PRESENTATION_SIGNATURE_INVALID);
        } catch (InvalidKey e) {
            throw new Refusal(ProblemType.CODE_MALFORMED, "rule", "the device key is on its curve");
        }
        fresh(presentation, code.pass().claims(), now, bounds);
    }

    private static void fresh(
            Presentation presentation, PassClaims claims, Instant now, CodeBounds bounds)
            throws Refusal {
        long issuedAt = presentation.issuedAt();
        if (issuedAt < claims.issuedAt() || issuedAt >= claims.expiresAt()) {
            throw new Refusal(ProblemType.PRESENTATION_OUTSIDE_PASS);
        }
        Instant shown = at(issuedAt);
        if (now.isAfter(shown.plus(bounds.presentationAgeMax()))) {
            throw new Refusal(
                    ProblemType.PRESENTATION_TOO_OLD,
                    "age_seconds_max",
                    String.valueOf(bounds.presentationAgeMax().toSeconds()));
        }
        if (shown.isAfter(now.plus(CodeBounds.PRESENTATION_AHEAD_MAX))) {
            throw new Refusal(
                    ProblemType.PRESENTATION_FROM_FUTURE,
                    "ahead_seconds_max",
                    String.valueOf(CodeBounds.PRESENTATION_AHEAD_MAX.toSeconds()));
        }
    }

    /** A bit or rung that the agreement does not hold is refused: no rule means no benefit. */
    private static void claimFits(PassClaim claim, Agreement agreement) throws Refusal {
        switch (claim) {
            case PassClaim.Classes classes -> {
                int highest = agreement.highestClass();
                boolean known =
                        classes.bits().length == highest / 8 + 1
                                && classes.set().stream()
                                        .allMatch(i -> agreement.classNumbered(i).isPresent());
                if (!known) {
                    throw new Refusal(ProblemType.CLASS_UNKNOWN);
                }
            }
            case PassClaim.Rung rung -> {
                if (!agreement.ladder().rungs().stream()
                        .anyMatch(r -> r.number() == rung.number())) {
                    throw new Refusal(ProblemType.LEVEL_UNKNOWN);
                }
            }
        }
    }

    /** Seconds past the year 9999 are clamped, so that no sum of times can overflow. */
    private static Instant at(long epochSeconds) {
        return Instant.ofEpochSecond(Math.min(epochSeconds, FAR_FUTURE_SECONDS));
    }
}
