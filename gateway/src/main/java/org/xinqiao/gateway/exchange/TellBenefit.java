package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.ledger.RecordEvent;
import org.xinqiao.gateway.permit.PermitEvent;

/** Host city: a counter reports what became of a benefit, and the home city will be told. */
@Component
public class TellBenefit extends RouteBuilder {
    private final PermitEvent permit;
    private final RecordEvent record;

    /** The stations of the exchange, in their order. */
    public TellBenefit(PermitEvent permit, RecordEvent record) {
        this.permit = permit;
        this.record = record;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("direct:tell-benefit")
                .routeId("tell-benefit")
                .bean(permit)
                .id("permit-event")
                .bean(record)
                .id("record-event");
    }
}
