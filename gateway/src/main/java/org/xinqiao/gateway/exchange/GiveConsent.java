package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.ledger.InTransaction;
import org.xinqiao.gateway.ledger.RecordConsent;
import org.xinqiao.gateway.permit.PermitConsent;
import org.xinqiao.gateway.seal.SealConsent;

/** Home city: a resident consents, pauses, resumes, withdraws. */
@Component
public class GiveConsent extends RouteBuilder {
    private final PermitConsent permit;
    private final SealConsent seal;
    private final RecordConsent record;
    private final InTransaction inTransaction;

    /** The stations of the exchange, in their order. */
    public GiveConsent(
            PermitConsent permit,
            SealConsent seal,
            RecordConsent record,
            InTransaction inTransaction) {
        this.permit = permit;
        this.seal = seal;
        this.record = record;
        this.inTransaction = inTransaction;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("direct:give-consent")
                .routeId("give-consent")
                .bean(permit)
                .id("permit-consent")
                .bean(seal)
                .id("seal-consent")
                .policy(inTransaction)
                .bean(record, "add")
                .id("record-consent")
                .end();

        from("direct:change-consent")
                .routeId("change-consent")
                .policy(inTransaction)
                .bean(record, "change")
                .id("change-consent-state")
                .end();
    }
}
