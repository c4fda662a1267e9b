package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.util.UUID;
import org.xinqiao.contracts.identity.NodeId;

/**
 * A notice that waits in the outbox.
 *
 * @param record its record's id
 * @param message its id
 * @param partner for whom
 * @param sequence its number
 * @param ordering what it must stay in order with
 * @param type its type
 * @param kid the key that signed it
 * @param createdAt when it was signed
 * @param attempts how often it was answered otherwise than with a receipt
 * @param body the signed bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record Waiting(
        long record,
        UUID message,
        NodeId partner,
        long sequence,
        String ordering,
        String type,
        String kid,
        Instant createdAt,
        int attempts,
        byte[] body) {}
