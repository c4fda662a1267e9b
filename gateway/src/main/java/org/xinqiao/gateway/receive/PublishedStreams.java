package org.xinqiao.gateway.receive;

import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;

/**
 * What this node shows of its own streams to whoever may have them, so that they can find out
 * whether they hold the same, and where not.
 */
public interface PublishedStreams {
    /**
     * What is stated of the whole stream now, as JWS.
     *
     * @throws Refusal {@code stream-unknown} if there is none, or not for this reader
     */
    byte[] state(StreamName stream, NodeId reader) throws Refusal;

    /**
     * What is held here of a source's own streams, for that source alone: each with the last
     * manifest that was taken, as JSON.
     */
    byte[] received(NodeId source);

    /** The answer to a question about sums ({@code Reconciliation}). */
    byte[] sums(StreamName stream, NodeId reader, byte[] question) throws Refusal;

    /** The entries at these places, as JSON. */
    byte[] entries(StreamName stream, NodeId reader, byte[] places) throws Refusal;
}
