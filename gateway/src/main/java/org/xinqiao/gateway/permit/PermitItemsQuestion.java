package org.xinqiao.gateway.permit;

import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.receive.ItemsWanted;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Station 3 for a question about items that this city asks: what no agreement lets it ask never
 * leaves. Whether a consent or duty covers it the other city judges itself.
 */
@Component
public class PermitItemsQuestion {
    private final Trust trust;

    /** Judges by the trust in force. */
    public PermitItemsQuestion(Trust trust) {
        this.trust = trust;
    }

    /** The question that may be asked. */
    @Handler
    public PermittedItemsQuestion permit(ItemsWanted wanted) throws Refusal {
        ActingTrust acting = trust.inForce(wanted.at());
        var question =
                new ItemRules.Question(
                        acting.self(),
                        wanted.node(),
                        whom(wanted.request().subject()),
                        wanted.declared().purpose(),
                        wanted.request().duty(),
                        wanted.request().items());
        ItemRules.decideAsked(
                question, acting.agreementsWith(wanted.node()), acting.snapshot().catalogue());
        return new PermittedItemsQuestion(wanted, acting);
    }

    private static @Nullable AppliesTo whom(ItemsRequest.Subject subject) {
        return subject instanceof ItemsRequest.Subject.Organisation ? AppliesTo.ORGANISATION : null;
    }
}
