package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.dispatch.AskForItems;
import org.xinqiao.gateway.dispatch.AuthenticateItems;
import org.xinqiao.gateway.ledger.RecordItemsQuery;
import org.xinqiao.gateway.permit.PermitItemsQuestion;
import org.xinqiao.gateway.seal.SealItemsQuestion;

/** Asking city: staff ask another city in real time for what it holds about one subject 互查互通. */
@Component
public class QueryItems extends RouteBuilder {
    private final PermitItemsQuestion permit;
    private final SealItemsQuestion seal;
    private final AskForItems ask;
    private final AuthenticateItems authenticate;
    private final RecordItemsQuery record;

    /** The stations of the exchange, in their order. */
    public QueryItems(
            PermitItemsQuestion permit,
            SealItemsQuestion seal,
            AskForItems ask,
            AuthenticateItems authenticate,
            RecordItemsQuery record) {
        this.permit = permit;
        this.seal = seal;
        this.ask = ask;
        this.authenticate = authenticate;
        this.record = record;
    }

    @Override
    public void configure() {
        // A refusal goes back to the caller as it is.
        errorHandler(noErrorHandler());

        from("direct:query-items")
                .routeId("query-items")
                .bean(permit)
                .id("permit-items-question")
                .bean(seal)
                .id("seal-items-question")
                .bean(ask)
                .id("ask-for-items")
                .bean(authenticate)
                .id("authenticate-items")
                .bean(record)
                .id("record-items-query");
    }
}
