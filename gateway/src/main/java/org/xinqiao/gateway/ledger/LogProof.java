package org.xinqiao.gateway.ledger;

import org.xinqiao.contracts.log.InclusionProof;
import org.xinqiao.contracts.log.SignedCheckpoint;

/**
 * That a record's entry stands in this node's log, as of a checkpoint.
 *
 * @param entry the entry's bytes
 * @param inclusion its place, and the way to the checkpoint's root
 * @param checkpoint signed by this node and whoever cosigned it at this size
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on and never compared
public record LogProof(byte[] entry, InclusionProof inclusion, SignedCheckpoint checkpoint) {}
