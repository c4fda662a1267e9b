package org.xinqiao.gateway.people;

import java.time.Instant;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.identity.NodeId;

/**
 * A partner's status list as far as this node knows it.
 *
 * @param home whose passes it is about
 * @param number its number
 * @param issuedAt {@code iat} of the list that was signed, in seconds since the epoch
 * @param ttl for how many seconds after that it may be relied on
 * @param version the later of {@code issuedAt} and what the last notice continued it to
 * @param list the bits
 */
public record PartnerList(
        NodeId home, long number, long issuedAt, int ttl, long version, StatusList list) {
    /**
     * Whether a bit that is not set may be relied on. A set one may always be: it never clears. A
     * notice does not make a list fresher, because it is not signed by a key for status lists.
     */
    public boolean isFresh(Instant now) {
        return now.isBefore(Instant.ofEpochSecond(issuedAt).plusSeconds(ttl));
    }
}
