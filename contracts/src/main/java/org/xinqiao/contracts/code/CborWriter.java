package org.xinqiao.contracts.code;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the items of RFC 8949 that the credit code needs, in preferred serialisation. The caller
 * orders map keys: bytewise by their encoding (4.2.1).
 */
final class CborWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    CborWriter integer(long value) {
        return value >= 0 ? head(0, value) : head(1, -1 - value);
    }

    CborWriter bytes(byte[] value) {
        head(2, value.length);
        out.writeBytes(value);
        return this;
    }

    CborWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        head(3, utf8.length);
        out.writeBytes(utf8);
        return this;
    }

    CborWriter array(int size) {
        return head(4, size);
    }

    CborWriter map(int size) {
        return head(5, size);
    }

    CborWriter bool(boolean value) {
        out.write(value ? 0xf5 : 0xf4);
        return this;
    }

    /** Copies an item that is encoded already. */
    CborWriter item(byte[] encoded) {
        out.writeBytes(encoded);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private CborWriter head(int major, long value) {
        int type = major << 5;
        if (value < 24) {
            out.write(type | (int) value);
        } else if (value <= 0xff) {
            out.write(type | 24);
            out.write((int) value);
        } else if (value <= 0xffff) {
            out.write(type | 25);
            big(value, 2);
        } else if (value <= 0xffff_ffffL) {
            out.write(type | 26);
            big(value, 4);
        } else {
            out.write(type | 27);
            big(value, 8);
        }
        return this;
    }

    private void big(long value, int size) {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }
}
