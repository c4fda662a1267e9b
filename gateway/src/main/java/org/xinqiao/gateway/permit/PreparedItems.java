package org.xinqiao.gateway.permit;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xinqiao.adapters.city.CityItem;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.ItemsAsked;
import org.xinqiao.gateway.people.Consent;

/**
 * A question about items with its facts gathered. The consent was looked at but is not held: it is
 * judged again within the transaction ({@link PermitItems}).
 *
 * @param asked the question
 * @param subject whom it is about
 * @param consent the consent that it names, as it was read; null where it names none
 * @param held what the city holds of the items that may be told, and of no others
 */
public record PreparedItems(
        ItemsAsked asked,
        SubjectNumber subject,
        @Nullable Consent consent,
        Map<String, CityItem> held)
        implements AboutMessage {
    /** Keeps its own copy. */
    public PreparedItems {
        held = Map.copyOf(held);
    }

    @Override
    public Authentic message() {
        return asked.message();
    }

    /** Masked: it holds a person's number and data. */
    @Override
    public String toString() {
        return "PreparedItems[" + asked.message().envelope().id() + "]";
    }
}
