package org.xinqiao.gateway.permit;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.adapters.city.CityItem;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.ItemsAsked;
import org.xinqiao.gateway.lists.OwnItems;
import org.xinqiao.gateway.people.CityItems;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Consents;

/**
 * Gathers the facts of a question about items before its transaction: the slow question to the city
 * platform must not hold locks. The platform is asked for what may be told already now, and for
 * nothing else; a question that is refused asks it nothing.
 */
@Component
public class PrepareItems {
    private final Consents consents;
    private final OwnItems lists;
    private final CityItems items;

    /** Gathers from the node's records and the city platform. */
    public PrepareItems(Consents consents, OwnItems lists, CityItems items) {
        this.consents = consents;
        this.lists = lists;
        this.items = items;
    }

    private record Named(SubjectNumber subject, @Nullable Consent consent) {}

    /** The question with its facts, or the refusal that is clear already. */
    @Handler
    public PreparedItems prepare(ItemsAsked asked) throws Refusal {
        // Whoever may not ask at all learns nothing of consents and pseudonyms.
        ItemRules.decideAsked(
                PermitItems.question(asked, null),
                PermitItems.agreements(asked),
                PermitItems.catalogue(asked));
        Named named = named(asked.request().subject(), asked.message().envelope().source());
        List<ItemVerdict> verdicts = PermitItems.decide(asked, named.subject(), named.consent());
        Set<String> open =
                verdicts.stream()
                        .filter(ItemVerdict.Open.class::isInstance)
                        .map(ItemVerdict::item)
                        .collect(Collectors.toUnmodifiableSet());
        Map<String, CityItem> held = held(named.subject(), open, asked.message().received().at());
        return new PreparedItems(asked, named.subject(), named.consent(), held);
    }

    /** What public lists of this node's own say, and the rest from the city's platform. */
    private Map<String, CityItem> held(SubjectNumber subject, Set<String> open, Instant now)
            throws Refusal {
        var held = new HashMap<String, CityItem>();
        if (subject instanceof UnifiedSocialCreditCode code) {
            held.putAll(lists.of(code, lists.among(open), now));
        }
        var rest = new HashSet<>(open);
        rest.removeAll(held.keySet());
        if (!rest.isEmpty()) {
            held.putAll(items.of(subject, rest));
        }
        return held;
    }

    private Named named(ItemsRequest.Subject subject, NodeId source) throws Refusal {
        return switch (subject) {
            case ItemsRequest.Subject.Organisation organisation ->
                    new Named(organisation.code(), null);
            case ItemsRequest.Subject.Known known ->
                    consents.known(source, known.pseudonym())
                            .map(it -> new Named(it, null))
                            .orElseThrow(() -> new Refusal(ProblemType.SUBJECT_UNKNOWN));
            case ItemsRequest.Subject.Consenting consenting ->
                    consents.find(consenting.consent())
                            .map(it -> new Named(it.subject(), it))
                            .orElseThrow(() -> new Refusal(ProblemType.CONSENT_UNKNOWN));
        };
    }
}
