package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.ledger.RecordNotice;
import org.xinqiao.gateway.permit.PermitNotice;
import org.xinqiao.gateway.seal.SealReceipt;

/**
 * Another node tells us something. It takes effect once, and its sender gets a receipt once that is
 * durable.
 */
@Component
public class TakeNotice extends RouteBuilder {
    private final PermitNotice permit;
    private final SealReceipt seal;
    private final RecordNotice record;

    /** The stations of the exchange, in their order. */
    public TakeNotice(PermitNotice permit, SealReceipt seal, RecordNotice record) {
        this.permit = permit;
        this.seal = seal;
        this.record = record;
    }

    @Override
    public void configure() {
        take("benefit");
        take("consent");
        take("status");
        take("recall");
        take("trust");
        take("voided");

        from("direct:receipt-notice")
                .routeId("receipt-notice")
                .errorHandler(noErrorHandler())
                .bean(seal)
                .id("seal-receipt")
                .bean(record)
                .id("record-notice");
    }

    /** What each kind may say is judged by a method of its own; all that follows is the same. */
    private void take(String kind) {
        from("direct:take-" + kind + "-notice")
                .routeId("take-" + kind + "-notice")
                .errorHandler(noErrorHandler())
                .bean(permit, kind)
                .id("permit-" + kind + "-notice")
                .to("direct:receipt-notice");
    }
}
