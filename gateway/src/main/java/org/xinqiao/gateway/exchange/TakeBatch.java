package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.authenticate.AuthenticateBatch;
import org.xinqiao.gateway.dispatch.AnswerRefusal;
import org.xinqiao.gateway.ledger.RecordBatch;
import org.xinqiao.gateway.permit.PermitBatch;

/** Another node brings a batch of its stream. It is applied whole, and answered with a receipt. */
@Component
public class TakeBatch extends RouteBuilder {
    private final AuthenticateBatch authenticate;
    private final PermitBatch permit;
    private final RecordBatch record;
    private final AnswerRefusal refuse;

    /** The stations of the exchange, in their order. */
    public TakeBatch(
            AuthenticateBatch authenticate,
            PermitBatch permit,
            RecordBatch record,
            AnswerRefusal refuse) {
        this.authenticate = authenticate;
        this.permit = permit;
        this.record = record;
        this.refuse = refuse;
    }

    @Override
    public void configure() {
        onException(Exception.class).handled(true).bean(refuse).id("refuse-batch");

        from("direct:take-batch")
                .routeId("take-batch")
                .bean(authenticate)
                .id("authenticate-batch")
                .bean(permit)
                .id("permit-batch")
                .bean(record)
                .id("record-batch");
    }
}
