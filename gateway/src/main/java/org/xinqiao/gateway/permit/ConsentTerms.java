package org.xinqiao.gateway.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.ConsentState;
import org.xinqiao.gateway.receive.ConsentGiven;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;

/**
 * Which consents may be taken: only for what an agreement in force holds, only from adults, and
 * always with an end.
 */
public final class ConsentTerms {
    /** Term of a consent that names no end. */
    public static final Duration TERM_DEFAULT = Duration.ofDays(180);

    /** Longest term. */
    public static final Duration TERM_MAX = Duration.ofDays(366);

    private ConsentTerms() {}

    /**
     * The consent that comes into being.
     *
     * @param id its new id
     * @throws Refusal names the first rule that does not hold
     */
    public static Consent decide(ConsentGiven given, UUID id, ActingTrust trust) throws Refusal {
        List<Agreement> agreements = trust.agreementsWith(given.recipient());
        if (agreements.isEmpty()) {
            throw new Refusal(
                    ProblemType.RECIPIENT_WITHOUT_AGREEMENT,
                    "recipient",
                    given.recipient().value());
        }
        agreementFor(given.purposes(), agreements);
        ConsentRules.decideAge(given.subject(), given.at());
        Instant expires = given.expires().orElse(given.at().plus(TERM_DEFAULT));
        if (!expires.isAfter(given.at()) || expires.isAfter(given.at().plus(TERM_MAX))) {
            throw Refusals.request("expires", "in the future, at most 366 days ahead");
        }
        return new Consent(
                id,
                given.subject(),
                given.recipient(),
                given.purposes(),
                given.disclosure(),
                given.use(),
                given.form(),
                given.evidence(),
                given.at(),
                expires,
                ConsentState.ACTIVE,
                1,
                false);
    }

    /**
     * The agreement that holds all the purposes; one consent stands on one agreement.
     *
     * @throws Refusal {@code purpose-unknown} names a purpose that none holds together with the
     *     rest
     */
    public static Agreement agreementFor(Set<String> purposes, List<Agreement> agreements)
            throws Refusal {
        Optional<Agreement> all =
                agreements.stream().filter(a -> purposesOf(a).containsAll(purposes)).findFirst();
        if (all.isPresent()) {
            return all.get();
        }
        String unknown =
                purposes.stream()
                        .filter(p -> agreements.stream().noneMatch(a -> purposesOf(a).contains(p)))
                        .findFirst()
                        .orElseGet(() -> String.join(",", purposes));
        throw new Refusal(ProblemType.PURPOSE_UNKNOWN, "purpose", unknown);
    }

    /** The purposes that an agreement's classes are for. */
    public static Set<String> purposesOf(Agreement agreement) {
        return agreement.classes().stream()
                .map(AgreementClass::purpose)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the person may bring a consent from its state into another; withdrawn is final. */
    public static void decideChange(Consent consent, ConsentState next, Instant now)
            throws Refusal {
        ConsentState state = consent.stateAt(now);
        if (!state.mayBecome(next) || next == ConsentState.EXPIRED) {
            throw new Refusal(
                    ProblemType.CONFLICT,
                    "rule",
                    "a consent that is " + state + " cannot become " + next);
        }
    }
}
