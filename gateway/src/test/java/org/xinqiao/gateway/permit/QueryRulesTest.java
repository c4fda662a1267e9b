package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.QueryAuthorisation;

class QueryRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

    private boolean natural;
    private boolean own;
    private boolean publicBody = true;
    private @Nullable String purpose;
    private @Nullable String duty;
    private boolean authorised;
    private @Nullable QueryAuthorisation authorisation;

    @Test
    void organisation_undeclared_isShownWhatIsPublic() throws Exception {
        publicBody = false;
        assertThat(decided()).containsExactly(DisclosureClass.PUBLIC);
    }

    @Test
    void person_undeclared_isRefused_andTheFieldIsNamed() {
        natural = true;
        assertThatThrownBy(this::decided)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.type()).isEqualTo(ProblemType.REQUEST_MALFORMED);
                            assertThat(refusal.facts()).containsEntry("field", "purpose");
                        });
    }

    @Test
    void person_purposeWithoutDuty_isShownWhatIsPublic() throws Exception {
        natural = true;
        purpose = "核实";
        assertThat(decided()).containsExactly(DisclosureClass.PUBLIC);
    }

    @Test
    void duty_ofAPublicBody_opensWhatGovernmentBodiesShare_andNothingElse() throws Exception {
        purpose = "采购审查";
        duty = "政府采购法第二十二条";
        assertThat(decided())
                .containsExactlyInAnyOrder(DisclosureClass.PUBLIC, DisclosureClass.GOVERNMENT);
    }

    @Test
    void duty_ofACounter_isRefused() {
        publicBody = false;
        purpose = "x";
        duty = "y";
        refused(ProblemType.ROLE_NOT_ALLOWED);
    }

    @Test
    void own_identified_opensWhatIsAuthorised_andNotWhatGovernmentBodiesShare() throws Exception {
        natural = true;
        own = true;
        publicBody = false;
        assertThat(decided())
                .containsExactlyInAnyOrder(DisclosureClass.PUBLIC, DisclosureClass.AUTHORISED);
    }

    @Test
    void authorisation_live_opensWhatItIsFor_upToItsLastInstant() throws Exception {
        asksWith(given("platform", "贷款", NOW.plusMillis(1), null, null));
        assertThat(decided())
                .containsExactlyInAnyOrder(DisclosureClass.PUBLIC, DisclosureClass.AUTHORISED);
        asksWith(given("platform", "贷款", NOW, null, null));
        refused(ProblemType.CONSENT_EXPIRED);
    }

    @Test
    void authorisation_notLive_isRefused_andNotPassedOver() {
        asksWith(null);
        refused(ProblemType.CONSENT_UNKNOWN);
        asksWith(given("another", "贷款", NOW.plusSeconds(9), null, null));
        refused(ProblemType.CONSENT_FOR_ANOTHER_RECIPIENT);
        asksWith(given("platform", "购房", NOW.plusSeconds(9), null, null));
        refused(ProblemType.CONSENT_FOR_ANOTHER_PURPOSE);
        asksWith(given("platform", "贷款", NOW.plusSeconds(9), NOW, null));
        refused(ProblemType.CONSENT_USED);
        asksWith(given("platform", "贷款", NOW.plusSeconds(9), null, NOW));
        refused(ProblemType.CONSENT_WITHDRAWN);
    }

    private void asksWith(@Nullable QueryAuthorisation given) {
        purpose = "贷款";
        authorised = true;
        authorisation = given;
    }

    private static QueryAuthorisation given(
            String requester,
            String purpose,
            Instant until,
            @Nullable Instant used,
            @Nullable Instant withdrawn) {
        return new QueryAuthorisation(
                new UUID(1, 1), requester, purpose, Set.of(), until, used, withdrawn);
    }

    private void refused(ProblemType type) {
        assertThatThrownBy(this::decided)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private Set<DisclosureClass> decided() throws Refusal {
        return QueryRules.decide(
                new QueryRules.Facts(
                        natural,
                        own,
                        publicBody,
                        "platform",
                        purpose,
                        duty,
                        authorised,
                        authorisation,
                        NOW));
    }
}
