package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.gateway.lists.StreamLanes;
import org.xinqiao.gateway.lists.ToldRecalls;

/** Writes that a partner has a batch: how far it is, and what crossed, in one transaction. */
@Component
public class SettleBatch {
    private final StreamLanes lanes;
    private final Records records;
    private final ToldRecalls recalls;
    private final TransactionTemplate transaction;

    /** Writes into a node's database. */
    public SettleBatch(
            StreamLanes lanes,
            Records records,
            ToldRecalls recalls,
            PlatformTransactionManager transactions) {
        this.lanes = lanes;
        this.records = records;
        this.recalls = recalls;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * The partner has the stream up to here.
     *
     * @param stated the change after which its state was stated along; 0 if it was not
     * @param crossed manifest and receipt
     * @return the lane, still held; empty if it was lost: then nothing is written
     */
    public Optional<StreamLanes.Held> taken(
            StreamLanes.Held lane,
            long to,
            long stated,
            byte[] receipt,
            long millis,
            List<Recorded> crossed,
            Instant now) {
        Optional<StreamLanes.Held> held =
                transaction.execute(status -> {
                    var still = lanes.acked(lane, to, stated, receipt, millis, now);
                    if (still.isPresent()) {
                        records.add(crossed);
                        recalls.settle();
                    }
                    return still;
                });
        return held == null ? Optional.empty() : held;
    }
}
