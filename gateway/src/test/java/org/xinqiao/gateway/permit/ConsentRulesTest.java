package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.TestFederation.HOST;
import static org.xinqiao.gateway.TestFederation.NOW;
import static org.xinqiao.gateway.TestFederation.STRANGER;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.ConsentState;
import org.xinqiao.gateway.people.Evidence;
import org.xinqiao.gateway.receive.ConsentGiven;
import org.xinqiao.trust.document.DisclosureLevel;

class ConsentRulesTest {
    /** Birth date 1949-12-31, the example of GB 11643-1999. */
    private static final CitizenNumber ADULT = CitizenNumber.parse("11010519491231002X");

    /** The example of GB 32100-2015. */
    private static final UnifiedSocialCreditCode ORGANISATION =
            UnifiedSocialCreditCode.parse("91350100M000100Y43");

    private ConsentState state = ConsentState.ACTIVE;
    private Instant expires = NOW.plus(Duration.ofDays(30));
    private NodeId recipient = HOST;
    private boolean spent;
    private Evidence.Authority authority = Evidence.Authority.AUTHORISED_AGENT;
    private DisclosureLevel disclosure = DisclosureLevel.ELIGIBILITY;

    @Test
    void consent_live_covers() throws Refusal {
        ConsentRules.decide(consent(), HOST, "library.lending", NOW);
    }

    @Test
    void consent_inEveryOtherState_isRefusedByName() {
        state = ConsentState.WITHDRAWN;
        refused(ProblemType.CONSENT_WITHDRAWN);
        state = ConsentState.PAUSED;
        refused(ProblemType.CONSENT_PAUSED);
        state = ConsentState.EXPIRED;
        refused(ProblemType.CONSENT_EXPIRED);
        state = ConsentState.ACTIVE;
        spent = true;
        refused(ProblemType.CONSENT_USED);
    }

    @Test
    void consent_onBothSidesOfItsEnd() throws Refusal {
        expires = NOW.plusMillis(1);
        ConsentRules.decide(consent(), HOST, "library.lending", NOW);
        expires = NOW;
        refused(ProblemType.CONSENT_EXPIRED);
        state = ConsentState.WITHDRAWN;
        refused(ProblemType.CONSENT_WITHDRAWN);
    }

    @Test
    void consent_forAnotherPurposeOrRecipient_isRefused() {
        assertThatThrownBy(() -> ConsentRules.decide(consent(), HOST, "bicycle.rental", NOW))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r ->
                                assertThat(r.type())
                                        .isEqualTo(ProblemType.CONSENT_FOR_ANOTHER_PURPOSE));
        recipient = STRANGER;
        refused(ProblemType.CONSENT_FOR_ANOTHER_RECIPIENT);
    }

    @Test
    void person_onBothSidesOfTheEighteenthBirthday() throws Refusal {
        // 18 on 1967-12-31 in Asia/Shanghai, which begins at 16:00 UTC the day before
        ConsentRules.decideAge(ADULT, Instant.parse("1967-12-30T16:00:00Z"));
        assertThatThrownBy(
                        () -> ConsentRules.decideAge(ADULT, Instant.parse("1967-12-30T15:59:59Z")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.type()).isEqualTo(ProblemType.SUBJECT_UNDER_AGE));
    }

    @Test
    void withdrawn_isFinal() throws Refusal {
        state = ConsentState.PAUSED;
        ConsentTerms.decideChange(consent(), ConsentState.ACTIVE, NOW);
        state = ConsentState.WITHDRAWN;
        for (ConsentState next : ConsentState.values()) {
            assertThatThrownBy(() -> ConsentTerms.decideChange(consent(), next, NOW))
                    .isInstanceOf(Refusal.class);
        }
        state = ConsentState.ACTIVE;
        expires = NOW;
        assertThatThrownBy(() -> ConsentTerms.decideChange(consent(), ConsentState.PAUSED, NOW))
                .isInstanceOf(Refusal.class);
        ConsentTerms.decideChange(consent(), ConsentState.WITHDRAWN, NOW);
    }

    @Test
    void terms_neverExceedAYearOrTheAgreement() throws Refusal {
        var trust = new TestFederation().trustOf(TestFederation.HOME);
        assertThat(
                        ConsentTerms.decide(given(HOST, null, "library.lending"), id(), trust)
                                .expiresAt())
                .isEqualTo(NOW.plus(ConsentTerms.TERM_DEFAULT));
        ConsentTerms.decide(
                given(HOST, NOW.plus(ConsentTerms.TERM_MAX), "library.lending"), id(), trust);
        refusedTerms(
                given(HOST, NOW.plus(ConsentTerms.TERM_MAX).plusMillis(1), "library.lending"),
                ProblemType.REQUEST_MALFORMED);
        refusedTerms(given(HOST, NOW, "library.lending"), ProblemType.REQUEST_MALFORMED);
        refusedTerms(given(HOST, null, "hotel.deposit"), ProblemType.PURPOSE_UNKNOWN);
        refusedTerms(
                given(STRANGER, null, "library.lending"), ProblemType.RECIPIENT_WITHOUT_AGREEMENT);
    }

    @Test
    void mandate_ofAnOrganisation_isTakenForItsOwnPurposes() throws Refusal {
        var trust = new TestFederation().trustOf(TestFederation.HOME);
        Consent mandate = ConsentTerms.decide(mandate("approval.green-channel"), id(), trust);
        assertThat(mandate.subject()).isEqualTo(ORGANISATION);
        assertThat(mandate.evidence().actingBy()).contains(Evidence.Authority.AUTHORISED_AGENT);
        // An organisation has no age: nothing is refused for it at any time.
        ConsentRules.decide(mandate, HOST, "approval.green-channel", NOW);
        ConsentRules.decideAge(ORGANISATION, Instant.EPOCH);
    }

    @Test
    void purposes_ofOneKindOfSubject_areNotForTheOther() {
        refusedTerms(mandate("library.lending"), ProblemType.SUBJECT_NOT_SUPPORTED);
        refusedTerms(
                mandate("approval.green-channel", "culture.venues"),
                ProblemType.SUBJECT_NOT_SUPPORTED);
        refusedTerms(
                given(HOST, null, "approval.green-channel"), ProblemType.SUBJECT_NOT_SUPPORTED);
        refusedTerms(mandate("hotel.deposit"), ProblemType.PURPOSE_UNKNOWN);
    }

    @Test
    void authority_isStatedForAnOrganisation_andForNobodyElse() {
        authority = null;
        refusedTerms(mandate("approval.green-channel"), ProblemType.REQUEST_MALFORMED);
        ConsentGiven person = given(HOST, null, "library.lending");
        refusedTerms(
                new ConsentGiven(
                        person.subject(),
                        person.recipient(),
                        person.purposes(),
                        person.disclosure(),
                        person.use(),
                        null,
                        person.form(),
                        new Evidence(
                                Evidence.Method.REAL_PERSON,
                                "r",
                                Evidence.Authority.LEGAL_REPRESENTATIVE),
                        "platform",
                        NOW),
                ProblemType.REQUEST_MALFORMED);
    }

    @Test
    void disclosure_ofAnOrganisation_hasNoLevels() {
        for (DisclosureLevel level : DisclosureLevel.values()) {
            disclosure = level;
            if (level != DisclosureLevel.ELIGIBILITY) {
                refusedTerms(mandate("approval.green-channel"), ProblemType.REQUEST_MALFORMED);
            }
        }
    }

    private ConsentGiven mandate(String... purposes) {
        return new ConsentGiven(
                ORGANISATION,
                HOST,
                new TreeSet<>(Set.of(purposes)),
                disclosure,
                Consent.Use.PERIOD,
                null,
                Consent.Form.ELECTRONIC,
                new Evidence(Evidence.Method.REAL_PERSON, "r", authority),
                "platform",
                NOW);
    }

    private static void refusedTerms(ConsentGiven given, ProblemType type) {
        var trust = new TestFederation().trustOf(TestFederation.HOME);
        assertThatThrownBy(() -> ConsentTerms.decide(given, id(), trust))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
    }

    private static UUID id() {
        return UUID.fromString("00000000-0000-7000-8000-000000000000");
    }

    private static ConsentGiven given(NodeId to, Instant until, String purpose) {
        return new ConsentGiven(
                ADULT,
                to,
                new TreeSet<>(Set.of(purpose)),
                DisclosureLevel.ELIGIBILITY,
                Consent.Use.PERIOD,
                until,
                Consent.Form.ELECTRONIC,
                new Evidence(Evidence.Method.REAL_PERSON, "r"),
                "platform",
                NOW);
    }

    private void refused(ProblemType type) {
        assertThatThrownBy(() -> ConsentRules.decide(consent(), HOST, "library.lending", NOW))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
    }

    private Consent consent() {
        return new Consent(
                id(),
                ADULT,
                recipient,
                new TreeSet<>(Set.of("library.lending")),
                DisclosureLevel.ELIGIBILITY,
                Consent.Use.PERIOD,
                Consent.Form.ELECTRONIC,
                new Evidence(Evidence.Method.REAL_PERSON, "r"),
                NOW.minus(Duration.ofDays(1)),
                expires,
                state,
                1,
                spent);
    }
}
