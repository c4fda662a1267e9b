package org.xinqiao.gateway.seal;

import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.disclose.DisclosedItems;

/**
 * An answer about items with its signature, not yet recorded.
 *
 * @param disclosed the answer
 * @param answer what will be sent
 */
public record SealedItems(DisclosedItems disclosed, Sealed answer) implements AboutMessage {
    @Override
    public Authentic message() {
        return disclosed.message();
    }
}
