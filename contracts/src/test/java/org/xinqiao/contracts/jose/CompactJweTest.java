package org.xinqiao.contracts.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.crypto.BadCiphertext;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

class CompactJweTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] PLAIN = "{\"n\":\"信\"}".getBytes(StandardCharsets.UTF_8);
    private static final Addressing ADDRESSING =
            new Addressing("cn-350200", "cn-350000", "019aa0e5-0000-7000-8000-000000000001");
    private static final SigningKey INTL = Keys.generate(SignatureAlgorithm.ES256, RANDOM);
    private static final SigningKey SM = Keys.generate(SignatureAlgorithm.SM2SM3, RANDOM);

    static List<SigningKey> keys() {
        return List.of(INTL, SM);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void text_encryptedToAKey_isDecryptedByIt(SigningKey key) throws Exception {
        CompactJwe jwe = parse(encrypt(key));

        assertThat(jwe.decrypt(key, ADDRESSING)).isEqualTo(PLAIN);
        assertThat(jwe.kid()).isEqualTo(key.kid());
        assertThat(jwe.suite()).isEqualTo(key.algorithm().suite());
        assertThat(encrypt(key)).isNotEqualTo(encrypt(key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void text_withAnyCharacterChanged_isRefused(SigningKey key) {
        String text = encrypt(key);
        for (int i = 0; i < text.length(); i++) {
            char changed = text.charAt(i) == 'A' ? 'B' : 'A';
            String forged = text.substring(0, i) + changed + text.substring(i + 1);
            assertThatThrownBy(() -> parse(forged).decrypt(key, ADDRESSING))
                    .isInstanceOfAny(MalformedJwe.class, BadCiphertext.class);
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void text_movedToAnotherMessage_isRefused(SigningKey key) throws Exception {
        CompactJwe jwe = parse(encrypt(key));
        Addressing a = ADDRESSING;

        for (Addressing other :
                List.of(
                        new Addressing("cn-350100", a.audience(), a.id()),
                        new Addressing(a.issuer(), "cn-100000", a.id()),
                        new Addressing(a.issuer(), a.audience(), "another"))) {
            assertThatThrownBy(() -> jwe.decrypt(key, other)).isInstanceOf(BadCiphertext.class);
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void text_decryptedByAnotherKey_isRefused(SigningKey key) throws Exception {
        CompactJwe jwe = parse(encrypt(key));

        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            SigningKey other = Keys.generate(algorithm, RANDOM);
            assertThatThrownBy(() -> jwe.decrypt(other, ADDRESSING))
                    .isInstanceOf(BadCiphertext.class);
        }
    }

    @Test
    void keyThatCannotEncrypt_isRefused() {
        SigningKey key = Keys.generate(SignatureAlgorithm.EDDSA, RANDOM);

        assertThatThrownBy(() -> encrypt(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void header_againstTheProfile_isRefused() {
        assertHeaderRefused(INTL, header -> header.put("alg", "RSA-OAEP"));
        assertHeaderRefused(INTL, header -> header.put("alg", "dir"));
        assertHeaderRefused(INTL, header -> header.put("alg", "ECDH-ES+A256KW"));
        assertHeaderRefused(INTL, header -> header.put("alg", "SM2"));
        assertHeaderRefused(INTL, header -> header.put("enc", "A128GCM"));
        assertHeaderRefused(INTL, header -> header.put("enc", "SM4GCM"));
        assertHeaderRefused(INTL, header -> header.put("zip", "DEF"));
        assertHeaderRefused(INTL, header -> header.put("apu", "QQ"));
        assertHeaderRefused(INTL, header -> header.putArray("crit").add("b64"));
        assertHeaderRefused(INTL, header -> header.putObject("jwk"));
        assertHeaderRefused(INTL, header -> header.remove("epk"));
        assertHeaderRefused(INTL, header -> header.putObject("epk"));
        assertHeaderRefused(INTL, header -> epk(header).put("crv", "P-384"));
        assertHeaderRefused(INTL, header -> epk(header).put("crv", "SM2"));
        assertHeaderRefused(INTL, header -> epk(header).put("kty", "OKP"));
        assertHeaderRefused(INTL, header -> epk(header).put("d", "QQ"));
        assertHeaderRefused(INTL, header -> epk(header).set("y", epk(header).get("x")));
        for (String member : List.of("alg", "enc", "kid", "iss", "aud", "id")) {
            assertHeaderRefused(INTL, header -> header.remove(member));
            assertHeaderRefused(SM, header -> header.remove(member));
            assertHeaderRefused(SM, header -> header.put(member, 1));
        }
        assertHeaderRefused(SM, header -> header.put("enc", "A256GCM"));
        assertHeaderRefused(SM, header -> header.put("alg", "ECDH-ES"));
        assertHeaderRefused(SM, header -> header.putObject("epk"));
        assertHeaderRefused(SM, header -> header.put("id", "x".repeat(JweHeader.CHARACTERS_MAX)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "....",
                "0.1.2.3",
                "0.1.2.3.4.",
                "0.1.2.3.4.4",
                ".1.2.3.4",
                "0.1..3.4",
                "0.1.2.3.",
                "0.2.2.3.4",
                "0.1.2.3.2",
                "0.1.4.3.4"
            })
    void text_ofAnotherForm_isRefused(String form) {
        for (SigningKey key : keys()) {
            String[] parts = encrypt(key).split("\\.", -1);
            StringBuilder text = new StringBuilder();
            for (char part : form.toCharArray()) {
                text.append(part == '.' ? "." : parts[part - '0']);
            }
            assertThatThrownBy(() -> parse(text.toString()).decrypt(key, ADDRESSING))
                    .isInstanceOfAny(MalformedJwe.class, BadCiphertext.class);
        }
    }

    @Test
    void partnersLibrary_isUnderstoodBothWays() throws Exception {
        ECKey nimbus = ECKey.parse(INTL.privateJwk().toString());

        JWEObject ours = JWEObject.parse(encrypt(INTL));
        ours.decrypt(new ECDHDecrypter(nimbus.toECPrivateKey()));
        assertThat(ours.getPayload().toBytes()).isEqualTo(PLAIN);
        assertThat(ours.getHeader().getAudience()).containsExactly(ADDRESSING.audience());

        JWEHeader header =
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM)
                        .keyID(INTL.kid())
                        .issuer(ADDRESSING.issuer())
                        .audience(List.of(ADDRESSING.audience()))
                        .customParam("id", ADDRESSING.id())
                        .build();
        JWEObject theirs = new JWEObject(header, new Payload(PLAIN));
        theirs.encrypt(new ECDHEncrypter(nimbus.toECPublicKey()));
        CompactJwe read = parse(theirs.serialize());
        assertThat(read.suite()).isEqualTo(Suite.INTL);
        assertThat(read.decrypt(INTL, ADDRESSING)).isEqualTo(PLAIN);
    }

    private static void assertHeaderRefused(SigningKey key, Consumer<ObjectNode> change) {
        String text = encrypt(key);
        int end = text.indexOf('.');
        assertThatThrownBy(
                        () -> {
                            ObjectNode header =
                                    StrictJson.parseObject(
                                            Base64Url.decode(text.substring(0, end)));
                            change.accept(header);
                            parse(Base64Url.encode(StrictJson.write(header)) + text.substring(end));
                        })
                .isInstanceOf(MalformedJwe.class);
    }

    private static ObjectNode epk(ObjectNode header) {
        return (ObjectNode) header.get("epk");
    }

    private static String encrypt(SigningKey key) {
        return CompactJwe.encrypt(key.publicKey(), ADDRESSING, PLAIN, RANDOM);
    }

    private static CompactJwe parse(String text) throws MalformedJwe {
        return CompactJwe.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
