package org.xinqiao.gateway.people;

import org.springframework.stereotype.Component;
import org.xinqiao.adapters.city.CityScore;
import org.xinqiao.adapters.city.CityStanding;
import org.xinqiao.adapters.city.OrganisationPlatform;
import org.xinqiao.adapters.city.PlatformUnavailable;
import org.xinqiao.adapters.city.ScorePlatform;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/**
 * Where people and organisations stand with this city, asked of its platform at the moment of the
 * decision.
 */
@Component
public class Standings {
    private final ScorePlatform scores;
    private final OrganisationPlatform organisations;

    /** Asks the city's platform. */
    public Standings(ScorePlatform scores, OrganisationPlatform organisations) {
        this.scores = scores;
        this.organisations = organisations;
    }

    /**
     * The subject's standing, of its own kind.
     *
     * @throws Refusal {@code try-later} if the platform is out of reach: never "no effect"
     */
    public Standing of(SubjectNumber subject) throws Refusal {
        try {
            return switch (subject) {
                case NaturalPersonNumber person -> person(person);
                case UnifiedSocialCreditCode code -> organisation(code);
            };
        } catch (PlatformUnavailable e) {
            throw new Refusal(ProblemType.TRY_LATER, "dependency", "score-platform");
        }
    }

    private PersonStanding person(NaturalPersonNumber person) throws PlatformUnavailable {
        CityStanding standing = scores.standingOf(person);
        return new PersonStanding(
                standing.score().map(CityScore::score).orElse(null), standing.honours());
    }

    private OrganisationStanding organisation(UnifiedSocialCreditCode code)
            throws PlatformUnavailable {
        return organisations
                .organisation(code)
                .map(known -> new OrganisationStanding(known.name(), known.lists(), known.grade()))
                .orElse(OrganisationStanding.UNKNOWN);
    }
}
