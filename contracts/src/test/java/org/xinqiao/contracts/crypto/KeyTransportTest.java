package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTransportTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void agreement_isTheSameFromBothSidesAndByBothProviders() {
        SigningKey one = TestKeys.another(SignatureAlgorithm.ES256);
        SigningKey other = TestKeys.another(SignatureAlgorithm.ES256);

        byte[] agreed = KeyTransport.agree(one, other.publicKey());

        assertThat(agreed).hasSize(32).isEqualTo(KeyTransport.agree(other, one.publicKey()));
        assertThat(KeyTransport.agree(null, one, other.publicKey())).isEqualTo(agreed);
    }

    @Test
    void sm2Ciphertext_ofTheStandardsExample_isDecrypted() throws Exception {
        SigningKey key =
                new Sm2Keys.Private(
                        new BigInteger(
                                "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8",
                                16));
        byte[] encrypted =
                HEX.parseHex(
                        "0404EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73"
                                + "E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0"
                                + "59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766"
                                + "21886CA989CA9C7D58087307CA93092D651EFA");

        assertThat(KeyTransport.decrypt(key, encrypted, 19))
                .isEqualTo("encryption standard".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void sm2Ciphertext_withAnyByteChanged_isRefused() throws Exception {
        SigningKey key = TestKeys.another(SignatureAlgorithm.SM2SM3);
        byte[] contentKey = new byte[16];
        byte[] encrypted = KeyTransport.encrypt(key.publicKey(), contentKey, RANDOM);

        assertThat(KeyTransport.decrypt(key, encrypted, 16)).isEqualTo(contentKey);
        assertThat(encrypted).hasSize(65 + 32 + 16);
        for (int i = 0; i < encrypted.length; i++) {
            byte[] changed = encrypted.clone();
            changed[i] ^= 1;
            assertRefused(key, changed);
        }
        assertRefused(key, Arrays.copyOf(encrypted, encrypted.length - 1));
        assertRefused(key, Arrays.copyOf(encrypted, encrypted.length + 1));
        assertRefused(TestKeys.another(SignatureAlgorithm.SM2SM3), encrypted);
    }

    @Test
    void keyOfAnotherAlgorithm_isRefused() {
        SigningKey p256 = TestKeys.another(SignatureAlgorithm.ES256);
        SigningKey ed25519 = TestKeys.another(SignatureAlgorithm.EDDSA);

        assertThatThrownBy(() -> KeyTransport.agree(p256, ed25519.publicKey()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyTransport.encrypt(p256.publicKey(), new byte[16], RANDOM))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sm4Gcm_ofRfc8998_isItsVector() throws Exception {
        byte[] key = HEX.parseHex("0123456789ABCDEFFEDCBA9876543210");
        byte[] iv = HEX.parseHex("00001234567800000000ABCD");
        byte[] authentic = HEX.parseHex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
        byte[] plain =
                HEX.parseHex(
                        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                                + "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");

        byte[] sealed = ContentCipher.seal(Suite.SM, key, iv, authentic, plain);

        assertThat(HEX.withUpperCase().formatHex(sealed))
                .isEqualTo(
                        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
                                + "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
                                + "83DE3541E4C2B58177E065A9BF7B62EC");
        assertThat(ContentCipher.open(Suite.SM, key, iv, authentic, sealed)).isEqualTo(plain);
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void sealedText_withAnythingChanged_isRefused(Suite suite) throws Exception {
        byte[] key = new byte[ContentCipher.keyBytes(suite)];
        byte[] iv = new byte[ContentCipher.IV_BYTES];
        byte[] authentic = {1, 2};
        byte[] sealed = ContentCipher.seal(suite, key, iv, authentic, new byte[] {3, 4, 5});

        assertThat(ContentCipher.open(suite, key, iv, authentic, sealed)).containsExactly(3, 4, 5);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertRefused(suite, key, authentic, changed);
        }
        assertRefused(suite, key, new byte[] {1}, sealed);
        assertRefused(suite, key, authentic, Arrays.copyOf(sealed, ContentCipher.TAG_BYTES - 1));
        byte[] otherKey = key.clone();
        otherKey[0] = 1;
        assertRefused(suite, otherKey, authentic, sealed);
    }

    private static void assertRefused(Suite suite, byte[] key, byte[] authentic, byte[] sealed) {
        byte[] iv = new byte[ContentCipher.IV_BYTES];
        assertThatThrownBy(() -> ContentCipher.open(suite, key, iv, authentic, sealed))
                .isInstanceOf(BadCiphertext.class);
    }

    private static void assertRefused(SigningKey key, byte[] encrypted) {
        assertThatThrownBy(() -> KeyTransport.decrypt(key, encrypted, 16))
                .isInstanceOf(BadCiphertext.class);
    }
}
