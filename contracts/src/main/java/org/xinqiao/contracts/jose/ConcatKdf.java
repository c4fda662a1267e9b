package org.xinqiao.contracts.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xinqiao.contracts.crypto.ContentCipher;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.crypto.Suite;

/**
 * From an agreed secret to a content key: the Concat KDF as <a
 * href="https://www.rfc-editor.org/rfc/rfc7518#section-4.6.2">RFC 7518</a> uses it for direct
 * agreement, without PartyUInfo and PartyVInfo. One round, because the key is one digest long.
 */
final class ConcatKdf {
    private ConcatKdf() {}

    static byte[] contentKey(byte[] agreed) {
        byte[] algorithm = JweHeader.encryption(Suite.INTL).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer info =
                ByteBuffer.allocate(4 * Integer.BYTES + algorithm.length)
                        .putInt(algorithm.length)
                        .put(algorithm)
                        .putInt(0)
                        .putInt(0)
                        .putInt(ContentCipher.keyBytes(Suite.INTL) * Byte.SIZE);
        byte[] round = {0, 0, 0, 1};
        return Digests.sha256(round, agreed, info.array());
    }
}
