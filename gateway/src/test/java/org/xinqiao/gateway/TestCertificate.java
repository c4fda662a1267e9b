package org.xinqiao.gateway;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.sandbox.files.PrivateFile;

/** Makes self-signed P-256 certificates as PEM files. */
public final class TestCertificate {
    private TestCertificate() {}

    /** In force for a day. */
    public static Tls in(Path directory, String name) throws Exception {
        return in(directory, name, Instant.now().plus(1, ChronoUnit.DAYS));
    }

    /** In force until the given instant, which may have passed. */
    public static Tls in(Path directory, String name, Instant until) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return in(directory, name, until, generator.generateKeyPair(), "SHA256withECDSA");
    }

    /** RSA, for the API port only; in force for a day. */
    public static Tls rsa(Path directory, String name, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        Instant until = Instant.now().plus(1, ChronoUnit.DAYS);
        return in(directory, name, until, generator.generateKeyPair(), "SHA256withRSA");
    }

    private static Tls in(
            Path directory, String name, Instant until, KeyPair pair, String algorithm)
            throws Exception {
        var subject = new X500Name("CN=" + name);
        var certificate =
                new JcaX509v3CertificateBuilder(
                                subject,
                                BigInteger.ONE,
                                Date.from(until.minus(2, ChronoUnit.DAYS)),
                                Date.from(until),
                                subject,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()));
        Path certificateFile = directory.resolve(name + ".crt.pem");
        Path keyFile = directory.resolve(name + ".key.pem");
        pem(certificateFile, certificate);
        pem(keyFile, new JcaPKCS8Generator(pair.getPrivate(), null));
        return new Tls(certificateFile, keyFile);
    }

    private static void pem(Path file, Object object) throws Exception {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        // Keys must not be everyone's to read; for certificates it does no harm.
        PrivateFile.write(file, text.toString());
    }
}
