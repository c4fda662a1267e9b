package org.xinqiao.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.trust.SandboxFixture.FUZHOU;
import static org.xinqiao.trust.SandboxFixture.HANGZHOU;
import static org.xinqiao.trust.SandboxFixture.NOW;
import static org.xinqiao.trust.SandboxFixture.XIAMEN;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.NodeKey;

class TrustWatchTest {
    @TempDir Path directory;

    @Test
    void sandbox_published_isTrustedAsItIsWritten() throws Exception {
        TrustSnapshot snapshot = SandboxFixture.published(directory).watch().poll(NOW);

        assertThat(snapshot.faults()).isEmpty();
        assertThat(snapshot.version()).isEqualTo(1);
        assertThat(snapshot.members()).hasSize(6).allMatch(member -> member.isActive());
        assertThat(snapshot.agreement(350001, XIAMEN, HANGZHOU)).isPresent();
        assertThat(snapshot.benefitsOf(XIAMEN)).hasSize(5);
        assertThat(snapshot.benefitsOf(FUZHOU)).hasSize(3);
        assertThat(snapshot.benefitsOf(HANGZHOU))
                .extracting(Benefit::id)
                .contains("cn-330100/library.deposit-free");
        assertThat(snapshot.catalogue().items()).hasSize(25);
        assertThat(snapshot.catalogue().purpose("library.lending")).isPresent();
        assertThat(snapshot.expires()).isEqualTo(NOW.plusSeconds(24 * 3600));
    }

    @Test
    void key_publishedForAUse_isFoundByNameAndPrefixForThatUseOfThatNodeOnly() throws Exception {
        TrustSnapshot snapshot = SandboxFixture.published(directory).watch().poll(NOW);
        NodeKey key = snapshot.keys(XIAMEN).orElseThrow().keys().getFirst();
        byte[] prefix = Arrays.copyOf(key.key().thumbprint(), 8);

        assertThat(snapshot.key(XIAMEN, KeyUse.PASS, key.key().kid())).contains(key);
        assertThat(snapshot.keysByPrefix(XIAMEN, KeyUse.PASS, prefix)).containsExactly(key);
        assertThat(snapshot.key(XIAMEN, KeyUse.ENC, key.key().kid())).isEmpty();
        assertThat(snapshot.key(FUZHOU, KeyUse.PASS, key.key().kid())).isEmpty();
        assertThat(snapshot.keysByPrefix(FUZHOU, KeyUse.PASS, prefix)).isEmpty();
        assertThat(snapshot.keysByPrefix(XIAMEN, KeyUse.PASS, new byte[7])).isEmpty();
    }
}
