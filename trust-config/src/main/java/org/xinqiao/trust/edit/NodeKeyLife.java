package org.xinqiao.trust.edit;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Changes what a node publishes of its keys, so that nothing is refused meanwhile: the new key is
 * published an overlap before it signs, and the one before counts for an overlap longer. The change
 * takes effect when it is published.
 */
public final class NodeKeyLife {
    private final Federation federation;
    private final NodeKeyFile file;
    private final SecureRandom random;

    /** The life of the keys in a federation's working directory. */
    public NodeKeyLife(Federation federation, SecureRandom random) {
        this.federation = federation;
        this.file = new NodeKeyFile(federation);
        this.random = random;
    }

    /**
     * One key that follows another.
     *
     * @param before the kid of the key that it follows
     * @param key the new key; its private half lies with the node's others in {@code private/}
     * @param startsAt from here on the node signs with it
     * @param retiredAt from here on what is dated is not the old one's
     */
    public record Succession(String before, SigningKey key, Instant startsAt, Instant retiredAt) {}

    /**
     * Makes a successor, with the same algorithm and all the same uses, of every key of the node
     * that is in force for a use.
     *
     * @param suite of one suite only; both where there is none
     * @param overlap how long before its use a key is published, at least as long as any partner
     *     takes to look at the repository again
     * @throws NotPossible if there is no such key, or one has a successor already
     */
    public List<Succession> rotate(
            NodeId node, KeyUse use, @Nullable Suite suite, Duration overlap, Instant now)
            throws IOException, NotPossible {
        NodeKeys published = published(node);
        Instant startsAt = now.plus(overlap).truncatedTo(ChronoUnit.SECONDS);
        Instant retiredAt = startsAt.plus(overlap.isZero() ? Duration.ofSeconds(1) : overlap);
        List<Succession> all = new ArrayList<>();
        List<NodeKey> keys = new ArrayList<>();
        for (NodeKey key : published.keys()) {
            boolean wanted =
                    key.uses().contains(use)
                            && (suite == null || key.key().algorithm().suite() == suite)
                            && isToBeFollowed(key, published, now);
            if (wanted && (key.retiredAt() == null || isRevoked(key, now))) {
                SigningKey next = Keys.generate(key.key().algorithm(), random);
                all.add(new Succession(key.key().kid(), next, startsAt, retiredAt));
                keys.add(
                        isRevoked(key, now)
                                ? key
                                : new NodeKey(
                                        key.key(),
                                        key.uses(),
                                        key.startsAt(),
                                        retiredAt,
                                        key.revokedAt()));
                keys.add(new NodeKey(next.publicKey(), key.uses(), startsAt, null, null));
            } else if (wanted && !hasSuccessor(key, published, now)) {
                throw new NotPossible(
                        "key "
                                + key.key().kid()
                                + " of "
                                + node
                                + " retires at "
                                + key.retiredAt()
                                + " without a successor: take its retiredAt out first");
            } else {
                keys.add(key);
            }
        }
        if (all.isEmpty()) {
            throw new NotPossible(
                    node
                            + " has no key in force for "
                            + use.wire()
                            + (suite == null ? "" : " of suite " + suite)
                            + " that has no successor yet");
        }
        for (Succession each : all) {
            federation.privateNodeKeys(node).write(each.key(), random);
        }
        write(published, keys, published.pins());
        return List.copyOf(all);
    }

    /** One that is in force, or was revoked and left the node without any. */
    private static boolean isToBeFollowed(NodeKey key, NodeKeys published, Instant now) {
        return key.standing(now, now) == NodeKey.Standing.GOOD
                || (isRevoked(key, now) && !hasSuccessor(key, published, now));
    }

    private static boolean isRevoked(NodeKey key, Instant now) {
        return key.standing(now, now) == NodeKey.Standing.REVOKED;
    }

    private static boolean hasSuccessor(NodeKey key, NodeKeys published, Instant now) {
        return published.keys().stream()
                .filter(other -> !other.equals(key))
                .filter(other -> other.key().algorithm() == key.key().algorithm())
                .filter(other -> other.uses().containsAll(key.uses()))
                .anyMatch(other -> !isRevoked(other, now) && other.retiredAt() == null);
    }

    /**
     * Says from when on what is dated is not this key's.
     *
     * @throws NotPossible if no other key of the node would be in force for one of its uses then
     */
    public void retire(NodeId node, String kid, Instant at, Instant now)
            throws IOException, NotPossible {
        NodeKeys published = published(node);
        NodeKey key = key(published, kid);
        Instant end = at.truncatedTo(ChronoUnit.SECONDS);
        if (end.isBefore(now.truncatedTo(ChronoUnit.SECONDS))) {
            throw new NotPossible(
                    "retiring is for the future: what it signed before "
                            + at
                            + " is with partners");
        }
        for (KeyUse use : key.uses()) {
            boolean covered =
                    published.keys().stream()
                            .filter(other -> !other.equals(key))
                            .filter(other -> other.uses().contains(use))
                            .filter(other ->
                                    other.key().algorithm().suite()
                                            == key.key().algorithm().suite())
                            .anyMatch(other -> other.standing(end, end) == NodeKey.Standing.GOOD);
            if (!covered) {
                throw new NotPossible(
                        "no other key of "
                                + node
                                + " is in force for "
                                + use.wire()
                                + " at "
                                + end
                                + ": rotate first");
            }
        }
        replace(
                published,
                key,
                new NodeKey(key.key(), key.uses(), key.startsAt(), end, key.revokedAt()));
    }

    /**
     * Says from when on nothing that arrives under this key is believed. It is never refused: a
     * stolen key must go even where the node has no other.
     *
     * @return the uses for which the node has no other key in force then
     */
    public Set<KeyUse> revoke(NodeId node, String kid, Instant at) throws IOException, NotPossible {
        NodeKeys published = published(node);
        NodeKey key = key(published, kid);
        Instant from = at.truncatedTo(ChronoUnit.SECONDS);
        // A document must not say that a key ends before it begins.
        Instant startsAt = key.startsAt().isBefore(from) ? key.startsAt() : from.minusSeconds(1);
        Instant retiredAt =
                key.retiredAt() != null && !key.retiredAt().isAfter(startsAt)
                        ? null
                        : key.retiredAt();
        replace(published, key, new NodeKey(key.key(), key.uses(), startsAt, retiredAt, from));
        Set<KeyUse> left = new HashSet<>(key.uses());
        published.keys().stream()
                .filter(other -> !other.equals(key))
                .filter(other -> other.key().algorithm().suite() == key.key().algorithm().suite())
                .filter(other -> other.revokedAt() == null)
                .filter(other -> other.standing(from, from) == NodeKey.Standing.GOOD)
                .forEach(other -> left.removeAll(other.uses()));
        return Set.copyOf(left);
    }

    /** Publishes a further TLS key, by its pin, beside those that there are. */
    public void addPin(NodeId node, String pin) throws IOException, NotPossible {
        NodeKeys published = published(node);
        Set<String> pins = new HashSet<>(published.pins());
        if (!pins.add(pin)) {
            throw new NotPossible(node + " publishes pin " + pin + " already");
        }
        write(published, published.keys(), pins);
    }

    /**
     * Takes a TLS key out.
     *
     * @throws NotPossible if it is the last one: nobody could reach the node
     */
    public void removePin(NodeId node, String pin) throws IOException, NotPossible {
        NodeKeys published = published(node);
        Set<String> pins = new HashSet<>(published.pins());
        if (!pins.remove(pin)) {
            throw new NotPossible(node + " publishes no pin " + pin);
        }
        if (pins.isEmpty()) {
            throw new NotPossible(
                    "it is the last pin of " + node + ": add the new one first, by rotate --pin");
        }
        write(published, published.keys(), pins);
    }

    private NodeKeys published(NodeId node) throws IOException, NotPossible {
        if (!file.exists(node)) {
            throw new NotPossible("keys/" + node + ".yaml is missing: run keygen --node first");
        }
        return file.read(node);
    }

    private static NodeKey key(NodeKeys published, String kid) throws NotPossible {
        return published.keys().stream()
                .filter(each -> each.key().kid().equals(kid))
                .findFirst()
                .orElseThrow(() -> new NotPossible(published.node() + " publishes no key " + kid));
    }

    private void replace(NodeKeys published, NodeKey old, NodeKey changed) throws IOException {
        List<NodeKey> keys = new ArrayList<>(published.keys());
        keys.set(keys.indexOf(old), changed);
        write(published, keys, published.pins());
    }

    private void write(NodeKeys published, List<NodeKey> keys, Set<String> pins)
            throws IOException {
        file.write(
                new NodeKeys(
                        published.node(), published.endpoint(), published.suites(), keys, pins));
    }
}
