package org.xinqiao.gateway.bench;

/** The smallest QR code at error correction level M that holds a text (ISO/IEC 18004). */
final class QrVersion {
    /** Alphanumeric characters by version, from version 1. */
    private static final int[] CHARACTERS = {
        20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483
    };

    private QrVersion() {}

    static int of(String text) {
        for (int i = 0; i < CHARACTERS.length; i++) {
            if (text.length() <= CHARACTERS[i]) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("longer than a credit code may be");
    }
}
