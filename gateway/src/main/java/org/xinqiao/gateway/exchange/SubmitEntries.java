package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.ledger.RecordEntries;
import org.xinqiao.gateway.ledger.RecordRecall;
import org.xinqiao.gateway.permit.PermitEntries;

/**
 * The city's own platform hands in entries for a stream, or takes one back. They are numbered and
 * durable when it is answered, and on their way soon after.
 */
@Component
public class SubmitEntries extends RouteBuilder {
    private final PermitEntries permit;
    private final RecordEntries record;
    private final RecordRecall recall;

    /** The stations of the exchange, in their order. */
    public SubmitEntries(PermitEntries permit, RecordEntries record, RecordRecall recall) {
        this.permit = permit;
        this.record = record;
        this.recall = recall;
    }

    @Override
    public void configure() {
        from("direct:submit-entries")
                .routeId("submit-entries")
                .errorHandler(noErrorHandler())
                .bean(permit)
                .id("permit-entries")
                .bean(record)
                .id("record-entries");

        from("direct:recall-entry")
                .routeId("recall-entry")
                .errorHandler(noErrorHandler())
                .bean(permit, "recall")
                .id("permit-recall")
                .bean(recall)
                .id("record-recall");
    }
}
