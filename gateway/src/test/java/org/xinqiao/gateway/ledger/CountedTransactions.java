package org.xinqiao.gateway.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Counts what a commit costs. */
final class CountedTransactions extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;

    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger committed = new AtomicInteger();

    CountedTransactions(DataSource database) {
        super(database);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        begun.incrementAndGet();
        super.doBegin(transaction, definition);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        super.doCommit(status);
        committed.incrementAndGet();
    }
}
