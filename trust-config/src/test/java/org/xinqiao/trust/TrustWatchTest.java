package org.xinqiao.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.trust.SandboxFixture.FUZHOU;
import static org.xinqiao.trust.SandboxFixture.HANGZHOU;
import static org.xinqiao.trust.SandboxFixture.NOW;
import static org.xinqiao.trust.SandboxFixture.XIAMEN;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.tuf.Fetcher;
import org.xinqiao.trust.tuf.HttpFetcher;

class TrustWatchTest {
    @TempDir Path directory;

    @Test
    void sandbox_published_isTrustedAsItIsWritten() throws Exception {
        TrustSnapshot snapshot = SandboxFixture.published(directory).watch().poll(NOW);

        assertThat(snapshot.faults()).isEmpty();
        assertThat(snapshot.version()).isEqualTo(1);
        assertThat(snapshot.members()).hasSize(6).allMatch(member -> member.isActive());
        assertThat(snapshot.agreement(350001, XIAMEN, HANGZHOU)).isPresent();
        assertThat(snapshot.agreement(350002, XIAMEN, HANGZHOU)).isPresent();
        assertThat(snapshot.benefitsOf(XIAMEN)).hasSize(6);
        assertThat(snapshot.benefitsOf(FUZHOU)).hasSize(6);
        assertThat(snapshot.benefitsOf(HANGZHOU))
                .extracting(Benefit::id)
                .contains("cn-330100/library.deposit-free");
        assertThat(snapshot.catalogue().items()).hasSizeGreaterThan(20);
        assertThat(snapshot.catalogue().purpose("library.lending")).isPresent();
        assertThat(snapshot.entries().item("record.penalty")).isPresent();
        assertThat(snapshot.measures(LocalDate.of(2026, 11, 21)).measures()).hasSize(2);
        assertThat(snapshot.measures(LocalDate.of(2025, 12, 31)).measures()).isEmpty();
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

    @Test
    void restart_withTheRepositoryGone_goesOnFromDiskUntilExpiry() throws Exception {
        SandboxFixture fixture = SandboxFixture.published(directory);
        TrustSnapshot before = fixture.watch().poll(NOW);
        Fetcher nobody =
                (path, bytesMax) -> {
                    throw new IOException("nobody there");
                };
        TrustWatch watch = fixture.watch(nobody);

        assertThatThrownBy(() -> watch.poll(NOW)).isInstanceOf(IOException.class);
        assertThat(watch.lastGood(before.expires().minusMillis(1)))
                .map(TrustSnapshot::agreements)
                .hasValueSatisfying(agreements -> assertThat(agreements).hasSize(3));
        assertThat(watch.lastGood(before.expires())).isEmpty();
    }

    @Test
    void agreement_runningOutWhileTheRepositoryIsGone_isOver() throws Exception {
        SandboxFixture fixture = SandboxFixture.withKeys(directory);
        fixture.edit("agreements/350001.yaml", "2034-12-31", "2026-11-21");
        fixture.publisher().publish(NOW);
        TrustWatch watch = fixture.watch();
        TrustSnapshot running = watch.poll(NOW);
        Instant midnight = Instant.parse("2026-11-21T16:00:00Z");

        assertThat(watch.lastGood(midnight.minusMillis(1))).containsSame(running);
        assertThat(watch.lastGood(midnight).orElseThrow().agreement(350001)).isEmpty();
    }

    @Test
    void repository_overHttp_isTheSame() throws Exception {
        SandboxFixture fixture = SandboxFixture.published(directory);
        HttpServer server =
                SimpleFileServer.createFileServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        fixture.repository().toAbsolutePath(),
                        SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(fixture.watch(new HttpFetcher(base)).poll(NOW).members()).hasSize(6);
        } finally {
            server.stop(0);
        }
        URI gone = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        TrustWatch watch = fixture.watch(new HttpFetcher(gone));
        assertThatThrownBy(() -> watch.poll(NOW)).isInstanceOf(IOException.class);
        assertThat(watch.lastGood(NOW)).isPresent();
    }
}
