package org.xinqiao.gateway.people;

import org.springframework.stereotype.Component;
import org.xinqiao.adapters.city.CityScore;
import org.xinqiao.adapters.city.CityStanding;
import org.xinqiao.adapters.city.PlatformUnavailable;
import org.xinqiao.adapters.city.ScorePlatform;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/** Where people stand with this city, asked of its platform at the moment of the decision. */
@Component
public class Standings {
    private final ScorePlatform platform;

    /** Asks the city's platform. */
    public Standings(ScorePlatform platform) {
        this.platform = platform;
    }

    /**
     * The person's standing.
     *
     * @throws Refusal {@code try-later} if the platform is out of reach: never "no effect"
     */
    public Standing of(NaturalPersonNumber person) throws Refusal {
        try {
            CityStanding standing = platform.standingOf(person);
            return new Standing(
                    standing.score().map(CityScore::score).orElse(null), standing.honours());
        } catch (PlatformUnavailable e) {
            throw new Refusal(ProblemType.TRY_LATER, "dependency", "score-platform");
        }
    }
}
