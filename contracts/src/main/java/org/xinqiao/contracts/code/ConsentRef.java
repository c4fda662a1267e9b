package org.xinqiao.contracts.code;

import java.util.Arrays;
import java.util.Base64;

/**
 * A pass's reference to the consent it stands on: 8 random bytes, known to the home city alone.
 *
 * @param bytes the reference, {@value #BYTES} bytes
 */
public record ConsentRef(byte[] bytes) {
    /** Length on the wire. */
    public static final int BYTES = 8;

    /** Takes its own copy. */
    public ConsentRef {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a consent reference has 8 bytes");
        }
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Base64url, as in messages. */
    public String wire() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConsentRef that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return wire();
    }
}
