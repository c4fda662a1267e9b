package org.xinqiao.trust;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.entry.EntryCatalogue;
import org.xinqiao.contracts.entry.MeasureList;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/**
 * What a node trusts at one moment: immutable, indexed, for any number of threads.
 *
 * <p>It guarantees that every document in it was signed by the role that may sign it and that every
 * agreement was signed by all its parties. It does not say whether a member is active, whether a
 * key was good on the date of what it signed, or whether this node's operator approved an
 * agreement: the caller asks. After {@link #expires()} nothing in it counts.
 */
public final class TrustSnapshot {
    /** How many bytes of a thumbprint name a key in a pass. */
    public static final int KID_PREFIX_BYTES = Long.BYTES;

    private final TrustDocuments documents;
    private final Map<NodeId, Member> members;
    private final Map<NodeId, NodeKeys> keys;
    private final Map<KeyName, NodeKey> byName = new HashMap<>();
    private final Map<ShortKeyName, List<NodeKey>> byPrefix;
    private final Map<Long, Agreement> agreements;
    private final Map<String, Benefit> benefits;
    private final Map<NodeId, List<Benefit>> benefitsByNode;

    private record KeyName(NodeId node, KeyUse use, String kid) {}

    private record ShortKeyName(NodeId node, KeyUse use, long prefix) {}

    private TrustSnapshot(TrustDocuments documents) {
        this.documents = documents;
        this.members = index(documents.members(), Member::id);
        this.keys = index(documents.keys(), NodeKeys::node);
        this.agreements = index(documents.agreements(), Agreement::number);
        this.benefits = index(documents.benefits(), Benefit::id);
        this.benefitsByNode =
                documents.benefits().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Benefit::node, Collectors.toUnmodifiableList()));
        Map<ShortKeyName, List<NodeKey>> prefixes = new HashMap<>();
        documents.keys().forEach(node -> indexKeys(node, prefixes));
        prefixes.replaceAll((name, list) -> List.copyOf(list));
        this.byPrefix = prefixes;
    }

    /** The snapshot of these documents. */
    public static TrustSnapshot of(TrustDocuments documents) {
        return new TrustSnapshot(documents);
    }

    private void indexKeys(NodeKeys node, Map<ShortKeyName, List<NodeKey>> prefixes) {
        for (NodeKey key : node.keys()) {
            long prefix = ByteBuffer.wrap(key.key().thumbprint()).getLong();
            for (KeyUse use : key.uses()) {
                byName.put(new KeyName(node.node(), use, key.key().kid()), key);
                prefixes.computeIfAbsent(
                                new ShortKeyName(node.node(), use, prefix),
                                name -> new ArrayList<>())
                        .add(key);
            }
        }
    }

    private static <K, V> Map<K, V> index(List<V> values, Function<V, K> key) {
        return values.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    /** The version of the TUF snapshot: {@code xqtrust} of messages. */
    public long version() {
        return documents.version();
    }

    /** When all of it stops counting. */
    public Instant expires() {
        return documents.expires();
    }

    /** A member, active or suspended. */
    public Optional<Member> member(NodeId node) {
        return Optional.ofNullable(members.get(node));
    }

    /** All members, suspended ones too. */
    public Collection<Member> members() {
        return documents.members();
    }

    /** What a node published about itself. */
    public Optional<NodeKeys> keys(NodeId node) {
        return Optional.ofNullable(keys.get(node));
    }

    /** The key of a node by its full name, if it has this use; its times are the caller's. */
    public Optional<NodeKey> key(NodeId node, KeyUse use, String kid) {
        return Optional.ofNullable(byName.get(new KeyName(node, use, kid)));
    }

    /** All keys of a node with this use whose thumbprint starts so; more than one is ambiguous. */
    public List<NodeKey> keysByPrefix(NodeId node, KeyUse use, byte[] kidPrefix) {
        if (kidPrefix.length != KID_PREFIX_BYTES) {
            return List.of();
        }
        long prefix = ByteBuffer.wrap(kidPrefix).getLong();
        return byPrefix.getOrDefault(new ShortKeyName(node, use, prefix), List.of());
    }

    /** The agreement of a number, if all parties signed it and it runs. */
    public Optional<Agreement> agreement(long number) {
        return Optional.ofNullable(agreements.get(number));
    }

    /** The agreement of a number, if it runs and these two are both parties and both active. */
    public Optional<Agreement> agreement(long number, NodeId one, NodeId other) {
        return agreement(number)
                .filter(agreement -> agreement.binds(one, other))
                .filter(agreement -> isActive(one) && isActive(other));
    }

    private boolean isActive(NodeId node) {
        return member(node).filter(Member::isActive).isPresent();
    }

    /** All agreements that all parties signed and that run. */
    public Collection<Agreement> agreements() {
        return documents.agreements();
    }

    /** The benefit of an id. */
    public Optional<Benefit> benefit(String id) {
        return Optional.ofNullable(benefits.get(id));
    }

    /** The benefits that a node gives. */
    public List<Benefit> benefitsOf(NodeId node) {
        return benefitsByNode.getOrDefault(node, List.of());
    }

    /** The data items and purposes; {@link Catalogue#NONE} where none counts. */
    public Catalogue catalogue() {
        return documents.catalogue();
    }

    /** Which entries may be collected and shared; {@link EntryCatalogue#NONE} where none counts. */
    public EntryCatalogue entries() {
        return documents.entries();
    }

    /** Every edition of the list of measures, past and future ones too. */
    public List<MeasureList> editions() {
        return documents.measures();
    }

    /** The measures that may be asked for on a day; {@link MeasureList#NONE} where none may. */
    public MeasureList measures(LocalDate day) {
        return MeasureList.inForce(documents.measures(), day);
    }

    /** The documents that were ignored, and why. */
    public List<TrustFault> faults() {
        return documents.faults();
    }
}
