package org.xinqiao.contracts.stream;

import org.xinqiao.contracts.log.Hash;

/**
 * Where a forwarder had a change from. It proves nothing by itself: it says where to look.
 *
 * @param stream the stream that the forwarder had it from
 * @param seq the change there
 * @param leaf its leaf hash there
 */
public record Origin(StreamName stream, long seq, Hash leaf) {
    /** Checks the bounds. */
    public Origin {
        if (seq < 1 || seq > Change.SEQ_MAX) {
            throw new IllegalArgumentException("seq counts from 1");
        }
    }
}
