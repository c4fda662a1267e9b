package org.xinqiao.contracts.stream;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.xinqiao.contracts.crypto.BadCiphertext;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.Addressing;
import org.xinqiao.contracts.jose.CompactJwe;
import org.xinqiao.contracts.jose.MalformedJwe;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;

/**
 * Entries with personal data on their way to the one node that a stream is for. The header binds
 * the text to stream and key, so that nobody can show it as another's.
 */
public final class SealedEntry {
    private SealedEntry() {}

    /** The entry, encrypted to the recipient's key. */
    public static Content.Sealed seal(
            Entry entry,
            StreamName stream,
            String key,
            VerificationKey recipient,
            SecureRandom random) {
        return new Content.Sealed(
                CompactJwe.encrypt(recipient, addressing(stream, key), entry.json(), random));
    }

    /**
     * The entry in the clear, by the recipient's own key. What a later model says beyond ours is
     * passed over.
     */
    public static Entry open(Content.Sealed sealed, StreamName stream, String key, SigningKey own)
            throws MalformedJwe, BadCiphertext, MalformedJson {
        CompactJwe jwe = CompactJwe.parse(sealed.jwe().getBytes(StandardCharsets.ISO_8859_1));
        return Entry.parseKnown(StrictJson.parseObject(jwe.decrypt(own, addressing(stream, key))));
    }

    /** The recipient's key that it was encrypted to. */
    public static String kid(Content.Sealed sealed) throws MalformedJwe {
        return CompactJwe.parse(sealed.jwe().getBytes(StandardCharsets.ISO_8859_1)).kid();
    }

    private static Addressing addressing(StreamName stream, String key) {
        NodeId recipient = stream.recipient();
        if (recipient == null) {
            throw new IllegalArgumentException("only a recipient's own stream is encrypted");
        }
        return new Addressing(
                stream.source().value(), recipient.value(), stream.value() + "#" + key);
    }
}
