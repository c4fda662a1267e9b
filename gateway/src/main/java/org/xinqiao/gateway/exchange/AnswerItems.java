package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.authenticate.ReadItemsAsked;
import org.xinqiao.gateway.disclose.DiscloseItems;
import org.xinqiao.gateway.ledger.InTransaction;
import org.xinqiao.gateway.ledger.RecordItemsAnswer;
import org.xinqiao.gateway.permit.PermitItems;
import org.xinqiao.gateway.permit.PrepareItems;
import org.xinqiao.gateway.seal.SealItems;

/** Home city: a partner asks for data items about a person or organisation of ours 互查互通. */
@Component
public class AnswerItems extends RouteBuilder {
    private final ReadItemsAsked read;
    private final PrepareItems prepare;
    private final PermitItems permit;
    private final DiscloseItems disclose;
    private final SealItems seal;
    private final RecordItemsAnswer record;
    private final InTransaction inTransaction;

    /** The stations of the exchange, in their order. */
    public AnswerItems(
            ReadItemsAsked read,
            PrepareItems prepare,
            PermitItems permit,
            DiscloseItems disclose,
            SealItems seal,
            RecordItemsAnswer record,
            InTransaction inTransaction) {
        this.read = read;
        this.prepare = prepare;
        this.permit = permit;
        this.disclose = disclose;
        this.seal = seal;
        this.record = record;
        this.inTransaction = inTransaction;
    }

    @Override
    public void configure() {
        // A refusal ends the transaction and is answered by the route that called.
        errorHandler(noErrorHandler());

        from("direct:answer-items")
                .routeId("answer-items")
                .bean(read)
                .id("read-items")
                .bean(prepare)
                .id("prepare-items")
                .policy(inTransaction)
                .bean(permit)
                .id("permit-items")
                .bean(disclose)
                .id("disclose-items")
                .bean(seal)
                .id("seal-items")
                .bean(record)
                .id("record-items")
                .end();
    }
}
