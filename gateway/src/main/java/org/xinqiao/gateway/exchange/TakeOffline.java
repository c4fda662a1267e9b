package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.authenticate.AuthenticateOfflineCode;
import org.xinqiao.gateway.ledger.InTransaction;
import org.xinqiao.gateway.ledger.RecordOfflineUse;
import org.xinqiao.gateway.permit.PermitOffline;

/** Home city: a partner submits a code that it honoured while the line was down. */
@Component
public class TakeOffline extends RouteBuilder {
    private final AuthenticateOfflineCode authenticate;
    private final PermitOffline permit;
    private final RecordOfflineUse record;
    private final InTransaction inTransaction;

    /** The stations of the exchange, in their order. */
    public TakeOffline(
            AuthenticateOfflineCode authenticate,
            PermitOffline permit,
            RecordOfflineUse record,
            InTransaction inTransaction) {
        this.authenticate = authenticate;
        this.permit = permit;
        this.record = record;
        this.inTransaction = inTransaction;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("direct:take-offline-notice")
                .routeId("take-offline-notice")
                .bean(authenticate)
                .id("authenticate-offline-code")
                .policy(inTransaction)
                .bean(permit)
                .id("permit-offline-notice")
                .bean(record)
                .id("record-offline-use")
                .end()
                .to("direct:receipt-notice");
    }
}
