package org.xinqiao.gateway.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 under a secret of the node, and under keys derived from it by name. */
final class KeyedHash {
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    KeyedHash(byte[] secret) {
        this.key = new SecretKeySpec(secret, HMAC);
    }

    byte[] of(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
        }
    }

    /** The hash under the key of that name. */
    KeyedHash derived(String name) {
        return new KeyedHash(of(name));
    }
}
