package org.xinqiao.gateway.ledger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.BadCiphertext;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.jose.MalformedJwe;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.SealedEntry;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.gateway.trust.ActingTrust;

/** Opens entries that were encrypted to this node. */
@Component
public class SealedEntries {
    private static final Logger LOG = LoggerFactory.getLogger(SealedEntries.class);

    private final NodeKeyring keyring;

    /** Opens by the keyring's keys. */
    public SealedEntries(NodeKeyring keyring) {
        this.keyring = keyring;
    }

    /** The entry; null if no key of this node opens it. */
    @Nullable Entry open(Content.Sealed sealed, StreamName stream, String key, ActingTrust trust) {
        try {
            SigningKey own = keyring.decrypting(trust, SealedEntry.kid(sealed)).orElse(null);
            return own == null ? null : SealedEntry.open(sealed, stream, key, own);
        } catch (MalformedJwe | BadCiphertext | MalformedJson e) {
            LOG.info("an entry of {} cannot be opened", stream);
            return null;
        }
    }
}
