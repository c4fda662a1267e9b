package org.xinqiao.gateway.seal;

import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.permit.PermittedNotice;

/**
 * A notice with its signed receipt, not yet recorded.
 *
 * @param notice the notice
 * @param salt of its entry in the evidence log
 * @param receipt what will be sent
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReceiptedNotice(PermittedNotice notice, byte[] salt, Sealed receipt)
        implements AboutMessage {
    @Override
    public Authentic message() {
        return notice.message();
    }
}
