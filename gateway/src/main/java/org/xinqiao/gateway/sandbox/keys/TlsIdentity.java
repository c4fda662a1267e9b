package org.xinqiao.gateway.sandbox.keys;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.gateway.trust.TlsIdentities;

/**
 * A node's TLS certificate and key, P-256, signed by itself: partners pin its public key and ask no
 * authority. It names the local host and states no expiry (RFC 5280, 4.1.2.5), because nothing may
 * expire behind the operator's back.
 */
public record TlsIdentity(Path certificate, Path key) {
    private static final int SERIAL_BITS = 120;
    private static final Instant NO_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    /** The identity in a directory, made if there is none yet. */
    public static TlsIdentity in(Path directory, String name, Instant from, SecureRandom random)
            throws IOException {
        TlsIdentity identity =
                new TlsIdentity(
                        directory.resolve("tls.certificate.pem"), directory.resolve("tls.key.pem"));
        // The certificate is written last: where it is, the key is.
        if (!Files.exists(identity.certificate)) {
            identity.make(name, from, random);
        }
        return identity;
    }

    private void make(String name, Instant from, SecureRandom random) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            PrivateFile.write(key, pem(pair.getPrivate()));
            PrivateFile.write(
                    certificate,
                    pem(
                            certificate(name, from, pair, random)
                                    .build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(pair.getPrivate()))));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("cannot make a TLS certificate", e);
        }
    }

    private static X509v3CertificateBuilder certificate(
            String name, Instant from, KeyPair pair, SecureRandom random) throws IOException {
        X500Name subject = new X500Name("CN=" + name + ",O=Xinqiao sandbox");
        return new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1),
                        Date.from(from),
                        Date.from(NO_EXPIRY),
                        subject,
                        pair.getPublic())
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(
                                new KeyPurposeId[] {
                                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                                }))
                .addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                new GeneralName[] {
                                    new GeneralName(GeneralName.dNSName, "localhost"),
                                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                                    new GeneralName(GeneralName.iPAddress, "::1")
                                }));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(
                    object instanceof java.security.PrivateKey key ? pkcs8(key) : object);
        }
        return text.toString();
    }

    /** Unencrypted PKCS #8, which every TLS library reads. */
    private static Object pkcs8(java.security.PrivateKey key) {
        return new org.bouncycastle.util.io.pem.PemObject("PRIVATE KEY", key.getEncoded());
    }

    /**
     * What partners pin, of each certificate that the node has: this one, and a successor beside
     * it.
     */
    public Set<String> pins() throws IOException {
        Path next = certificate.resolveSibling(certificate.getFileName() + TlsIdentities.NEXT);
        return Files.exists(next) ? Set.of(pin(certificate), pin(next)) : Set.of(pin(certificate));
    }

    /** Base64url of the SHA-256 of the SubjectPublicKeyInfo. */
    private static String pin(Path certificate) throws IOException {
        try (var in = Files.newInputStream(certificate)) {
            X509Certificate read =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(read.getPublicKey().getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read " + certificate, e);
        }
    }
}
