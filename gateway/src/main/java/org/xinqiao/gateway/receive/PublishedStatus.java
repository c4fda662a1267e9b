package org.xinqiao.gateway.receive;

import java.util.List;
import java.util.Optional;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.Refusal;

/** What members may read of this node's status lists. */
public interface PublishedStatus {
    /** The form of a token. */
    enum Form {
        /** In COSE. */
        CWT,
        /** In JOSE. */
        JWT
    }

    /**
     * A list, signed now in the suite preferred towards the reader; empty for a number that no list
     * has.
     *
     * @throws Refusal {@code try-later} if it cannot be signed just now
     */
    Optional<byte[]> token(long list, NodeId reader, Form form) throws Refusal;

    /** Where all lists stand. */
    List<String> subjects() throws Refusal;
}
