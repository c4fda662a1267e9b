package org.xinqiao.gateway.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * A certificate with its private key, as read from PEM files.
 *
 * @param chain the certificate first
 * @param key its private key
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
    /** Names the one entry of {@link #keyStore()}. */
    public static final String ALIAS = "node";

    private static final int P256_BITS = 256;
    private static final int RSA_BITS_MIN = 2048;

    /** Keeps its own copy of the chain. */
    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads both files: P-256, as nodes show it to each other. The message of the exception names
     * the file at fault.
     */
    public static TlsIdentity read(Path certificate, Path key) throws IOException {
        TlsIdentity identity = matching(certificate, key);
        if (!isP256(identity.key())) {
            throw new IOException(key + ": a P-256 private key is expected");
        }
        return identity;
    }

    /** The same for people's browsers: P-256, or RSA of {@value #RSA_BITS_MIN} bits and more. */
    public static TlsIdentity readForBrowsers(Path certificate, Path key) throws IOException {
        TlsIdentity identity = matching(certificate, key);
        boolean rsa =
                identity.key() instanceof RSAPrivateKey big
                        && big.getModulus().bitLength() >= RSA_BITS_MIN;
        if (!rsa && !isP256(identity.key())) {
            throw new IOException(
                    key + ": a private key is expected, P-256 or RSA of 2048 bits or more");
        }
        return identity;
    }

    private static TlsIdentity matching(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = pem(certificate, PemContent::getCertificates);
        PrivateKey privateKey = pem(key, PemContent::getPrivateKey);
        if (!belongs(privateKey, chain.getFirst())) {
            throw new IOException(key + ": is not the private key of " + certificate);
        }
        return new TlsIdentity(chain, privateKey);
    }

    /** Signs a few bytes and verifies them: the one way that needs no knowledge of the kind. */
    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        String algorithm = key instanceof RSAPrivateKey ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] probe = "xinqiao".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isP256(PrivateKey key) {
        return key instanceof ECPrivateKey ec
                && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
    }

    private interface Part<T> {
        @Nullable T of(PemContent content);
    }

    private static <T> T pem(Path file, Part<T> part) throws IOException {
        try {
            T value = part.of(PemContent.load(file));
            if (value == null) {
                throw new IllegalStateException("nothing in it");
            }
            return value;
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IOException(file + ": the expected PEM block cannot be read", e);
        }
    }

    /** What others recognise this identity by. */
    public String pin() {
        return Pin.of(chain.getFirst());
    }

    /** An in-memory key store without a password that holds this identity. */
    public KeyStore keyStore() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ALIAS, key, new char[0], chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate is not that of the private key", e);
        }
    }

    /** For the client side of a handshake. */
    public KeyManager[] keyManagers() {
        try {
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(keyStore(), new char[0]);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
