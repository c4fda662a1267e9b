package org.xinqiao.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.tuf.VerifiedRepository;

/**
 * Makes a snapshot of a verified repository. TUF says which role vouches for a file; this says
 * whether that role is the one that may:
 *
 * <ul>
 *   <li>a member's document counts only from the role of the parent that it names (the nation's
 *       only from the top-level targets), so nobody promotes itself or lifts its own suspension;
 *   <li>keys and benefits count only from the node's own role;
 *   <li>agreements, catalogues and measures only from the top-level targets, an agreement only with
 *       the signatures of all its parties.
 * </ul>
 *
 * A document that does not count is a fault of the snapshot and spoils nothing else.
 */
public final class TrustLoader {
    private TrustLoader() {}

    /** The snapshot, and what to remember for the next one. */
    public record Loaded(TrustSnapshot snapshot, AgreementMemory memory) {}

    /** Whether the public keys of the golden vectors count. */
    enum TestKeys {
        /** Not where anybody acts on what they sign. */
        REFUSED,
        /** Where evidence is judged: its root may be the vectors' own. */
        ACCEPTED
    }

    /** The snapshot that the repository means at {@code now}, for whoever acts on it. */
    public static Loaded load(VerifiedRepository repository, AgreementMemory memory, Instant now) {
        return load(repository, memory, TestKeys.REFUSED, now);
    }

    /** What the repository meant then, for whoever judges evidence by a root that they name. */
    public static TrustSnapshot loadPast(VerifiedRepository repository, Instant then) {
        return load(repository, AgreementMemory.NONE, TestKeys.ACCEPTED, then).snapshot();
    }

    private static Loaded load(
            VerifiedRepository repository, AgreementMemory memory, TestKeys testKeys, Instant now) {
        List<TrustFault> faults = new ArrayList<>();
        repository
                .faults()
                .forEach(fault -> faults.add(new TrustFault(fault.file(), fault.reason())));
        DocumentFiles files = new DocumentFiles(repository.targets(), faults);
        Map<NodeId, Member> members = new MemberLoader(faults).load(files.members());
        Map<NodeId, NodeKeys> keys =
                OwnDocuments.keys(files.keys(), members.keySet(), testKeys, faults);
        AgreementLoader loader = new AgreementLoader(members, keys, memory, now, faults);
        Map<Long, Agreement> agreements = loader.load(files.agreements());
        List<Benefit> benefits =
                OwnDocuments.benefits(files.benefits(), members.keySet(), agreements, faults);
        Catalogue catalogue = files.catalogue();
        TrustDocuments documents =
                new TrustDocuments(
                        repository.snapshotVersion(),
                        repository.expires(),
                        List.copyOf(new TreeMap<>(members).values()),
                        List.copyOf(new TreeMap<>(keys).values()),
                        List.copyOf(new TreeMap<>(agreements).values()),
                        benefits,
                        catalogue,
                        files.entries(),
                        files.measures(),
                        faults);
        return new Loaded(TrustSnapshot.of(documents), loader.memory());
    }
}
