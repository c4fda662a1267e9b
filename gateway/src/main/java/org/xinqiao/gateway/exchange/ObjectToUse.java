package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.ledger.InTransaction;
import org.xinqiao.gateway.ledger.RecordObjection;

/** Home city: a resident objects to what a host city told of them, and the city answers. */
@Component
public class ObjectToUse extends RouteBuilder {
    private final RecordObjection record;
    private final InTransaction inTransaction;

    /** The stations of the exchange. */
    public ObjectToUse(RecordObjection record, InTransaction inTransaction) {
        this.record = record;
        this.inTransaction = inTransaction;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("direct:object-to-use")
                .routeId("object-to-use")
                .policy(inTransaction)
                .bean(record, "add")
                .id("record-objection")
                .end();

        from("direct:answer-objection")
                .routeId("answer-objection")
                .policy(inTransaction)
                .bean(record, "answer")
                .id("record-objection-answer")
                .end();
    }
}
