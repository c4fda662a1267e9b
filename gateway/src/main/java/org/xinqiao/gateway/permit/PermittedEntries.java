package org.xinqiao.gateway.permit;

import org.xinqiao.gateway.receive.EntriesOffered;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * Entries for a stream that this node may have.
 *
 * @param offered the entries
 * @param trust by which that was judged
 */
public record PermittedEntries(EntriesOffered offered, ActingTrust trust) {}
