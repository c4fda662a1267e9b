package org.xinqiao.gateway.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.key.KeyDirectory;
import org.xinqiao.trust.key.KeyEncryption;
import org.xinqiao.trust.key.Passphrase;

class NodeKeyringTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;

    @Test
    void keyFile_thatIsPutInPlaceLater_isPickedUp_andDamagedOnesChangeNothing() throws Exception {
        SigningKey first = Keys.generate(SignatureAlgorithm.SM2SM3, RANDOM);
        SigningKey second = Keys.generate(SignatureAlgorithm.SM2SM3, RANDOM);
        NodeKeys published = published(first, second);
        write("a.json", first);
        NodeKeyring keyring = NodeKeyring.load(new KeyDirectory(directory));
        assertThat(kid(keyring, published)).isEqualTo(first.kid());

        PrivateFile.write(directory.resolve("b.json"), "{ half of a k");
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(first.kid());

        write("b.json", second);
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(second.kid());

        Files.delete(directory.resolve("b.json"));
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(first.kid());
    }

    @Test
    void keys_underAPassphrase_arePickedUp_andSoIsAnotherPassphrase() throws Exception {
        SigningKey first = Keys.generate(SignatureAlgorithm.SM2SM3, RANDOM);
        SigningKey second = Keys.generate(SignatureAlgorithm.SM2SM3, RANDOM);
        NodeKeys published = published(first, second);
        Path pass = directory.resolve("pass");
        PrivateFile.write(pass, "open sesame");
        Passphrase passphrase = Passphrase.in(pass);
        write("a.json", first);
        NodeKeyring keyring = NodeKeyring.load(new KeyDirectory(directory, passphrase));

        encrypt(Passphrase.NONE, passphrase);
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(first.kid());
        write("b.json", second);
        encrypt(Passphrase.NONE, passphrase);
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(second.kid());

        encrypt(passphrase, Passphrase.of("the test", "open barley"));
        Files.delete(directory.resolve("b.pem"));
        keyring.refresh();
        assertThat(kid(keyring, published)).as("shut, so as before").isEqualTo(second.kid());
        PrivateFile.write(pass, "open barley");
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(first.kid());
    }

    private void encrypt(Passphrase before, Passphrase after) throws Exception {
        new KeyEncryption(before, after, RANDOM).encrypt(List.of(directory));
    }

    private static NodeKeys published(SigningKey first, SigningKey second) {
        return new NodeKeys(
                NodeId.parse("cn-350200"),
                URI.create("https://localhost"),
                Set.of(Suite.SM),
                List.of(key(first, NOW.minusSeconds(9)), key(second, NOW)),
                Set.of("pin"));
    }

    private static String kid(NodeKeyring keyring, NodeKeys published) {
        return keyring.signing(published, KeyUse.MESSAGE, Suite.SM, NOW).orElseThrow().kid();
    }

    private static NodeKey key(SigningKey key, Instant startsAt) {
        return new NodeKey(key.publicKey(), Set.of(KeyUse.MESSAGE), startsAt, null, null);
    }

    private void write(String file, SigningKey key) throws Exception {
        PrivateFile.write(directory.resolve(file), key.privateJwk().toString());
    }
}
