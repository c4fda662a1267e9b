package org.xinqiao.gateway.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.ConsentState;
import org.xinqiao.gateway.people.Evidence;
import org.xinqiao.gateway.receive.ConsentGiven;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.CatalogueItem;
import org.xinqiao.trust.document.DisclosureLevel;

/**
 * Which consents may be taken: only for what an agreement in force holds, only from adults or from
 * whoever may act for an organisation, and always with an end.
 */
public final class ConsentTerms {
    /** Term of a consent that names no end. */
    public static final Duration TERM_DEFAULT = Duration.ofDays(180);

    /** Most items that one consent names. */
    public static final int CONSENT_ITEMS_MAX = 64;

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
        AppliesTo whom = AppliesTo.of(given.subject());
        if (given.items().isEmpty()) {
            agreementFor(given.purposes(), whom, agreements);
        } else {
            decideItems(given, whom, agreements, trust);
        }
        ConsentRules.decideAge(given.subject(), given.at());
        decideAuthority(whom, given.evidence());
        decideDisclosure(whom, given.disclosure());
        Instant expires = given.expires().orElse(given.at().plus(TERM_DEFAULT));
        if (!expires.isAfter(given.at()) || expires.isAfter(given.at().plus(TERM_MAX))) {
            throw Refusals.request("expires", "in the future, at most 366 days ahead");
        }
        return new Consent(
                id,
                given.subject(),
                given.recipient(),
                given.purposes(),
                given.items(),
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
     * A consent to questions names items that its recipient may ask for, for each of its purposes,
     * and that need a consent at all; where law says so, it is given in writing (R02).
     */
    private static void decideItems(
            ConsentGiven given, AppliesTo whom, List<Agreement> agreements, ActingTrust trust)
            throws Refusal {
        if (given.items().size() > CONSENT_ITEMS_MAX) {
            throw Refusals.request("items", "at most " + CONSENT_ITEMS_MAX);
        }
        if (given.disclosure() != DisclosureLevel.ELIGIBILITY) {
            throw Refusals.request(
                    "disclosure", "only for credit codes: a score is never asked for");
        }
        for (String code : given.items()) {
            for (String purpose : given.purposes()) {
                var question =
                        new ItemRules.Question(
                                given.recipient(),
                                trust.self(),
                                whom,
                                purpose,
                                null,
                                List.of(code));
                ItemRules.Agreed agreed =
                        ItemRules.decideAsked(question, agreements, trust.snapshot().catalogue())
                                .getFirst();
                decideForm(agreed.item(), given.form());
            }
        }
    }

    private static void decideForm(CatalogueItem item, Consent.Form form) throws Refusal {
        if (item.clazz() != DisclosureClass.AUTHORISED) {
            throw Refusals.request(
                    "items", item.code() + " is told without consent, or not at all");
        }
        if (item.needsWrittenConsent() && form != Consent.Form.WRITTEN) {
            throw Refusals.request("form", "WRITTEN for " + item.code() + " (R02)");
        }
    }

    /** Somebody acts for an organisation by a stated right, and for themselves by none. */
    public static void decideAuthority(AppliesTo whom, Evidence evidence) throws Refusal {
        boolean organisation = whom == AppliesTo.ORGANISATION;
        if (organisation != evidence.actingBy().isPresent()) {
            throw Refusals.request(
                    "evidence.authority",
                    organisation
                            ? "LEGAL_REPRESENTATIVE or AUTHORISED_AGENT: by what right somebody acts"
                            : "only for an organisation");
        }
    }

    private static void decideDisclosure(AppliesTo whom, DisclosureLevel level) throws Refusal {
        if (whom == AppliesTo.ORGANISATION && level != DisclosureLevel.ELIGIBILITY) {
            throw Refusals.request(
                    "disclosure", "an organisation has no rung, grade or score to disclose");
        }
    }

    /**
     * The agreement that holds all the purposes; one consent stands on one agreement.
     *
     * @param whom for what kind of subject
     * @throws Refusal {@code purpose-unknown} names a purpose that none holds together with the
     *     rest; {@code subject-not-supported} one that is for another kind of subject
     */
    public static Agreement agreementFor(
            Set<String> purposes, AppliesTo whom, List<Agreement> agreements) throws Refusal {
        Optional<Agreement> all =
                agreements.stream()
                        .filter(a -> purposesOf(a, whom).containsAll(purposes))
                        .findFirst();
        if (all.isPresent()) {
            return all.get();
        }
        String unknown =
                purposes.stream()
                        .filter(p ->
                                agreements.stream().noneMatch(a -> purposesOf(a, whom).contains(p)))
                        .findFirst()
                        .orElseGet(() -> String.join(",", purposes));
        boolean forOthers = agreements.stream().anyMatch(a -> purposesOf(a).contains(unknown));
        throw new Refusal(
                forOthers ? ProblemType.SUBJECT_NOT_SUPPORTED : ProblemType.PURPOSE_UNKNOWN,
                "purpose",
                unknown);
    }

    /** The purposes that an agreement's classes are for, as far as they are for such subjects. */
    public static Set<String> purposesOf(Agreement agreement, AppliesTo whom) {
        return agreement.classes().stream()
                .filter(clazz -> clazz.appliesTo() == whom)
                .map(AgreementClass::purpose)
                .collect(Collectors.toUnmodifiableSet());
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
