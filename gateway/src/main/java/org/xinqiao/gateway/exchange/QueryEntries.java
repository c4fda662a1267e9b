package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.disclose.DiscloseEntries;
import org.xinqiao.gateway.ledger.FindEntries;
import org.xinqiao.gateway.ledger.InTransaction;
import org.xinqiao.gateway.ledger.RecordQuery;
import org.xinqiao.gateway.permit.PermitQuery;

/** Somebody asks what is held about one subject; nobody gets an answer that left no trace. */
@Component
public class QueryEntries extends RouteBuilder {
    private final PermitQuery permit;
    private final FindEntries find;
    private final DiscloseEntries disclose;
    private final RecordQuery record;
    private final InTransaction inTransaction;

    /** The stations of the exchange, in their order. */
    public QueryEntries(
            PermitQuery permit,
            FindEntries find,
            DiscloseEntries disclose,
            RecordQuery record,
            InTransaction inTransaction) {
        this.permit = permit;
        this.find = find;
        this.disclose = disclose;
        this.record = record;
        this.inTransaction = inTransaction;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("direct:query-entries")
                .routeId("query-entries")
                .bean(permit)
                .id("permit-query")
                .bean(find)
                .id("find-entries")
                .bean(disclose)
                .id("disclose-entries")
                .policy(inTransaction)
                .bean(record)
                .id("record-query")
                .end();
    }
}
