package org.xinqiao.gateway.permit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.people.Consent;

/**
 * A question about items that agreement and consent or duty permit, while the transaction holds the
 * consent. Only {@link PermitItems} makes one.
 *
 * @param facts the question
 * @param consent as it is held; null where none is named
 * @param verdicts one an item, in the order of the question
 */
public record PermittedItems(
        PreparedItems facts, @Nullable Consent consent, List<ItemVerdict> verdicts)
        implements AboutMessage {
    /** Keeps its own copy. */
    public PermittedItems {
        verdicts = List.copyOf(verdicts);
    }

    @Override
    public Authentic message() {
        return facts.message();
    }

    /** Whether anything that is told rests on the consent. */
    public boolean restsOnConsent() {
        return verdicts.stream()
                .anyMatch(verdict ->
                        verdict instanceof ItemVerdict.Open open
                                && open.ground() == ItemGround.CONSENT);
    }

    /** Masked: it holds a person's number and data. */
    @Override
    public String toString() {
        return "PermittedItems[" + message().envelope().id() + "]";
    }
}
