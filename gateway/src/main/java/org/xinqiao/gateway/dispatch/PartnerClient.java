package org.xinqiao.gateway.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.trust.TlsIdentities;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Sends messages to other nodes. Each partner has connections and a limit of its own, so a slow
 * partner holds up nobody else, and what is sent goes to a server with one of the pins that the
 * partner publishes or to nobody.
 *
 * <p>What comes back is not verified: who answered is known by its TLS connection alone.
 */
@Component
public class PartnerClient implements AutoCloseable {
    private static final int TIDY_MILLIS = 30_000;

    /** From here on an answer may come from something that stands before a node that is down. */
    private static final int SERVER_FAULT_LEAST = 500;

    private final ConcurrentHashMap<NodeId, Partner> partners = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<NodeId>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor alarms;
    private final Supplier<TlsIdentity> identity;
    private final MeterRegistry meters;
    private final int callMillis;

    @Autowired
    PartnerClient(NodeConfig config, TlsIdentities identities, MeterRegistry meters) {
        this(config, identities::current, meters, Bounds.PARTNER_CALL_MILLIS_MAX);
    }

    PartnerClient(
            NodeConfig config,
            Supplier<TlsIdentity> identity,
            MeterRegistry meters,
            int callMillis) {
        this.identity = identity;
        this.meters = meters;
        this.callMillis = callMillis;
        var threads =
                Thread.ofPlatform().daemon().name(config.node() + "-partner-alarms").factory();
        this.alarms = new ScheduledThreadPoolExecutor(1, threads);
        alarms.setRemoveOnCancelPolicy(true);
    }

    /**
     * Posts a signed message to a partner's message endpoint. After an I/O failure the same bytes
     * are sent once more if time is left; a partner answers both alike.
     *
     * @param to whom
     * @param snapshot where its endpoint and pins stand
     * @param message the JWS
     * @return the answer, of any status
     * @throws PartnerUnreachable when no answer came in time
     */
    public Reply post(NodeId to, TrustSnapshot snapshot, byte[] message) throws PartnerUnreachable {
        return timed(to, partner(to, snapshot), partner -> partner.post(message));
    }

    /**
     * Gets what a partner shows to members, such as its log; within the same bounds as a message.
     *
     * @param path the path below the partner's endpoint, beginning with a slash
     */
    public Reply get(NodeId from, TrustSnapshot snapshot, String path) throws PartnerUnreachable {
        return timed(from, partner(from, snapshot), partner -> partner.get(path));
    }

    /**
     * Puts a large body, within {@link Bounds#BATCH_CALL_MILLIS_MAX}; after an I/O failure once
     * more, as with {@link #post}.
     *
     * @param headers headers besides the usual ones
     */
    public Reply put(
            NodeId to,
            TrustSnapshot snapshot,
            String path,
            Map<String, String> headers,
            String mediaType,
            byte[] body)
            throws PartnerUnreachable {
        return timed(
                to, partner(to, snapshot), partner -> partner.put(path, headers, mediaType, body));
    }

    /** Asks by a body, for an answer that may be large; within the time of a batch. */
    public Reply ask(
            NodeId of, TrustSnapshot snapshot, String path, String mediaType, byte[] question)
            throws PartnerUnreachable {
        return timed(of, partner(of, snapshot), partner -> partner.ask(path, mediaType, question));
    }

    /** Hears of each answer that shows a partner at work; must return at once and never fail. */
    void onAnswer(Consumer<NodeId> listener) {
        listeners.add(listener);
    }

    /** The same in one form of several. */
    public Reply get(NodeId from, TrustSnapshot snapshot, String path, String accept)
            throws PartnerUnreachable {
        return timed(from, partner(from, snapshot), partner -> partner.get(path, accept));
    }

    private interface Call {
        Reply to(Partner partner) throws PartnerUnreachable;
    }

    private Reply timed(NodeId to, Partner partner, Call call) throws PartnerUnreachable {
        long start = System.nanoTime();
        String outcome = "unreachable";
        try {
            Reply reply = call.to(partner);
            outcome = "answered";
            if (reply.status() < SERVER_FAULT_LEAST) {
                listeners.forEach(listener -> listener.accept(to));
            }
            return reply;
        } finally {
            meters.timer("xinqiao.partner", "partner", to.value(), "outcome", outcome)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private Partner partner(NodeId to, TrustSnapshot snapshot) throws PartnerUnreachable {
        NodeKeys keys =
                snapshot.keys(to)
                        .orElseThrow(() -> new PartnerUnreachable(to, "publishes no keys", null));
        Partner known = partners.get(to);
        TlsIdentity shown = identity.get();
        if (known != null && known.serves(keys, snapshot.version(), shown)) {
            return known;
        }
        return partners.compute(to, (id, old) -> renewed(old, keys, snapshot.version(), shown));
    }

    /** Connections by old pins, and under an old certificate, end when the calls on them have. */
    private Partner renewed(@Nullable Partner old, NodeKeys keys, long version, TlsIdentity shown) {
        if (old != null) {
            if (old.serves(keys, version, shown)) {
                return old;
            }
            old.retire();
        }
        return new Partner(keys, version, shown, alarms, callMillis);
    }

    @Scheduled(fixedDelay = TIDY_MILLIS, initialDelay = TIDY_MILLIS)
    void closeIdleConnections() {
        partners.values().forEach(Partner::closeIdleConnections);
    }

    @Override
    public void close() {
        partners.values().forEach(Partner::close);
        alarms.shutdownNow();
    }
}
