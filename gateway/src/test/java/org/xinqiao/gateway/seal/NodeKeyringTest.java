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
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

class NodeKeyringTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    @TempDir Path directory;

    @Test
    void keyFile_thatIsPutInPlaceLater_isPickedUp_andDamagedOnesChangeNothing() throws Exception {
        SigningKey first = Keys.generate(SignatureAlgorithm.SM2SM3, new SecureRandom());
        SigningKey second = Keys.generate(SignatureAlgorithm.SM2SM3, new SecureRandom());
        NodeKeys published =
                new NodeKeys(
                        NodeId.parse("cn-350200"),
                        URI.create("https://localhost"),
                        Set.of(Suite.SM),
                        List.of(key(first, NOW.minusSeconds(9)), key(second, NOW)),
                        Set.of("pin"));
        write("a.json", first);
        NodeKeyring keyring = NodeKeyring.load(directory);
        assertThat(kid(keyring, published)).isEqualTo(first.kid());

        Files.writeString(directory.resolve("b.json"), "{ half of a k");
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(first.kid());

        write("b.json", second);
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(second.kid());

        Files.delete(directory.resolve("b.json"));
        keyring.refresh();
        assertThat(kid(keyring, published)).isEqualTo(first.kid());
    }

    private static String kid(NodeKeyring keyring, NodeKeys published) {
        return keyring.signing(published, KeyUse.MESSAGE, Suite.SM, NOW).orElseThrow().kid();
    }

    private static NodeKey key(SigningKey key, Instant startsAt) {
        return new NodeKey(key.publicKey(), Set.of(KeyUse.MESSAGE), startsAt, null, null);
    }

    private void write(String file, SigningKey key) throws Exception {
        Files.write(directory.resolve(file), StrictJson.write(key.privateJwk()));
    }
}
