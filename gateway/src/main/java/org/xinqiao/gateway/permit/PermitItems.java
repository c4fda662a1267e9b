package org.xinqiao.gateway.permit;

import java.util.List;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.ItemsAsked;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Catalogue;

/**
 * Station 3 for a question about items, within the transaction of its answer: holds the consent
 * against withdrawal and judges everything again.
 */
@Component
public class PermitItems {
    private final Consents consents;

    /** Permits by the node's records. */
    public PermitItems(Consents consents) {
        this.consents = consents;
    }

    /** The permitted question; its consent cannot change before the transaction ends. */
    @Handler
    public PermittedItems permit(PreparedItems facts) throws Refusal {
        Consent consent = held(facts.consent());
        List<ItemVerdict> verdicts = decide(facts.asked(), facts.subject(), consent);
        var permitted = new PermittedItems(facts, consent, verdicts);
        if (consent != null && permitted.restsOnConsent() && !spend(consent)) {
            throw new Refusal(ProblemType.CONSENT_USED);
        }
        return permitted;
    }

    /** A consent that will be spent is held alone: to share it first would deadlock. */
    private @Nullable Consent held(@Nullable Consent read) throws Refusal {
        if (read == null) {
            return null;
        }
        var held =
                read.use() == Consent.Use.ONCE
                        ? consents.holdForChange(read.id())
                        : consents.holdToShare(read.id());
        return held.orElseThrow(() -> new Refusal(ProblemType.CONSENT_UNKNOWN));
    }

    private boolean spend(Consent consent) {
        return consent.use() != Consent.Use.ONCE || consents.spend(consent.id());
    }

    static List<ItemVerdict> decide(
            ItemsAsked asked, SubjectNumber subject, @Nullable Consent consent) throws Refusal {
        return ItemRules.decide(
                question(asked, AppliesTo.of(subject)),
                subject,
                consent,
                agreements(asked),
                catalogue(asked),
                asked.message().received().at());
    }

    static ItemRules.Question question(ItemsAsked asked, @Nullable AppliesTo whom) {
        return new ItemRules.Question(
                asked.message().envelope().source(),
                asked.message().trust().self(),
                whom,
                asked.purpose(),
                asked.request().duty(),
                asked.request().items());
    }

    static List<Agreement> agreements(ItemsAsked asked) {
        return asked.message().trust().agreementsWith(asked.message().envelope().source());
    }

    static Catalogue catalogue(ItemsAsked asked) {
        return asked.message().trust().snapshot().catalogue();
    }
}
