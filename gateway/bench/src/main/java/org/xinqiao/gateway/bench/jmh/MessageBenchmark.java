package org.xinqiao.gateway.bench.jmh;

import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;

/** The JWS around a message of a usual size, beside its bare signature. */
public class MessageBenchmark extends Measured {
    private static final int PAYLOAD_BYTES = 750;

    /** The algorithm of the cities' keys. */
    @Param({"SM2SM3", "ES256"})
    public SignatureAlgorithm algorithm = SignatureAlgorithm.SM2SM3;

    private final byte[] payload = new byte[PAYLOAD_BYTES];
    private Trusted trusted = new Trusted(algorithm);
    private byte[] jws = {};
    private byte[] signature = {};

    /** One message of a city with keys of the algorithm. */
    @Setup
    public void setUp() {
        trusted = new Trusted(algorithm);
        jws = sign().getBytes(StandardCharsets.US_ASCII);
        signature = trusted.key.sign(jws);
    }

    /** A received message: form, then signature. */
    @Benchmark
    public CompactJws parseAndVerify() throws MalformedJws, BadSignature {
        CompactJws message = CompactJws.parse(jws, JwsType.MESSAGE);
        message.verify(trusted.key.publicKey());
        return message;
    }

    /** The signature alone, over as many bytes. */
    @Benchmark
    public void verifyBareSignature() throws BadSignature {
        trusted.key.publicKey().verify(jws, signature);
    }

    /** A message to send. */
    @Benchmark
    public String sign() {
        return CompactJws.sign(trusted.key, JwsType.MESSAGE, payload);
    }

    /** The signature alone, over as many bytes. */
    @Benchmark
    public byte[] signBareSignature() {
        return trusted.key.sign(jws);
    }
}
