package org.xinqiao.gateway.bench.jmh;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.code.DeviceKey;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.code.PassClaims;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.authenticate.CodeRules;
import org.xinqiao.gateway.trust.ActingTrust;

/** Verifying and minting credit codes, beside their bare signatures. */
public class CodeBenchmark extends Measured {
    private static final int PASS_BYTES = 200;
    private static final int PRESENTATION_BYTES = 110;

    /** The algorithm of the cities' keys. */
    @Param({"SM2SM3", "ES256"})
    public SignatureAlgorithm algorithm = SignatureAlgorithm.SM2SM3;

    private final SigningKey device = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private Trusted trusted = new Trusted(algorithm);
    private ActingTrust host = trusted.of(Trusted.HOST);
    private String text = "";
    private byte[] pass = new byte[PASS_BYTES];
    private byte[] passSignature = {};
    private byte[] presentation = new byte[PRESENTATION_BYTES];
    private byte[] presentationSignature = {};
    private String bearer = "";
    private DeviceKey shownDevice = deviceKey();

    /** One code of a city with keys of the algorithm. */
    @Setup
    public void setUp() {
        trusted = new Trusted(algorithm);
        host = trusted.of(Trusted.HOST);
        Pass minted = Pass.sign(trusted.key, claims(deviceKey()));
        bearer = new CreditCode(Pass.sign(trusted.key, claims(null)), null).text();
        shownDevice = deviceKey();
        long shown = Trusted.NOW.getEpochSecond();
        text =
                new CreditCode(minted, Presentation.sign(device, minted, shown, new byte[8], null))
                        .text();
        passSignature = trusted.key.sign(pass);
        presentationSignature = device.sign(presentation);
    }

    private DeviceKey deviceKey() {
        try {
            return DeviceKey.of(device.publicKey());
        } catch (InvalidKey e) {
            throw new IllegalStateException(e);
        }
    }

    private PassClaims claims(@Nullable DeviceKey inPass) {
        var reached = new BitSet();
        reached.set(0);
        return new PassClaims(
                Trusted.HOME.division(),
                Trusted.HOST.division(),
                Trusted.NOW.minus(Duration.ofHours(1)).getEpochSecond(),
                Trusted.NOW.plus(Duration.ofHours(8)).getEpochSecond(),
                inPass,
                Trusted.AGREEMENT,
                PassClaim.Classes.of(reached, trusted.agreement.highestClass()),
                0,
                77,
                new ConsentRef(new byte[ConsentRef.BYTES]));
    }

    /** The whole judgement of a scanned text. */
    @Benchmark
    public AuthenticCode verifyCode() throws Refusal {
        return CodeRules.decide(text, Trusted.HOST, host, Trusted.NOW, CodeBounds.DEFAULT);
    }

    /** Pass and presentation, both keys at hand. */
    @Benchmark
    public void verifyCodeBareSignatures() throws BadSignature {
        trusted.key.publicKey().verify(pass, passSignature);
        device.publicKey().verify(presentation, presentationSignature);
    }

    /** The same with the device's key out of the pass: each code brings another one. */
    @Benchmark
    public void verifyCodeBareSignaturesOfNewDevice() throws BadSignature, InvalidKey {
        trusted.key.publicKey().verify(pass, passSignature);
        shownDevice.verificationKey().verify(presentation, presentationSignature);
    }

    /** The whole judgement of a bearer code: one signature. */
    @Benchmark
    public AuthenticCode verifyBearer() throws Refusal {
        return CodeRules.decide(bearer, Trusted.HOST, host, Trusted.NOW, CodeBounds.DEFAULT);
    }

    /** Its signature alone. */
    @Benchmark
    public void verifyBearerBareSignature() throws BadSignature {
        trusted.key.publicKey().verify(pass, passSignature);
    }

    /** A pass from its claims. */
    @Benchmark
    public Pass mintPass() {
        return Pass.sign(trusted.key, claims(shownDevice));
    }

    /** Its signature alone. */
    @Benchmark
    public byte[] mintPassBareSignature() {
        return trusted.key.sign(pass);
    }
}
