package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;

/** GB/T 32918.5-2017 annex A and GB/T 32905-2016: the example values of the standards. */
class SmVectorsTest {
    private final JsonNode vectors = vectors();
    private final JsonNode sign = vectors.get("sm2_sign");
    private final byte[] message =
            sign.get("msg_ascii").stringValue().getBytes(StandardCharsets.US_ASCII);

    @Test
    void sm3_ofEachMessage_isTheStandards() {
        for (JsonNode vector : vectors.get("sm3")) {
            String text = vector.get("msg").stringValue();
            String full = text.endsWith(" x16") ? "abcd".repeat(16) : text;
            assertThat(Suite.SM.digest(full.getBytes(StandardCharsets.US_ASCII)))
                    .as(text)
                    .isEqualTo(hex(vector, "hash"));
        }
    }

    @Test
    void curve_hasTheStandardsParameters() {
        JsonNode curve = vectors.get("sm2_curve");
        var parameters = Curve.SM2.parameters;
        ECPoint base = parameters.getG();

        assertThat(parameters.getCurve().getField().getCharacteristic())
                .isEqualTo(number(curve, "p"));
        assertThat(parameters.getCurve().getA().toBigInteger()).isEqualTo(number(curve, "a"));
        assertThat(parameters.getCurve().getB().toBigInteger()).isEqualTo(number(curve, "b"));
        assertThat(parameters.getN()).isEqualTo(number(curve, "n"));
        assertThat(base.getAffineXCoord().toBigInteger()).isEqualTo(number(curve, "gx"));
        assertThat(base.getAffineYCoord().toBigInteger()).isEqualTo(number(curve, "gy"));
    }

    @Test
    void z_and_e_areTheStandards() throws Exception {
        ECPoint point = Curve.SM2.point(hex(sign, "px"), hex(sign, "py"));

        assertThat(Sm2Keys.z(point)).isEqualTo(hex(sign, "za"));
        assertThat(new Sm2Keys.Public(point).e(message)).isEqualTo(hex(sign, "e"));
    }

    @Test
    void signature_withTheStandardsNonce_isTheStandards() {
        Sm2Keys.Private key = new Sm2Keys.Private(number(sign, "d"));

        byte[] signature = key.sign(hex(sign, "e"), number(sign, "k"));

        assertThat(signature).isEqualTo(standardsSignature());
    }

    @Test
    void signature_ofTheStandard_isVerified() throws Exception {
        VerificationKey key =
                Keys.ofPoint(SignatureAlgorithm.SM2SM3, hex(sign, "px"), hex(sign, "py"));

        assertThatCode(() -> key.verify(message, standardsSignature())).doesNotThrowAnyException();
    }

    private byte[] standardsSignature() {
        return HexFormat.of().parseHex(sign.get("r").stringValue() + sign.get("s").stringValue());
    }

    private static byte[] hex(JsonNode node, String name) {
        return HexFormat.of().parseHex(node.get(name).stringValue());
    }

    private static BigInteger number(JsonNode node, String name) {
        return new BigInteger(1, hex(node, name));
    }

    private static JsonNode vectors() {
        try (InputStream in =
                SmVectorsTest.class.getResourceAsStream(
                        "/org/xinqiao/contracts/vectors/sm_vectors.json")) {
            return StrictJson.parseObject(in.readAllBytes());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
