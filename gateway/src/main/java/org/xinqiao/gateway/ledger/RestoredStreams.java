package org.xinqiao.gateway.ledger;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamRules;
import org.xinqiao.contracts.stream.StreamRules.Memory;
import org.xinqiao.gateway.lists.Batches;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.StreamLanes;
import org.xinqiao.gateway.lists.Streams;

/**
 * What partners hold of this node's own streams, after its database was restored from a backup. A
 * stream that has lost what a partner holds is stopped before anything is signed: going on would
 * give numbers twice, and tell a second story.
 */
@Component
public class RestoredStreams {
    private final Streams streams;
    private final Batches batches;
    private final StreamLanes lanes;
    private final StreamAlarms alarms;
    private final TransactionTemplate transaction;

    /** The streams of a node's database. */
    RestoredStreams(
            Streams streams,
            Batches batches,
            StreamLanes lanes,
            StreamAlarms alarms,
            PlatformTransactionManager transactions) {
        this.streams = streams;
        this.batches = batches;
        this.lanes = lanes;
        this.alarms = alarms;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * A partner took this batch last.
     *
     * @param last its manifest, whose signature as this node's own was verified
     */
    public void seen(NodeId partner, Signed<Manifest> last, Instant now) {
        transaction.executeWithoutResult(status -> {
            Manifest theirs = last.statement();
            KeptStream held = streams.hold(theirs.stream(), true, now);
            lanes.has(held.id(), partner, theirs.to());
            Memory memory =
                    StreamRules.remembered(
                            held.seq(),
                            batches.manifestAt(held.id(), theirs.to()).orElse(null),
                            last);
            switch (memory) {
                case SAME -> {}
                case LOST -> stop(held, partner, "has more changes than this node", last, now);
                case OTHER -> stop(held, partner, "has other changes than this node", last, now);
            }
        });
    }

    private void stop(
            KeptStream held, NodeId partner, String why, Signed<Manifest> last, Instant now) {
        streams.stop(held.id(), partner + " " + why);
        alarms.restored(last, partner, held.seq(), now);
    }
}
