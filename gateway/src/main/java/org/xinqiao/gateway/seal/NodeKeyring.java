package org.xinqiao.gateway.seal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.PublishedSince;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.key.PrivateKeys;

/**
 * This node's private keys, by their kid. Which of them signs is read from what the trust documents
 * publish at that moment, and a key that is put in place while the node runs is picked up, so that
 * a rotation needs no restart.
 */
public final class NodeKeyring {
    private static final Logger LOG = LoggerFactory.getLogger(NodeKeyring.class);
    private static final int LOOK_MILLIS = 1_000;

    private final PrivateKeys source;
    private final PublishedSince since;
    private final Duration overlap;
    private volatile Map<String, SigningKey> byKid = Map.of();
    private volatile BooleanSupplier allowed = () -> true;
    private String state = "";
    private String trouble = "";

    private NodeKeyring(PrivateKeys source, PublishedSince since, Duration overlap) {
        this.source = source;
        this.since = since;
        this.overlap = overlap;
    }

    /**
     * Loads every key of a source.
     *
     * @param overlap how long a key must have been published before it signs, where another can
     * @throws IOException if a key cannot be read; it names the file only
     */
    public static NodeKeyring load(PrivateKeys source, PublishedSince since, Duration overlap)
            throws IOException {
        var keyring = new NodeKeyring(source, since, overlap);
        keyring.read();
        return keyring;
    }

    /** Loads every key of a source, each of which signs as soon as it is in force. */
    public static NodeKeyring load(PrivateKeys source) throws IOException {
        return load(source, PublishedSince.ALWAYS, Duration.ZERO);
    }

    private void read() throws IOException {
        String now = source.state();
        if (now.equals(state)) {
            return;
        }
        var keys = new HashMap<String, SigningKey>();
        source.load().forEach(key -> keys.put(key.kid(), key));
        byKid = Map.copyOf(keys);
        state = now;
    }

    /** Picks up what has changed; with a key that cannot be read, everything stays as it was. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    public synchronized void refresh() {
        try {
            read();
            trouble = "";
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(trouble)) {
                LOG.warn("the private keys stay as they were: {}", why);
            }
            trouble = why;
        }
    }

    /** Itself, signing only while something holds: a node that was restored waits first. */
    public NodeKeyring whileTrue(BooleanSupplier condition) {
        allowed = condition;
        return this;
    }

    /** Whether it holds no key at all: then nothing can ever be signed. */
    public boolean isEmpty() {
        return byKid.isEmpty();
    }

    /**
     * The key that opens what was encrypted to it: one that this node publishes or published for
     * that. A retired one still opens what came before.
     */
    public Optional<SigningKey> decrypting(ActingTrust trust, String kid) {
        return trust.snapshot()
                .key(trust.self(), KeyUse.ENC, kid)
                .flatMap(key -> Optional.ofNullable(byKid.get(kid)));
    }

    /** The key that is published for the use, of the suite, held here, and the one to sign with. */
    public Optional<SigningKey> signing(NodeKeys published, KeyUse use, Suite suite, Instant now) {
        if (!allowed.getAsBoolean()) {
            return Optional.empty();
        }
        Map<String, SigningKey> held = byKid;
        List<NodeKey> candidates =
                published.keys().stream()
                        .filter(key -> key.uses().contains(use))
                        .filter(key -> key.key().algorithm().suite() == suite)
                        .filter(key -> held.containsKey(key.key().kid()))
                        .toList();
        return SigningKeyRules.decide(candidates, key -> since.since(key.key().kid()), overlap, now)
                .flatMap(key -> Optional.ofNullable(held.get(key.key().kid())));
    }
}
