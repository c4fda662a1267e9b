package org.xinqiao.gateway.permit;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.receive.EntriesOffered;
import org.xinqiao.gateway.receive.RecallWanted;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Station 3 at the source: only the node's own streams are written here, and one for a recipient
 * only where it may go there.
 */
@Component
public class PermitEntries {
    private final Trust trust;

    /** Judges by the trust in force. */
    public PermitEntries(Trust trust) {
        this.trust = trust;
    }

    /** The entries, if their stream is this node's. */
    @Handler
    public PermittedEntries permit(EntriesOffered offered) throws Refusal {
        ActingTrust acting = trust.inForce(offered.at());
        own(offered.stream(), acting);
        NodeId recipient = offered.stream().recipient();
        if (recipient != null) {
            FlowRules.decide(offered.stream(), recipient, acting);
        }
        return new PermittedEntries(offered, acting);
    }

    /** The recall, if the stream is this node's; it needs nobody's consent. */
    public RecallWanted recall(RecallWanted wanted) throws Refusal {
        own(wanted.stream(), trust.inForce(wanted.at()));
        return wanted;
    }

    private static void own(StreamName stream, ActingTrust acting) throws Refusal {
        if (!stream.source().equals(acting.self())) {
            throw new Refusal(ProblemType.STREAM_UNKNOWN, "stream", stream.value());
        }
    }
}
