package org.xinqiao.gateway.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * What a TLS certificate is recognised by: the base64url SHA-256 of its SubjectPublicKeyInfo.
 *
 * <p>Pins are published in {@code keys/<node>.json}. There is no certificate authority between
 * nodes, so issuer, names and dates of a certificate say nothing here: an expired certificate whose
 * pin is published is good, and one in order whose pin is not published is worthless.
 */
public final class Pin {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private Pin() {}

    /** The pin of a certificate. */
    public static String of(X509Certificate certificate) {
        try {
            byte[] key = certificate.getPublicKey().getEncoded();
            return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
