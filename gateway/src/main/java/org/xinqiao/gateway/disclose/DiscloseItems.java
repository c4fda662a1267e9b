package org.xinqiao.gateway.disclose;

import java.security.SecureRandom;
import java.util.List;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.permit.PermittedItems;

/** Station 5 for answers about items: item by item, and all of it through the filter. */
@Component
public class DiscloseItems {
    private final SecureRandom random;

    /** Draws the references under which the asking city hears of a consent's changes. */
    public DiscloseItems(SecureRandom random) {
        this.random = random;
    }

    /** The answer, if the filter lets all of it pass. */
    @Handler
    public DisclosedItems disclose(PermittedItems permitted) throws Refusal {
        var facts = permitted.facts();
        List<ItemsResponse.Answer> answers =
                ItemAnswerRules.decide(
                        permitted.verdicts(), facts.held(), AppliesTo.of(facts.subject()));
        Consent consent = permitted.restsOnConsent() ? permitted.consent() : null;
        var response =
                new ItemsResponse(
                        answers,
                        WireTime.of(permitted.message().received().at()),
                        ref(consent),
                        consent == null ? 0 : consent.revision());
        if (response.characters() > ItemsResponse.CHARACTERS_MAX) {
            int fewer = Math.max(1, answers.size() / 2);
            throw new Refusal(ProblemType.TOO_MANY_ITEMS, "items_max", String.valueOf(fewer));
        }
        Disclosed data =
                Disclosed.answer(
                        response,
                        ItemAnswerRules.bases(
                                permitted.verdicts(),
                                permitted.consent(),
                                facts.asked().request().duty()),
                        permitted.message().trust().snapshot().catalogue());
        return new DisclosedItems(permitted, response, data);
    }

    private @Nullable ConsentRef ref(@Nullable Consent consent) {
        if (consent == null) {
            return null;
        }
        byte[] bytes = new byte[ConsentRef.BYTES];
        random.nextBytes(bytes);
        return new ConsentRef(bytes);
    }
}
