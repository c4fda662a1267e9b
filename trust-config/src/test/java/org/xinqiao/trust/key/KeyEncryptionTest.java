package org.xinqiao.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;

class KeyEncryptionTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Passphrase NEW = Passphrase.of("the new one", "new");
    private static final Passphrase OLD = KeyFiles.passphrase();

    @TempDir Path directory;

    private SigningKey sm;
    private SigningKey intl;
    private Path jwk;
    private Path pem;

    @BeforeEach
    void files() throws Exception {
        sm = Keys.generate(SignatureAlgorithm.SM2SM3, RANDOM);
        intl = Keys.generate(SignatureAlgorithm.ES256, RANDOM);
        jwk = KeyFiles.file(directory, "message.json", sm.privateJwk().toString());
        Path below = Files.createDirectories(directory.resolve("roles/root"));
        pem = KeyFiles.file(below, "root.pem", KeyFiles.pem(intl));
    }

    private List<Path> encrypt(Passphrase before, Passphrase after, Path... paths)
            throws Exception {
        return new KeyEncryption(before, after, RANDOM).encrypt(List.of(paths));
    }

    @Test
    void directory_withAllBelow_isEncrypted_andTheSecondTimeNothingIsDone() throws Exception {
        Path message = directory.resolve("message.pem");

        assertThat(encrypt(Passphrase.NONE, NEW, directory)).containsExactly(message, pem);
        assertThat(jwk).doesNotExist();
        assertThat(KeyFile.read(message, NEW).getFirst().kid()).isEqualTo(sm.kid());
        assertThat(KeyFile.read(pem, NEW).getFirst().kid()).isEqualTo(intl.kid());
        for (Path file : List.of(message, pem)) {
            assertThat(file).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        }
        assertThat(encrypt(Passphrase.NONE, NEW, directory)).isEmpty();
    }

    @Test
    void passphrase_isChanged_whereTheOldOneIsGiven_andNotOtherwise() throws Exception {
        Path file =
                KeyFiles.file(directory, "old.pem", KeyFiles.byOpenSsl("EdDSA AES-256").bytes());

        assertThatThrownBy(() -> encrypt(Passphrase.NONE, NEW, directory))
                .hasMessageStartingWith(
                        file + ": does not open with the passphrase in the new one");
        assertThat(jwk).as("nothing was changed").exists();
        assertThat(encrypt(OLD, NEW, directory)).hasSize(3);
        assertThat(KeyFile.read(file, NEW).getFirst().kid())
                .isEqualTo(KeyFiles.byOpenSsl("EdDSA AES-256").kid());
    }

    @Test
    void faults_areToldAllAtOnce_andNothingIsChanged() throws Exception {
        Path other = KeyFiles.file(directory, "message.pem", KeyFiles.pem(intl));
        Path two = KeyFiles.file(directory, "two.pem", KeyFiles.pem(intl) + KeyFiles.pem(sm));
        Path open = KeyFiles.permit(KeyFiles.file(directory, "open.json", "{}"), "rw-r--r--");
        Path p12 =
                KeyFiles.file(directory, "old.p12", KeyFiles.byOpenSsl("ES256 PKCS #12").bytes());

        assertThatThrownBy(() -> encrypt(OLD, NEW, directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(jwk + ": " + other + " is there and is another key")
                .hasMessageContaining(two + ": must hold one private key and nothing else")
                .hasMessageContaining(open + ": everyone on this machine may read it")
                .hasMessageContaining(p12 + ": is PKCS #12; its passphrase is changed by");
        assertThat(jwk).exists();
        assertThat(pem).content().startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void pkcs12_underThePassphrase_staysAsItIs() throws Exception {
        Path p12 = KeyFiles.file(directory, "a.p12", KeyFiles.byOpenSsl("SM2SM3 PKCS #12").bytes());

        assertThat(encrypt(Passphrase.NONE, OLD, p12)).isEmpty();
        assertThat(p12).hasBinaryContent(KeyFiles.byOpenSsl("SM2SM3 PKCS #12").bytes());
    }

    @Test
    void jwk_whoseSuccessorIsThereAlready_goes() throws Exception {
        encrypt(Passphrase.NONE, NEW, jwk);
        KeyFiles.file(directory, "message.json", sm.privateJwk().toString());

        assertThat(encrypt(Passphrase.NONE, NEW, directory)).hasSize(2);
        assertThat(jwk).doesNotExist();
    }
}
