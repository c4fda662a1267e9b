package org.xinqiao.trust;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Everything a node trusts at one version of the repository: immutable, indexed, and built from
 * verified documents only.
 *
 * <p>It does not say which agreements this node's own operator approved.
 */
public final class TrustSnapshot {
    private final long version;
    private final Instant expires;
    private final Map<NodeId, Member> members;
    private final Map<NodeId, NodeKeys> keys;
    private final Map<Long, Agreement> agreements;
    private final Map<String, Benefit> benefits;
    private final Map<NodeId, List<Benefit>> benefitsByNode;
    private final Catalogue catalogue;
    private final List<TrustFault> faults;

    /**
     * Indexes verified documents; each key occurs once.
     *
     * @param version version of the TUF snapshot, {@code xqtrust} in messages
     * @param expires when the metadata expires; after it nothing is decided by this snapshot
     */
    public TrustSnapshot(
            long version,
            Instant expires,
            Collection<Member> members,
            Collection<NodeKeys> keys,
            Collection<Agreement> agreements,
            Collection<Benefit> benefits,
            Catalogue catalogue,
            List<TrustFault> faults) {
        this.version = version;
        this.expires = expires;
        this.members = index(members, Member::id);
        this.keys = index(keys, NodeKeys::node);
        this.agreements = index(agreements, Agreement::number);
        this.benefits = index(benefits, Benefit::id);
        this.benefitsByNode = benefits.stream().collect(Collectors.groupingBy(Benefit::node));
        this.catalogue = catalogue;
        this.faults = List.copyOf(faults);
    }

    private static <K, V> Map<K, V> index(Collection<V> values, Function<V, K> key) {
        return values.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    /** Version of the TUF snapshot. */
    public long version() {
        return version;
    }

    /** When the metadata expires. */
    public Instant expires() {
        return expires;
    }

    /** A member, active or suspended. */
    public Optional<Member> member(NodeId id) {
        return Optional.ofNullable(members.get(id));
    }

    /** All members. */
    public Collection<Member> members() {
        return members.values();
    }

    /** The published keys of a member. */
    public Optional<NodeKeys> keys(NodeId id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** An agreement that is signed by every party and in its term. */
    public Optional<Agreement> agreement(long number) {
        return Optional.ofNullable(agreements.get(number));
    }

    /** All agreements that are signed by every party and in their term. */
    public Collection<Agreement> agreements() {
        return agreements.values();
    }

    /** A published benefit. */
    public Optional<Benefit> benefit(String id) {
        return Optional.ofNullable(benefits.get(id));
    }

    /** The benefits that a city publishes. */
    public List<Benefit> benefitsOf(NodeId node) {
        return benefitsByNode.getOrDefault(node, List.of());
    }

    /** The catalogue in force. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** Documents that were ignored, and why. */
    public List<TrustFault> faults() {
        return faults;
    }
}
