package org.xinqiao.gateway.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.adapters.city.CityOrganisation;
import org.xinqiao.adapters.city.CityScore;
import org.xinqiao.adapters.city.CityStanding;
import org.xinqiao.adapters.city.OrganisationPlatform;
import org.xinqiao.adapters.city.PlatformUnavailable;
import org.xinqiao.adapters.city.ScorePlatform;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.Honour;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

class StandingsTest {
    private static final SubjectNumber PERSON = CitizenNumber.parse("11010519491231002X");
    private static final SubjectNumber ORGANISATION =
            UnifiedSocialCreditCode.parse("91350100M000100Y43");
    private static final OrganisationName NAME = new OrganisationName("合成样例有限公司");

    private final ScorePlatform scores =
            _ -> new CityStanding(new CityScore(712, Instant.EPOCH), Set.of(Honour.VOLUNTEER));
    private OrganisationPlatform organisations =
            _ -> Optional.of(new CityOrganisation(NAME, Set.of(CreditList.RED), null));

    @Test
    void subject_ofEachKind_isAskedOfItsOwnSide() throws Refusal {
        var standings = new Standings(scores, organisations);
        assertThat(standings.of(PERSON))
                .isEqualTo(new PersonStanding(712, Set.of(Honour.VOLUNTEER)));
        assertThat(standings.of(ORGANISATION))
                .isEqualTo(new OrganisationStanding(NAME, Set.of(CreditList.RED), null));
    }

    @Test
    void organisation_thatThePlatformDoesNotKnow_isUnknown() throws Refusal {
        organisations = _ -> Optional.empty();
        assertThat(new Standings(scores, organisations).of(ORGANISATION))
                .isEqualTo(OrganisationStanding.UNKNOWN);
    }

    @Test
    void platformDown_forOrganisations_isTryLater_andNeverNoEffect() throws Refusal {
        organisations =
                _ -> {
                    throw new PlatformUnavailable(PlatformUnavailable.Fault.TOO_SLOW);
                };
        var standings = new Standings(scores, organisations);
        assertThatThrownBy(() -> standings.of(ORGANISATION))
                .isInstanceOfSatisfying(
                        Refusal.class, r -> assertThat(r.type()).isEqualTo(ProblemType.TRY_LATER));
        assertThat(standings.of(PERSON)).isInstanceOf(PersonStanding.class);
    }
}
