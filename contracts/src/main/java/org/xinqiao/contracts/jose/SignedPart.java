package org.xinqiao.contracts.jose;

import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;

/** One signature with what it covers: header, a dot, payload (RFC 7515, section 5.1). */
final class SignedPart {
    private final Header header;
    private final byte[] input;
    private final byte[] signature;

    SignedPart(Header header, byte[] input, byte[] signature) {
        this.header = header;
        this.input = input;
        this.signature = signature;
    }

    Header header() {
        return header;
    }

    byte[] signature() {
        return signature;
    }

    static byte[] input(byte[] header, byte[] payload) {
        byte[] input = new byte[header.length + 1 + payload.length];
        System.arraycopy(header, 0, input, 0, header.length);
        input[header.length] = '.';
        System.arraycopy(payload, 0, input, header.length + 1, payload.length);
        return input;
    }

    static byte[] sign(SigningKey key, byte[] input) {
        return Base64Url.encodeAscii(key.sign(input));
    }

    /** The 64 bytes of a signature's text. */
    static byte[] signature(byte[] base64url) throws MalformedJws {
        byte[] bytes = bytes(base64url, "The signature");
        if (bytes.length != SignatureAlgorithm.SIGNATURE_BYTES) {
            throw Header.malformed("The signature must have 64 bytes");
        }
        return bytes;
    }

    static byte[] bytes(byte[] base64url, String part) throws MalformedJws {
        try {
            return Base64Url.decode(base64url);
        } catch (MalformedJson e) {
            throw Header.malformed(part + " " + e.rule());
        }
    }

    void verify(VerificationKey key) throws BadSignature {
        // The key's algorithm decides, never the message's: else a key could be used as another.
        if (key.algorithm() != header.algorithm() || !key.kid().equals(header.kid())) {
            throw new BadSignature();
        }
        key.verify(input, signature);
    }
}
