package org.xinqiao.gateway.trust;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Member;

/**
 * What this node acts on: the verified snapshot, less every agreement that its own operator has not
 * approved in exactly this revision (protocol, section 7).
 *
 * @param self this node
 * @param snapshot the verified trust documents
 * @param approved digests of the approved agreement revisions
 */
public record ActingTrust(NodeId self, TrustSnapshot snapshot, Set<String> approved) {
    /** Keeps its own copy. */
    public ActingTrust {
        approved = Set.copyOf(approved);
    }

    /** The agreement, if it is in force, approved here, and both nodes are active parties to it. */
    public Optional<Agreement> agreementWith(NodeId partner, long number) {
        return snapshot.agreement(number).filter(agreement -> actsOn(agreement, partner));
    }

    /** All agreements with a partner that this node acts on, lowest number first. */
    public List<Agreement> agreementsWith(NodeId partner) {
        return snapshot.agreements().stream()
                .filter(agreement -> actsOn(agreement, partner))
                .sorted(Comparator.comparingLong(Agreement::number))
                .toList();
    }

    /** All agreements that this node is a party to and acts on. */
    public List<Agreement> ownAgreements() {
        return snapshot.agreements().stream()
                .filter(agreement -> approved.contains(agreement.digest()))
                .filter(agreement -> agreement.parties().contains(self))
                .sorted(Comparator.comparingLong(Agreement::number))
                .toList();
    }

    /**
     * The nodes that this one has to do with: those with whom it acts on an agreement, its parent,
     * and those that it on-boarded; active, and with a published endpoint.
     */
    public List<NodeId> partners() {
        NodeId parent = snapshot.member(self).map(Member::parent).orElse(null);
        return snapshot.members().stream()
                .filter(Member::isActive)
                .filter(member -> !member.id().equals(self))
                .filter(member ->
                        member.id().equals(parent)
                                || self.equals(member.parent())
                                || !agreementsWith(member.id()).isEmpty())
                .map(Member::id)
                .filter(node -> snapshot.keys(node).isPresent())
                .sorted(Comparator.comparing(NodeId::value))
                .toList();
    }

    /** Approved here, and this node and the partner both active parties to it. */
    private boolean actsOn(Agreement agreement, NodeId partner) {
        return approved.contains(agreement.digest())
                && snapshot.agreement(agreement.number(), self, partner).isPresent();
    }
}
