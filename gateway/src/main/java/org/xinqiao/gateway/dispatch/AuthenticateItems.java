package org.xinqiao.gateway.dispatch;

import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AnswerRules;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.Sealed;

/** Verifies what another city answered about items before anybody sees it. */
@Component
public class AuthenticateItems {
    private static final Logger LOG = LoggerFactory.getLogger(AuthenticateItems.class);

    /** The verified answer, or the other city's own refusal, to be recorded either way. */
    @Handler
    public AnsweredItems authenticate(ItemsHeard heard) {
        Sealed sent = heard.asked().question();
        Reply reply = heard.reply();
        if (reply == null) {
            return new AnsweredItems(heard, null, null, tryLater("out of reach"));
        }
        Envelope envelope = null;
        try {
            envelope =
                    AnswerRules.answer(
                            reply.body(),
                            sent.envelope(),
                            sent.bytes(),
                            sent.algorithm(),
                            heard.asked().permitted().trust(),
                            heard.at());
            AnswerRules.refuseProblem(envelope);
            return new AnsweredItems(heard, envelope, response(reply, envelope, sent), null);
        } catch (Refusal refusal) {
            if (refusal.type() == ProblemType.TRY_LATER) {
                LOG.warn("{} gave no usable answer: {}", sent.to(), refusal.facts());
            }
            return new AnsweredItems(
                    heard, envelope, null, AuthenticateAnswer.forTheCaller(refusal));
        }
    }

    /** Exactly the items that were asked for, in their order. */
    private static ItemsResponse response(Reply reply, Envelope answer, Sealed sent)
            throws Refusal {
        if (reply.status() != 200 || !answer.type().equals(MessageType.ITEMS_RESPONSE.wire())) {
            throw tryLater("another type than an answer about items");
        }
        try {
            ItemsResponse response = ItemsResponse.parse(answer.data());
            List<String> asked =
                    sent.envelope()
                            .data()
                            .path("items")
                            .valueStream()
                            .map(item -> item.asString())
                            .toList();
            List<String> answered =
                    response.answers().stream().map(ItemsResponse.Answer::item).toList();
            if (answered.equals(asked)) {
                return response;
            }
        } catch (MalformedJson e) {
            throw tryLater(String.valueOf(e.getMessage()));
        }
        throw tryLater("other items than were asked for");
    }

    private static Refusal tryLater(String why) {
        return new Refusal(ProblemType.TRY_LATER, Map.of("dependency", "home-city", "why", why));
    }
}
