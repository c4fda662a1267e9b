package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.authenticate.AuthenticateAskedCode;
import org.xinqiao.gateway.disclose.Disclose;
import org.xinqiao.gateway.ledger.InTransaction;
import org.xinqiao.gateway.ledger.RecordDecision;
import org.xinqiao.gateway.permit.PermitRecognition;
import org.xinqiao.gateway.permit.PrepareRecognition;
import org.xinqiao.gateway.recognise.Recognise;
import org.xinqiao.gateway.seal.Seal;

/** Home city: a partner asks which benefits one of our residents has there. */
@Component
public class AnswerRecognition extends RouteBuilder {
    private final AuthenticateAskedCode authenticateCode;
    private final PrepareRecognition prepare;
    private final PermitRecognition permit;
    private final Recognise recognise;
    private final Disclose disclose;
    private final Seal seal;
    private final RecordDecision record;
    private final InTransaction inTransaction;

    /** The stations of the exchange, in their order. */
    public AnswerRecognition(
            AuthenticateAskedCode authenticateCode,
            PrepareRecognition prepare,
            PermitRecognition permit,
            Recognise recognise,
            Disclose disclose,
            Seal seal,
            RecordDecision record,
            InTransaction inTransaction) {
        this.authenticateCode = authenticateCode;
        this.prepare = prepare;
        this.permit = permit;
        this.recognise = recognise;
        this.disclose = disclose;
        this.seal = seal;
        this.record = record;
        this.inTransaction = inTransaction;
    }

    @Override
    public void configure() {
        // A refusal ends the transaction and is answered by the route that called.
        errorHandler(noErrorHandler());

        from("direct:answer-recognition")
                .routeId("answer-recognition")
                .bean(authenticateCode)
                .id("authenticate-code")
                .bean(prepare)
                .id("prepare")
                .policy(inTransaction)
                .bean(permit)
                .id("permit")
                .bean(recognise)
                .id("recognise")
                .bean(disclose)
                .id("disclose")
                .bean(seal)
                .id("seal")
                .bean(record)
                .id("record")
                .end();
    }
}
