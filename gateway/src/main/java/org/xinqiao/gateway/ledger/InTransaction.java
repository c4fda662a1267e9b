package org.xinqiao.gateway.ledger;

import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts the steps of a route that it wraps into one database transaction: all of them take effect,
 * or none does.
 */
@Component
public class InTransaction implements Policy {
    private final TransactionTemplate transaction;

    /** Transactions of a node's database. */
    public InTransaction(PlatformTransactionManager manager) {
        this.transaction = new TransactionTemplate(manager);
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange ->
                transaction.executeWithoutResult(status -> {
                    try {
                        steps.process(exchange);
                    } catch (Exception e) {
                        exchange.setException(e);
                    }
                    if (exchange.isFailed()) {
                        status.setRollbackOnly();
                    }
                });
    }
}
