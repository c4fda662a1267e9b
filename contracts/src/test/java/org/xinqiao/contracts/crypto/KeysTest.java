package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

class KeysTest {
    static List<SigningKey> keys() {
        return TestKeys.all();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void jwk_ofEachKey_comesBack(SigningKey key) throws Exception {
        byte[] message = {1, 2, 3};
        SigningKey parsed = Keys.parsePrivate(key.privateJwk());
        VerificationKey publicKey = Keys.parsePublic(key.publicKey().jwk());

        publicKey.verify(message, parsed.sign(message));
        assertThat(publicKey).isEqualTo(key.publicKey()).hasSameHashCodeAs(key.publicKey());
        assertThat(parsed.kid()).isEqualTo(key.kid());
        assertThat(key.publicKey().jwk().has("d")).isFalse();
        assertThat(Base64Url.encode(publicKey.thumbprint())).isEqualTo(key.kid());
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void generated_areUsableAndDifferent(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = TestKeys.another(algorithm);

        key.publicKey().verify(new byte[1], key.sign(new byte[1]));
        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.kid()).isNotEqualTo(TestKeys.another(algorithm).kid());
    }

    @Test
    void thumbprint_ofRfc8037_isItsVector() throws Exception {
        assertThat(
                        Keys.parsePublic(
                                        json(
                                                """
                                                {"kty":"OKP","crv":"Ed25519",
                                                 "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
                                                """))
                                .kid())
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void thumbprint_isTheOneThatOthersCompute() throws Exception {
        for (SigningKey key : TestKeys.all().subList(0, 3)) {
            assertThat(JWK.parse(key.publicKey().jwk().toString()).computeThumbprint().toString())
                    .isEqualTo(key.kid());
        }
    }

    @Test
    void sm2Thumbprint_hasTheMembersOfAnyEcKey() {
        SigningKey key = TestKeys.all().getLast();
        ObjectNode jwk = key.publicKey().jwk();
        String input =
                "{\"crv\":\"SM2\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}"
                        .formatted(jwk.get("x").stringValue(), jwk.get("y").stringValue());

        assertThat(Digests.sha256(input.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(key.publicKey().thumbprint());
        assertThat(jwk.get("alg").stringValue()).isEqualTo("SM2SM3");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void publicKey_carryingItsSecret_isRefused(SigningKey key) {
        assertThatThrownBy(() -> Keys.parsePublic(key.privateJwk()))
                .isInstanceOf(InvalidKey.class)
                .hasMessageContaining("secret");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void jwk_withoutAMember_isRefused(SigningKey key) {
        for (String member : List.of("kty", "crv", "x")) {
            assertPublicRefused(key, jwk -> jwk.remove(member));
        }
        assertPrivateRefused(key, jwk -> jwk.remove("d"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void jwk_withAnotherAlgorithmKidCurveOrType_isRefused(SigningKey key) {
        assertPublicRefused(key, jwk -> jwk.put("alg", "none"));
        assertPublicRefused(key, jwk -> jwk.put("alg", "RS256"));
        assertPublicRefused(key, jwk -> jwk.put("alg", 7));
        assertPublicRefused(key, jwk -> jwk.put("kid", "another"));
        assertPublicRefused(key, jwk -> jwk.put("crv", "P-384"));
        assertPublicRefused(key, jwk -> jwk.put("crv", "Ed448"));
        assertPublicRefused(key, jwk -> jwk.put("kty", "RSA"));
        assertPublicRefused(key, jwk -> jwk.putNull("x"));
        assertPublicRefused(key, jwk -> jwk.put("x", 7));
        assertPublicRefused(key, jwk -> jwk.put("x", ""));
        assertPublicRefused(key, jwk -> jwk.put("x", jwk.get("x").stringValue() + "="));
        assertPublicRefused(key, jwk -> jwk.put("x", "AA" + jwk.get("x").stringValue()));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void coordinate_withAnyBitFlipped_isRefused(SigningKey key) throws Exception {
        byte[] x = Base64Url.decode(key.publicKey().jwk().get("x").stringValue());
        for (int bit = 0; bit < 256; bit++) {
            byte[] changed = x.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            ObjectNode jwk = key.publicKey().jwk().put("x", Base64Url.encode(changed));
            assertThatThrownBy(() -> Keys.parsePublic(jwk)).isInstanceOf(InvalidKey.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureAlgorithm.class,
            names = {"ES256", "SM2SM3"})
    void point_offTheCurve_isRefused(SignatureAlgorithm algorithm) throws Exception {
        ObjectNode jwk = TestKeys.another(algorithm).publicKey().jwk();
        byte[] x = Base64Url.decode(jwk.get("x").stringValue());
        byte[] y = Base64Url.decode(jwk.get("y").stringValue());

        assertThat(Keys.ofPoint(algorithm, x, y).kid()).isEqualTo(jwk.get("kid").stringValue());
        y[31] ^= 1;
        assertThatThrownBy(() -> Keys.ofPoint(algorithm, x, y)).isInstanceOf(InvalidKey.class);
        assertThatThrownBy(() -> Keys.ofPoint(algorithm, new byte[32], new byte[32]))
                .isInstanceOf(InvalidKey.class);
        assertThatThrownBy(() -> Keys.ofPoint(algorithm, new byte[31], y))
                .isInstanceOf(InvalidKey.class);
        assertThatThrownBy(() -> Keys.ofPoint(algorithm, x, new byte[33]))
                .isInstanceOf(InvalidKey.class);
    }

    @Test
    void point_ofTheOtherCurve_isRefused() throws Exception {
        ObjectNode jwk = TestKeys.another(SignatureAlgorithm.ES256).publicKey().jwk();
        byte[] x = Base64Url.decode(jwk.get("x").stringValue());
        byte[] y = Base64Url.decode(jwk.get("y").stringValue());

        assertThatThrownBy(() -> Keys.ofPoint(SignatureAlgorithm.SM2SM3, x, y))
                .isInstanceOf(InvalidKey.class);
        assertThatThrownBy(() -> Keys.ofPoint(SignatureAlgorithm.EDDSA, x, y))
                .isInstanceOf(InvalidKey.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // small order
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // the neutral element
                "7P________________________________________38", // small order
                "7f________________________________________38", // p: 0, not canonical
                "_____________________________________________w"
            })
    void ed25519Point_ofSmallOrderOrNotCanonical_isRefused(String x) {
        ObjectNode jwk = StrictJson.object().put("kty", "OKP").put("crv", "Ed25519").put("x", x);

        assertThatThrownBy(() -> Keys.parsePublic(jwk)).isInstanceOf(InvalidKey.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureAlgorithm.class,
            names = {"ES256", "SM2SM3"})
    void secret_outOfRange_isRefused(SignatureAlgorithm algorithm) {
        SigningKey key = TestKeys.another(algorithm);
        Curve curve = algorithm == SignatureAlgorithm.ES256 ? Curve.P256 : Curve.SM2;
        byte[] order = Curve.bytes(curve.order);
        byte[] last = order.clone();
        last[31]--;

        for (byte[] secret : List.of(new byte[32], order, last, new byte[31], new byte[33])) {
            assertPrivateRefused(key, jwk -> jwk.put("d", Base64Url.encode(secret)));
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void secret_ofAnotherKey_isRefused(SigningKey key) {
        String other = TestKeys.another(key.algorithm()).privateJwk().get("d").stringValue();

        assertPrivateRefused(key, jwk -> jwk.put("d", other));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void text_ofAPrivateKey_hidesIt(SigningKey key) {
        assertThat(key.toString()).doesNotContain(key.privateJwk().get("d").stringValue());
    }

    @Test
    void algorithmAndUse_areFoundByTheirNamesOnly() {
        assertThat(SignatureAlgorithm.ofJose("SM2SM3")).contains(SignatureAlgorithm.SM2SM3);
        assertThat(SignatureAlgorithm.ofCose(-7)).contains(SignatureAlgorithm.ES256);
        assertThat(SignatureAlgorithm.ofJose("none")).isEmpty();
        assertThat(SignatureAlgorithm.ofJose("es256")).isEmpty();
        assertThat(SignatureAlgorithm.ofCose(-257)).isEmpty();
        assertThat(KeyUse.ofWire("enc")).contains(KeyUse.ENC);
        assertThat(KeyUse.ofWire("ENC")).isEmpty();
    }

    private static void assertPublicRefused(SigningKey key, Consumer<ObjectNode> change) {
        ObjectNode jwk = key.publicKey().jwk();
        change.accept(jwk);
        assertThatThrownBy(() -> Keys.parsePublic(jwk)).isInstanceOf(InvalidKey.class);
    }

    private static void assertPrivateRefused(SigningKey key, Consumer<ObjectNode> change) {
        ObjectNode jwk = key.privateJwk();
        change.accept(jwk);
        assertThatThrownBy(() -> Keys.parsePrivate(jwk)).isInstanceOf(InvalidKey.class);
    }

    private static ObjectNode json(String text) throws Exception {
        return StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
