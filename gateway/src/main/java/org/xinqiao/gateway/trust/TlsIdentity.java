package org.xinqiao.gateway.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.springframework.boot.ssl.pem.PemContent;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.trust.key.KeyFile;

/**
 * A certificate with its private key, as read from files.
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
    public static TlsIdentity read(Tls tls) throws IOException {
        TlsIdentity identity = matching(tls);
        if (!isP256(identity.key())) {
            throw new IOException(tls.key() + ": a P-256 private key is expected");
        }
        return identity;
    }

    /** The same of a key that is not encrypted. */
    public static TlsIdentity read(Path certificate, Path key) throws IOException {
        return read(new Tls(certificate, key));
    }

    /** The same for people's browsers: P-256, or RSA of {@value #RSA_BITS_MIN} bits and more. */
    public static TlsIdentity readForBrowsers(Tls tls) throws IOException {
        TlsIdentity identity = matching(tls);
        boolean rsa =
                identity.key() instanceof RSAPrivateKey big
                        && big.getModulus().bitLength() >= RSA_BITS_MIN;
        if (!rsa && !isP256(identity.key())) {
            throw new IOException(
                    tls.key() + ": a private key is expected, P-256 or RSA of 2048 bits or more");
        }
        return identity;
    }

    private static TlsIdentity matching(Tls tls) throws IOException {
        List<X509Certificate> chain = certificates(tls.certificate());
        PrivateKey key = key(tls.key(), KeyFile.pkcs8(tls.key(), tls.passphrase()));
        if (!belongs(key, chain.getFirst())) {
            throw new IOException(tls.key() + ": is not the private key of " + tls.certificate());
        }
        return new TlsIdentity(chain, key);
    }

    private static PrivateKey key(Path file, byte[] pkcs8) throws IOException {
        return key("EC", pkcs8)
                .or(() -> key("RSA", pkcs8))
                .orElseThrow(
                        () -> new IOException(file + ": a private key is expected, P-256 or RSA"));
    }

    private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
        try {
            KeyFactory factory = KeyFactory.getInstance(algorithm);
            return Optional.of(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has EC and RSA", e);
        }
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

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            List<X509Certificate> chain = PemContent.load(file).getCertificates();
            if (chain == null || chain.isEmpty()) {
                throw new IllegalStateException("nothing in it");
            }
            return chain;
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
