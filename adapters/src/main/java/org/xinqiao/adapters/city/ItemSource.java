package org.xinqiao.adapters.city;

import java.util.Map;
import java.util.Set;
import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * A city's own platform, as far as a node needs it for data items of the catalogue.
 *
 * <p>What it holds nothing of it says itself, item by item. Everything else that is not an answer
 * is {@link PlatformUnavailable}: a platform that is slow, wrong or down must never look like a
 * clean record, nor like an empty one.
 */
public interface ItemSource {
    /**
     * Asks what is held about a subject now.
     *
     * @param items codes of catalogue items, at least one
     * @return exactly these items
     */
    Map<String, CityItem> items(SubjectNumber subject, Set<String> items)
            throws PlatformUnavailable;
}
