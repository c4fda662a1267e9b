package org.xinqiao.gateway.bench.jmh;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import se.digg.dgc.encoding.Base45;
import se.digg.dgc.encoding.Zlib;
import se.digg.dgc.service.impl.DefaultDGCDecoder;
import se.digg.dgc.signatures.impl.DefaultDGCSignatureVerifier;
import se.digg.dgc.signatures.impl.DefaultDGCSigner;

/**
 * The library of the EU's vaccination codes over a code of one ES256 signature: Base45, zlib, COSE,
 * CWT; to be read beside {@code CodeBenchmark.verifyBearer} with ES256. JMH gives each a JVM of its
 * own; here the native provider is the JVM's first, so that both sign and verify with it.
 */
public class DccBenchmark extends Measured {
    private static final String PROVIDER =
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /** A text of 40 bytes: about as much as a pass says beside its times. */
    private static final byte[] PAYLOAD = payload();

    private String code = "";
    private DefaultDGCDecoder decoder =
            new DefaultDGCDecoder(new DefaultDGCSignatureVerifier(), (country, kid) -> List.of());

    private static byte[] payload() {
        byte[] text = "x".repeat(40).getBytes(StandardCharsets.US_ASCII);
        byte[] cbor = new byte[text.length + 2];
        cbor[0] = 0x78;
        cbor[1] = (byte) text.length;
        System.arraycopy(text, 0, cbor, 2, text.length);
        return cbor;
    }

    /** One code, signed by the library itself. */
    @Setup
    public void setUp()
            throws GeneralSecurityException,
                    OperatorCreationException,
                    ReflectiveOperationException {
        Provider provider = (Provider) Class.forName(PROVIDER).getField("INSTANCE").get(null);
        Security.insertProviderAt(provider, 1);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X509Certificate certificate = certificate(pair);
        DefaultDGCSigner signer = new DefaultDGCSigner(pair.getPrivate(), certificate);
        byte[] signed = signer.sign(PAYLOAD, Instant.now().plus(Duration.ofHours(9)));
        code = "HC1:" + Base45.getEncoder().encodeToString(Zlib.compress(signed));
        decoder =
                new DefaultDGCDecoder(
                        new DefaultDGCSignatureVerifier(), (country, kid) -> List.of(certificate));
    }

    private static X509Certificate certificate(KeyPair pair)
            throws GeneralSecurityException, OperatorCreationException {
        var name = new X500Name("C=SE, CN=bench");
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(
                        new JcaX509v3CertificateBuilder(
                                        name,
                                        BigInteger.ONE,
                                        Date.from(now.minus(Duration.ofDays(1))),
                                        Date.from(now.plus(Duration.ofDays(30))),
                                        name,
                                        pair.getPublic())
                                .build(
                                        new JcaContentSignerBuilder("SHA256withECDSA")
                                                .build(pair.getPrivate())));
    }

    /** From the text to what it says. */
    @Benchmark
    public byte[] verifyVaccinationCode() throws GeneralSecurityException, IOException {
        return decoder.decodeToBytes(code);
    }
}
