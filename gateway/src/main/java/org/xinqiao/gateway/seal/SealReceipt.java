package org.xinqiao.gateway.seal;

import java.security.SecureRandom;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Receipt;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.permit.PermittedNotice;

/**
 * Station 7 for receipts. The receipt is signed before the effect is written, so that both go into
 * one transaction; it is sent only once that has committed.
 */
@Component
public class SealReceipt {
    private final Sealer sealer;
    private final SecureRandom random;

    /** Signs with the node's keys. */
    public SealReceipt(Sealer sealer, SecureRandom random) {
        this.sealer = sealer;
        this.random = random;
    }

    /** The notice with its signed receipt. */
    @Handler
    public ReceiptedNotice seal(PermittedNotice notice) throws Refusal {
        Authentic message = notice.message();
        byte[] salt = new byte[Receipt.BYTES];
        random.nextBytes(salt);
        LogEntry entry = LogEntry.of(LogEntry.Direction.RECEIVED, salt, message.received().body());
        var receipt =
                new Receipt(
                        salt, entry.leaf().bytes(), Checkpoint.originOf(message.trust().self()));
        return new ReceiptedNotice(
                notice, salt, sealer.answer(Disclosed.receipt(receipt), message));
    }
}
