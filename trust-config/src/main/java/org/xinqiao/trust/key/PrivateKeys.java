package org.xinqiao.trust.key;

import java.io.IOException;
import java.util.List;
import org.xinqiao.contracts.crypto.SigningKey;

/**
 * Where a node's private keys lie. Files today ({@link KeyDirectory}); a token in hardware can
 * stand behind it later, whose {@link SigningKey}s sign without ever showing a secret.
 */
public interface PrivateKeys {
    /**
     * What the keys would be told apart by from those of an earlier moment, without reading them.
     *
     * @throws IOException if the place is out of reach
     */
    String state() throws IOException;

    /**
     * All keys that there are now.
     *
     * @throws IOException if one of them is not good; it names which, and shows nothing of it
     */
    List<SigningKey> load() throws IOException;
}
