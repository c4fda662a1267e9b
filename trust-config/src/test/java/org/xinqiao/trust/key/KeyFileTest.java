package org.xinqiao.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.trust.key.KeyFiles.passphrase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.Pkcs8;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;

class KeyFileTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Passphrase WRONG = Passphrase.of("the other place", "incorrect horse");

    @TempDir Path directory;

    static Stream<KeyFiles.Made> goodOnes() throws Exception {
        List<String> bad = List.of("DES", "old", "scrypt", "SEC 1", "SHA-1");
        return KeyFiles.byOpenSsl().stream()
                .filter(made -> bad.stream().noneMatch(made.name()::contains));
    }

    @ParameterizedTest
    @MethodSource("goodOnes")
    void fileOfOpenSsl_opensWithItsPassphraseAlone(KeyFiles.Made made) throws Exception {
        Path file = KeyFiles.file(directory, "key", made.bytes());

        assertThat(KeyFile.read(file, passphrase()))
                .extracting(SigningKey::kid)
                .containsExactly(made.kid());
        assertThatThrownBy(() -> KeyFile.read(file, WRONG))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        file
                                + ": does not open with the passphrase in the other place: it is"
                                + " another one, or the file is damaged");
        assertThatThrownBy(() -> KeyFile.read(file, Passphrase.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": is encrypted, and no passphrase is given for it");
    }

    @Test
    void filesOfOpenSsl_ofAllThreeAlgorithms_wereTried() throws Exception {
        assertThat(goodOnes().map(made -> made.name().split(" ", 2)[0]))
                .contains("ES256", "SM2SM3", "EdDSA")
                .hasSize(13);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ES256 PKCS #12 of old | must be encrypted by PBES2",
                "ES256 DES and MD5 | must be encrypted by PBES2",
                "ES256 scrypt | must be encrypted by PBES2",
                "ES256 SHA-1 | must be encrypted by PBES2",
                "ES256 SEC 1, encrypted | is encrypted as OpenSSL did before PKCS #8",
            })
    void encryption_thatProtectsLittle_isRefusedByName(String name, String rule) throws Exception {
        Path file = KeyFiles.file(directory, "key", KeyFiles.byOpenSsl(name).bytes());

        assertThatThrownBy(() -> KeyFile.read(file, passphrase()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": " + rule);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "-1, false", "1, true", "10000001, false"})
    void iterations_outOfBounds_areRefusedBeforeAnyIsDone(int iterations, boolean tried)
            throws Exception {
        var derivation =
                new KeyDerivationFunc(
                        PKCSObjectIdentifiers.id_PBKDF2,
                        new org.bouncycastle.asn1.DERSequence(
                                new org.bouncycastle.asn1.ASN1Encodable[] {
                                    new org.bouncycastle.asn1.DEROctetString(new byte[16]),
                                    new ASN1Integer(iterations),
                                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256)
                                }));
        assertThat(PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount())
                .isEqualTo(iterations);
        var scheme =
                new EncryptionScheme(
                        org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_aes256_CBC,
                        new org.bouncycastle.asn1.DEROctetString(new byte[16]));
        var info =
                new EncryptedPrivateKeyInfo(
                        new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.id_PBES2,
                                new PBES2Parameters(derivation, scheme)),
                        new byte[64]);
        Path file =
                KeyFiles.file(
                        directory,
                        "key.pem",
                        KeyFiles.pem("ENCRYPTED PRIVATE KEY", info.getEncoded()));

        assertThatThrownBy(() -> KeyFile.read(file, passphrase()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        tried
                                ? "does not open with the passphrase"
                                : "must be encrypted with 1 to 10000000 iterations");
    }

    @ParameterizedTest
    @EnumSource
    void written_isReadAgain_andItsOwnersAlone(SignatureAlgorithm algorithm) throws Exception {
        SigningKey key = Keys.generate(algorithm, RANDOM);
        Path file = KeyFiles.file(directory, "key.pem", "what was there before");
        KeyFile.write(file, Pkcs8.write(key), passphrase(), RANDOM);

        SigningKey read = KeyFile.read(file, passphrase()).getFirst();
        key.publicKey().verify(new byte[] {1}, read.sign(new byte[] {1}));
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
    }

    @ParameterizedTest
    @EnumSource
    void plainFile_inEachForm_isReadWithoutAPassphrase(SignatureAlgorithm algorithm)
            throws Exception {
        SigningKey key = Keys.generate(algorithm, RANDOM);
        Path jwk = KeyFiles.file(directory, "a", key.privateJwk().toString());
        Path pem = KeyFiles.file(directory, "b", KeyFiles.pem(key));

        for (Path file : List.of(jwk, pem)) {
            // One passphrase for a directory in which not all is encrypted yet.
            for (Passphrase each : List.of(Passphrase.NONE, passphrase())) {
                assertThat(KeyFile.read(file, each))
                        .extracting(SigningKey::kid)
                        .containsExactly(key.kid());
            }
        }
    }

    @Test
    void file_thatEveryoneMayRead_isRefused_encryptedOrNot() throws Exception {
        SigningKey key = Keys.generate(SignatureAlgorithm.SM2SM3, RANDOM);
        Path jwk = KeyFiles.file(directory, "a", key.privateJwk().toString());
        Path pem = KeyFiles.file(directory, "b", KeyFiles.pem(key));
        Path encrypted =
                KeyFiles.file(directory, "c", KeyFiles.byOpenSsl("SM2SM3 SM4, SM3").bytes());
        for (Path file : List.of(jwk, pem, encrypted)) {
            KeyFiles.permit(file, "rw-r--r--");
            assertThatThrownBy(() -> KeyFile.read(file, passphrase()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            file
                                    + ": everyone on this machine may read it; private keys and"
                                    + " passphrases must be their owner's alone: chmod 600");
            KeyFiles.permit(file, "rw-r-----");
            assertThat(KeyFile.read(file, passphrase())).hasSize(1);
        }
    }

    @Test
    void file_thatIsNoKey_isRefused_andShowsNothing() throws Exception {
        assertBad("{}", "The key is none of P-256, Ed25519, SM2");
        assertBad(
                "{\"kty\":\"EC\",\"kty\":\"EC\"}", "is neither a private JWK nor PEM nor PKCS #12");
        assertBad("", "is neither a private JWK nor PEM nor PKCS #12");
        assertBad("0123", "is damaged PKCS #12");
        assertBad("-----BEGIN PRIVATE KEY-----\nAAAA\n", "is damaged PEM");
        assertBad(KeyFiles.pem("PRIVATE KEY", new byte[] {0x30, 0}), "is damaged PEM");
        assertBad(KeyFiles.pem("ENCRYPTED PRIVATE KEY", new byte[] {0x30, 0}), "is damaged PEM");
        assertBad("-----BEGIN X-----\n-----END X-----\n", "is damaged PEM");
        assertBad("x".repeat(64 * 1024 + 1), "a key file has at most 65536 bytes");
        assertBad(" ".repeat(64 * 1024), "is neither a private JWK nor PEM nor PKCS #12");
    }

    private void assertBad(String text, String rule) throws IOException {
        Path file = KeyFiles.file(directory, "bad", text);
        assertThatThrownBy(() -> KeyFile.read(file, passphrase()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": " + rule);
    }

    @Test
    void oneKey_wantedOfAFileWithTwo_isRefused() throws Exception {
        String one = KeyFiles.pem(Keys.generate(SignatureAlgorithm.ES256, RANDOM));
        String two = KeyFiles.pem(Keys.generate(SignatureAlgorithm.ES256, RANDOM));
        Path file = KeyFiles.file(directory, "two.pem", one + two);

        assertThat(KeyFile.read(file, Passphrase.NONE)).hasSize(2);
        assertThatThrownBy(() -> KeyFile.pkcs8(file, Passphrase.NONE))
                .hasMessage(file + ": must hold one private key, not 2");
    }

    /** Whatever is damaged is refused in one line; nothing else comes out, and nothing hangs. */
    @Test
    void file_changedAnywhere_isRefusedOrStillAKey_neverACrash() throws Exception {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        Random random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 800 : 40;
        for (KeyFiles.Made made : KeyFiles.byOpenSsl()) {
            for (int i = 0; i < rounds; i++) {
                byte[] changed = made.bytes().clone();
                for (int j = random.nextInt(3); j >= 0; j--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                byte[] bytes =
                        random.nextBoolean()
                                ? changed
                                : Arrays.copyOf(changed, random.nextInt(changed.length + 1));
                Path file = KeyFiles.file(directory, "key", bytes);
                try {
                    assertThat(KeyFile.read(file, Passphrase.NONE)).as("seed %d", seed).isNull();
                } catch (IOException e) {
                    assertThat(e.getMessage()).as("seed %d", seed).startsWith(file + ": ");
                }
            }
        }
    }

    @Test
    void encryptedKey_changedInside_isRefusedOrAnotherKey() throws Exception {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] good = KeyFiles.byOpenSsl("EdDSA AES-256").bytes();
        for (int i = 0; i < 100; i++) {
            byte[] changed = good.clone();
            int at = random.nextInt(good.length);
            changed[at] = (byte) (changed[at] ^ 1 << random.nextInt(7));
            Path file = KeyFiles.file(directory, "key", changed);
            try {
                KeyFile.read(file, passphrase());
            } catch (IOException e) {
                assertThat(new String(e.getMessage().getBytes(StandardCharsets.UTF_8)))
                        .as("seed %d", seed)
                        .startsWith(file + ": ")
                        .doesNotContain(KeyFiles.PASSPHRASE);
            }
        }
    }
}
