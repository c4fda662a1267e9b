package org.xinqiao.gateway.people;

import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.xinqiao.adapters.city.CityItem;
import org.xinqiao.adapters.city.ItemSource;
import org.xinqiao.adapters.city.PlatformUnavailable;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/** What this city holds of data items, asked of its platform at the moment of the question. */
@Component
public class CityItems {
    private final ItemSource source;

    /** Asks the city's platform. */
    public CityItems(ItemSource source) {
        this.source = source;
    }

    /**
     * The items about a subject, each of those asked for.
     *
     * @throws Refusal {@code try-later} if the platform is out of reach: never "nothing held"
     */
    public Map<String, CityItem> of(SubjectNumber subject, Set<String> items) throws Refusal {
        try {
            return source.items(subject, items);
        } catch (PlatformUnavailable e) {
            throw new Refusal(ProblemType.TRY_LATER, "dependency", "item-source");
        }
    }
}
