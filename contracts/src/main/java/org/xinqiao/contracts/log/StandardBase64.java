package org.xinqiao.contracts.log;

import java.util.Base64;

/** Base64 of RFC 4648, section 4, with padding, one text for each value. */
final class StandardBase64 {
    private StandardBase64() {}

    static byte[] decode(String text) throws MalformedNote {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The JDK's decoder takes missing padding and left-over bits; written back shows both.
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the text is not Base64.
        }
        throw new MalformedNote("Signatures and roots are base64 with padding");
    }
}
