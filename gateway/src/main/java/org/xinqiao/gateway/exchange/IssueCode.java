package org.xinqiao.gateway.exchange;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.disclose.DiscloseClaim;
import org.xinqiao.gateway.ledger.InTransaction;
import org.xinqiao.gateway.permit.PermitIssue;
import org.xinqiao.gateway.seal.MintPasses;

/** Home city: passes for a resident's wallet, or a bearer code. */
@Component
public class IssueCode extends RouteBuilder {
    private final PermitIssue permit;
    private final DiscloseClaim disclose;
    private final MintPasses mint;
    private final InTransaction inTransaction;

    /** The stations of the exchange, in their order. */
    public IssueCode(
            PermitIssue permit,
            DiscloseClaim disclose,
            MintPasses mint,
            InTransaction inTransaction) {
        this.permit = permit;
        this.disclose = disclose;
        this.mint = mint;
        this.inTransaction = inTransaction;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());

        from("direct:issue-code")
                .routeId("issue-code")
                .bean(permit)
                .id("permit-issue")
                .bean(disclose)
                .id("disclose-claim")
                .policy(inTransaction)
                .bean(mint)
                .id("mint")
                .end();
    }
}
