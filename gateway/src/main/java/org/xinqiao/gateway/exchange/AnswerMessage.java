package org.xinqiao.gateway.exchange;

import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.AuthenticateMessage;
import org.xinqiao.gateway.dispatch.AnswerRefusal;
import org.xinqiao.gateway.ledger.Answered;
import org.xinqiao.gateway.ledger.RememberedAnswer;

/**
 * Every message from another node: judged once here, then handed to the exchange of its type. The
 * order of checks is the protocol's (section 3).
 */
@Component
public class AnswerMessage extends RouteBuilder {
    private final AuthenticateMessage authenticate;
    private final RememberedAnswer remembered;
    private final AnswerRefusal refuse;

    /** The stations of every message. */
    public AnswerMessage(
            AuthenticateMessage authenticate, RememberedAnswer remembered, AnswerRefusal refuse) {
        this.authenticate = authenticate;
        this.remembered = remembered;
        this.refuse = refuse;
    }

    @Override
    public void configure() {
        onException(Exception.class).handled(true).bean(refuse).id("refuse");

        from("direct:answer-message")
                .routeId("answer-message")
                .bean(authenticate)
                .id("authenticate")
                .bean(remembered)
                .id("remember")
                .filter(body().isInstanceOf(Authentic.class))
                .bean(authenticate, "admit")
                .id("admit")
                .choice()
                .when(ofType(MessageType.RECOGNITION_REQUEST))
                .to("direct:answer-recognition")
                .when(ofType(MessageType.ITEMS_REQUEST))
                .to("direct:answer-items")
                .when(ofType(MessageType.BENEFIT_NOTICE))
                .to("direct:take-benefit-notice")
                .when(ofType(MessageType.CONSENT_NOTICE))
                .to("direct:take-consent-notice")
                .when(ofType(MessageType.STATUS_NOTICE))
                .to("direct:take-status-notice")
                .when(ofType(MessageType.OFFLINE_NOTICE))
                .to("direct:take-offline-notice")
                .when(ofType(MessageType.RECALL_NOTICE))
                .to("direct:take-recall-notice")
                .when(ofType(MessageType.TRUST_NOTICE))
                .to("direct:take-trust-notice")
                .when(ofType(MessageType.VOID_NOTICE))
                .to("direct:take-voided-notice")
                .otherwise()
                .bean(refuse, "unknownType")
                .id("unknown-type")
                .end()
                .end()
                .transform()
                .body(Answered.class, Answered::reply)
                .id("reply");
    }

    private static Predicate ofType(MessageType type) {
        return exchange ->
                exchange.getMessage().getBody() instanceof Authentic message
                        && message.envelope().type().equals(type.wire());
    }
}
