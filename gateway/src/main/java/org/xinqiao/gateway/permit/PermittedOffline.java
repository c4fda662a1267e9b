package org.xinqiao.gateway.permit;

import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.OfflineTold;
import org.xinqiao.gateway.people.Consent;

/**
 * A visit that a partner decided off line, as it might.
 *
 * @param told what it said
 * @param consent as it stood when the code was shown; held until the transaction ends
 */
public record PermittedOffline(OfflineTold told, Consent consent) implements AboutMessage {
    @Override
    public Authentic message() {
        return told.message();
    }

    /** Masked: a consent holds a person's number. */
    @Override
    public String toString() {
        return "PermittedOffline[" + told.notice().request() + "]";
    }
}
