package org.xinqiao.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;

class KeyDirectoryTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;

    private Path copy(String name, String made) throws Exception {
        return KeyFiles.file(directory, name, KeyFiles.byOpenSsl(made).bytes());
    }

    @Test
    void filesOfAllForms_areOneSource_andOthersArePassedOver() throws Exception {
        SigningKey jwk = Keys.generate(SignatureAlgorithm.ES256, RANDOM);
        SigningKey pem = Keys.generate(SignatureAlgorithm.EDDSA, RANDOM);
        KeyFiles.file(directory, "a.json", jwk.privateJwk().toString());
        KeyFiles.file(directory, "b.pem", KeyFiles.pem(pem));
        copy("c.pem", "SM2SM3 SM4, SM3");
        copy("d.p12", "ES256 PKCS #12");
        Files.writeString(directory.resolve("note.txt"), "not a key");
        Files.createDirectory(directory.resolve("e.json"));

        assertThat(new KeyDirectory(directory, KeyFiles.passphrase()).load())
                .extracting(SigningKey::kid)
                .containsExactly(
                        jwk.kid(),
                        pem.kid(),
                        KeyFiles.byOpenSsl("SM2SM3 SM4, SM3").kid(),
                        KeyFiles.byOpenSsl("ES256 PKCS #12").kid());
    }

    @Test
    void state_tellsEveryChange_andStaysWithoutOne() throws Exception {
        Path key = copy("a.pem", "ES256 SM4");
        var keys = new KeyDirectory(directory, KeyFiles.passphrase());
        String before = keys.state();
        assertThat(keys.state()).isEqualTo(before);

        KeyFiles.permit(key, "rw-r--r--");
        assertThat(keys.state()).isNotEqualTo(before);
        copy("b.pem", "EdDSA SM4");
        String both = keys.state();
        Files.delete(key);
        assertThat(keys.state()).isNotEqualTo(both);
    }

    @Test
    void file_thatIsNotGood_isNamed_andMended() throws Exception {
        Path pass = KeyFiles.file(directory, "pass", "another");
        Path key = KeyFiles.permit(copy("a.pem", "ES256 SM4"), "rw-r--r--");
        var keys = new KeyDirectory(directory, Passphrase.in(pass));
        assertThatThrownBy(keys::load)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(key + ": everyone on this machine may read it");

        KeyFiles.permit(key, "rw-------");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(keys::load)
                    .hasMessageStartingWith(key + ": does not open with the passphrase in " + pass);
        }
        KeyFiles.file(directory, "pass", KeyFiles.PASSPHRASE);
        assertThat(keys.load()).hasSize(1);
    }
}
