package org.xinqiao.gateway.permit;

import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Member;

/**
 * Whether a stream may go from its source to a node (protocol, section 6). Up and down, between a
 * member and the one that on-boarded it, by statutory duty. Sideways organisations alone, and only
 * what an agreement in force between both names. A stream for one recipient goes to nobody else,
 * and never sideways.
 */
public final class FlowRules {
    private FlowRules() {}

    /**
     * Returns only if it may; one of both is this node.
     *
     * @throws Refusal {@code member-suspended}, or {@code stream-unknown} where nothing lets it go
     */
    public static void decide(StreamName stream, NodeId to, ActingTrust trust) throws Refusal {
        NodeId from = stream.source();
        Member source = active(from, stream, trust);
        Member receiver = active(to, stream, trust);
        if (from.equals(to) || (stream.isPersonal() && !to.equals(stream.recipient()))) {
            throw unknown(stream);
        }
        boolean inLine = to.equals(source.parent()) || from.equals(receiver.parent());
        if (!inLine && (stream.isPersonal() || !agreed(stream, to, trust))) {
            throw unknown(stream);
        }
    }

    private static boolean agreed(StreamName stream, NodeId to, ActingTrust trust) {
        NodeId partner = trust.self().equals(to) ? stream.source() : to;
        return trust.agreementsWith(partner).stream()
                .anyMatch(agreement -> agreement.streams().contains(stream.kind().wire()));
    }

    private static Member active(NodeId node, StreamName stream, ActingTrust trust) throws Refusal {
        Member member = trust.snapshot().member(node).orElseThrow(() -> unknown(stream));
        if (!member.isActive()) {
            throw new Refusal(ProblemType.MEMBER_SUSPENDED);
        }
        return member;
    }

    private static Refusal unknown(StreamName stream) {
        return new Refusal(ProblemType.STREAM_UNKNOWN, "stream", stream.value());
    }
}
