package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class Pkcs8Test {
    /** RFC 8410, section 10.3. */
    private static final String ED25519 =
            "302e020100300506032b657004220420d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842";

    private static final String ED25519_PUBLIC = "Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE";

    @ParameterizedTest
    @EnumSource
    void key_writtenAndRead_isTheSame(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = Keys.generate(algorithm, new SecureRandom());
        SigningKey read = Pkcs8.parse(Pkcs8.write(key));

        assertThat(read.algorithm()).isEqualTo(algorithm);
        assertThat(read.privateJwk()).isEqualTo(key.privateJwk());
    }

    @Test
    void exampleOfRfc8410_isRead() throws Exception {
        SigningKey key = Pkcs8.parse(HexFormat.of().parseHex(ED25519));

        assertThat(key.privateJwk().get("x").stringValue()).isEqualTo(ED25519_PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed448", "X25519"})
    void key_ofAnotherKind_isRefused(String kind) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        byte[] der = generator.generateKeyPair().getPrivate().getEncoded();

        assertThatThrownBy(() -> Pkcs8.parse(der))
                .isInstanceOf(InvalidKey.class)
                .hasMessage("The key is none of P-256, Ed25519, SM2");
    }

    @Test
    void key_ofAnotherCurve_isRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(384);
        byte[] der = generator.generateKeyPair().getPrivate().getEncoded();

        assertThatThrownBy(() -> Pkcs8.parse(der))
                .hasMessage("The key is none of P-256, Ed25519, SM2");
    }

    @Test
    void bytes_changedAnywhere_areRefusedOrAnotherKey_neverACrash() {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        Random random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 10_000 : 500;
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            byte[] der = Pkcs8.write(TestKeys.another(algorithm));
            for (int i = 0; i < rounds; i++) {
                byte[] changed = der.clone();
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
                byte[] cut = Arrays.copyOf(changed, random.nextInt(changed.length + 1));
                for (byte[] input : new byte[][] {changed, cut}) {
                    try {
                        assertThat(Pkcs8.parse(input).kid()).as("seed %d", seed).isNotEmpty();
                    } catch (InvalidKey e) {
                        assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
                    }
                }
            }
        }
    }
}
