package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.ledger.Outbox;
import org.xinqiao.gateway.ledger.OutboxSignal;
import org.xinqiao.gateway.ledger.OutgoingNotice;
import org.xinqiao.gateway.ledger.Records;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.TrustWatch;
import org.xinqiao.trust.tuf.HttpFetcher;
import org.xinqiao.trust.tuf.TufRefused;

/**
 * Numbers, signs and writes notices into a node's outbox by the node's own classes and keys, as
 * many in a transaction as share a commit under load. The node itself delivers them.
 */
final class NoticeSource {
    /** As many as the ledger lets share a commit. */
    static final int BATCH = 128;

    private final Outbox outbox;
    private final ActingTrust acting;
    private final NodeDatabase database;
    private final List<NodeId> partners;
    private long next;

    NoticeSource(NodeConfig config, NodeDatabase database, List<NodeId> partners)
            throws IOException {
        var random = new SecureRandom();
        var keyring = NodeKeyring.load(config.keys().source());
        var sealer = new Sealer(keyring, Clock.systemUTC(), random);
        this.database = database;
        this.partners = partners;
        this.acting = new ActingTrust(config.node(), snapshot(config), Set.of());
        this.outbox =
                new Outbox(
                        database.jdbc,
                        new Records(database.jdbc, random),
                        sealer,
                        new OutboxSignal());
    }

    /** What the node itself has verified, read again with the same checks. */
    private static TrustSnapshot snapshot(NodeConfig config) throws IOException {
        NodeConfig.Trust trust = config.trust();
        try {
            var fetcher = new HttpFetcher(trust.repository());
            var watch = TrustWatch.open(trust.root(), trust.stateDirectory(), fetcher);
            return watch.poll(Instant.now());
        } catch (TufRefused e) {
            throw new IOException(e);
        }
    }

    /** Writes notices, about a consent each, to the partners in turn. */
    void write(int count) {
        for (int left = count; left > 0; left -= BATCH) {
            int batch = Math.min(BATCH, left);
            database.transaction.executeWithoutResult(status -> add(batch));
        }
    }

    private void add(int count) {
        var notices = new ArrayList<OutgoingNotice>(count);
        for (int i = 0; i < count; i++) {
            notices.add(notice(next++));
        }
        try {
            outbox.add(notices);
        } catch (Refusal e) {
            throw new IllegalStateException(e);
        }
    }

    private OutgoingNotice notice(long number) {
        byte[] ref = ByteBuffer.allocate(ConsentRef.BYTES).putLong(number).array();
        var notice =
                new ConsentNotice(
                        List.of(new ConsentRef(ref)),
                        1,
                        ConsentNotice.State.PAUSED,
                        WireTime.of(Instant.now()));
        return OutgoingNotice.of(
                partners.get((int) (number % partners.size())),
                Disclosed.notice(notice),
                "consent " + number,
                null,
                acting);
    }
}
