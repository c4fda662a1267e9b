package org.xinqiao.contracts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.InvalidKey;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

class CreditCodeTest {
    private final Random random = new Random(7);

    @Test
    void code_ofEverySuite_comesBackAndVerifies() throws Exception {
        for (SignatureAlgorithm issuerAlgorithm : CodeSamples.ISSUERS) {
            for (SignatureAlgorithm deviceAlgorithm : CodeSamples.DEVICES) {
                SigningKey issuer = CodeSamples.key(issuerAlgorithm);
                SigningKey device = CodeSamples.key(deviceAlgorithm);
                CreditCode code = code(issuer, device, CodeSamples.classes(5, 0, 3));

                CreditCode read = CreditCode.parse(code.text());

                assertThat(read.pass().claims()).isEqualTo(code.pass().claims());
                read.pass().verify(issuer.publicKey());
                DeviceKey inPass = read.pass().claims().deviceKey().orElseThrow();
                assertThat(inPass.verificationKey().kid()).isEqualTo(device.kid());
                read.presentation().orElseThrow().verify(inPass.verificationKey(), read.pass());
            }
        }
    }

    @Test
    void code_withTheWidestClaim_isAtMost483Characters() throws Exception {
        SigningKey device = CodeSamples.key(SignatureAlgorithm.SM2SM3);
        String text =
                code(
                                CodeSamples.key(SignatureAlgorithm.SM2SM3),
                                device,
                                CodeSamples.classes(63, 0, 63))
                        .text();
        assertThat(text.length()).isLessThanOrEqualTo(CreditCode.CHARACTERS_MAX);
    }

    @Test
    void bearerCode_ofOrdinaryWidth_isAtMost262Characters() throws Exception {
        for (SignatureAlgorithm algorithm : CodeSamples.ISSUERS) {
            Pass pass =
                    Pass.sign(
                            CodeSamples.key(algorithm),
                            CodeSamples.claims(null, CodeSamples.classes(5, 0)));
            String text = new CreditCode(pass, null).text();
            assertThat(text.length()).isLessThanOrEqualTo(CreditCode.BEARER_CHARACTERS_MAX);
            assertThat(CreditCode.parse(text).presentation()).isEmpty();
        }
    }

    @Test
    void rungClaim_comesBack() throws Exception {
        SigningKey device = CodeSamples.key(SignatureAlgorithm.ES256);
        CreditCode code =
                code(CodeSamples.key(SignatureAlgorithm.ES256), device, new PassClaim.Rung(3));
        assertThat(CreditCode.parse(code.text()).pass().claims().claim())
                .isEqualTo(new PassClaim.Rung(3));
    }

    @Test
    void presentation_ofAnotherPass_isRefused() throws Exception {
        SigningKey issuer = CodeSamples.key(SignatureAlgorithm.ES256);
        SigningKey device = CodeSamples.key(SignatureAlgorithm.ES256);
        CreditCode one = code(issuer, device, CodeSamples.classes(5, 0));
        CreditCode other = code(issuer, device, CodeSamples.classes(5, 0));
        assertThatThrownBy(() ->
                        other.presentation().orElseThrow().verify(device.publicKey(), one.pass()))
                .isInstanceOf(BadSignature.class);
    }

    @Test
    void everyByte_whenChanged_isRefused() throws Exception {
        SigningKey issuer = CodeSamples.key(SignatureAlgorithm.ES256);
        SigningKey device = CodeSamples.key(SignatureAlgorithm.ES256);
        byte[] bytes = Base45.decode(code(issuer, device, CodeSamples.classes(5, 0)).text(), 4);
        for (int i = 0; i < bytes.length; i++) {
            byte[] tampered = bytes.clone();
            tampered[i] ^= (byte) (1 + random.nextInt(255));
            String text = CreditCode.PREFIX + Base45.encode(tampered);
            assertThatThrownBy(() -> verify(CreditCode.parse(text), issuer))
                    .as("byte %d", i)
                    .isInstanceOfAny(Refusal.class, BadSignature.class, InvalidKey.class);
        }
    }

    @Test
    void anyText_neverDoesMoreThanRefuse() {
        long seed = 20261121;
        var generator = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 400_000 : 20_000;
        for (int i = 0; i < rounds; i++) {
            byte[] bytes = new byte[generator.nextInt(330)];
            generator.nextBytes(bytes);
            if (bytes.length > 3) {
                bytes[0] = (byte) 0x82;
                bytes[1] = (byte) 0x84;
            }
            String text = CreditCode.PREFIX + Base45.encode(bytes);
            try {
                CreditCode.parse(text);
            } catch (Refusal refusal) {
                assertThat(refusal.type())
                        .as("seed %d round %d", seed, i)
                        .isEqualTo(ProblemType.CODE_MALFORMED);
            }
        }
    }

    @Test
    void code_tooLongOrOfAnotherVersion_isRefused() {
        assertThatThrownBy(() -> CreditCode.parse("XQ1:" + "0".repeat(480)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("483");
        assertThatThrownBy(() -> CreditCode.parse("XQ2:BB8")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> CreditCode.parse("")).isInstanceOf(Refusal.class);
    }

    @Test
    void levelTwo_isRefusedAsUnknown() {
        // Level 0 with class bits becomes level 2: still well formed, but of a level nobody knows.
        assertThatThrownBy(() -> CreditCode.parse(withLevel(2)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.type()).isEqualTo(ProblemType.LEVEL_UNKNOWN));
        assertThatCode(() -> CreditCode.parse(withLevel(1))).doesNotThrowAnyException();
    }

    private String withLevel(int level) throws Exception {
        SigningKey issuer = CodeSamples.key(SignatureAlgorithm.ES256);
        Pass pass = Pass.sign(issuer, CodeSamples.claims(null, new PassClaim.Rung(3)));
        byte[] bytes = new CborWriter().array(1).item(pass.encoded()).toByteArray();
        // agreement 350001 is 1a 00 05 57 31; the level follows it
        for (int i = 0; i + 5 < bytes.length; i++) {
            if (bytes[i] == 0x1a
                    && bytes[i + 2] == 5
                    && bytes[i + 3] == 0x57
                    && bytes[i + 5] == 1) {
                bytes[i + 5] = (byte) level;
            }
        }
        return CreditCode.PREFIX + Base45.encode(bytes);
    }

    private static void verify(CreditCode code, SigningKey issuer)
            throws BadSignature, InvalidKey, Refusal {
        code.pass().verify(issuer.publicKey());
        DeviceKey device = code.pass().claims().deviceKey().orElseThrow();
        code.presentation()
                .orElseThrow(() -> new Refusal(ProblemType.PRESENTATION_MISSING))
                .verify(device.verificationKey(), code.pass());
    }

    private CreditCode code(SigningKey issuer, SigningKey device, PassClaim claim)
            throws InvalidKey {
        Pass pass = Pass.sign(issuer, CodeSamples.claims(device, claim));
        Presentation presentation =
                Presentation.sign(
                        device, pass, CodeSamples.HOUR + 60, CodeSamples.nonce(random), null);
        return new CreditCode(pass, presentation);
    }
}
