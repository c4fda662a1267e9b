package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.authenticate.AuthenticateShownCode;
import org.xinqiao.gateway.dispatch.AskHomeCity;
import org.xinqiao.gateway.dispatch.AuthenticateAnswer;
import org.xinqiao.gateway.dispatch.DecideOffline;
import org.xinqiao.gateway.dispatch.HomeAnswer;
import org.xinqiao.gateway.ledger.RecordOffline;
import org.xinqiao.gateway.ledger.RecordRecognition;
import org.xinqiao.gateway.permit.PermitVisit;
import org.xinqiao.gateway.seal.SealQuestion;

/** Host city: a visitor shows a credit code at a counter. */
@Component
public class RecogniseVisitor extends RouteBuilder {
    private final AuthenticateShownCode authenticate;
    private final PermitVisit permit;
    private final SealQuestion seal;
    private final AskHomeCity ask;
    private final AuthenticateAnswer authenticateAnswer;
    private final RecordRecognition record;
    private final DecideOffline decideOffline;
    private final RecordOffline recordOffline;

    /** The stations of the exchange, in their order. */
    public RecogniseVisitor(
            AuthenticateShownCode authenticate,
            PermitVisit permit,
            SealQuestion seal,
            AskHomeCity ask,
            AuthenticateAnswer authenticateAnswer,
            RecordRecognition record,
            DecideOffline decideOffline,
            RecordOffline recordOffline) {
        this.authenticate = authenticate;
        this.permit = permit;
        this.seal = seal;
        this.ask = ask;
        this.authenticateAnswer = authenticateAnswer;
        this.record = record;
        this.decideOffline = decideOffline;
        this.recordOffline = recordOffline;
    }

    @Override
    public void configure() {
        // A refusal goes back to the counter as it is.
        errorHandler(noErrorHandler());

        from("direct:recognise-visitor")
                .routeId("recognise-visitor")
                .bean(authenticate)
                .id("authenticate-shown")
                .bean(permit)
                .id("permit-visit")
                .bean(seal)
                .id("seal-question")
                .bean(ask)
                .id("ask")
                .choice()
                .when(body().isInstanceOf(HomeAnswer.class))
                .bean(authenticateAnswer)
                .id("authenticate-answer")
                .bean(record)
                .id("record-recognition")
                .otherwise()
                .bean(decideOffline)
                .id("decide-offline")
                .bean(recordOffline)
                .id("record-offline")
                .end();
    }
}
