package org.xinqiao.trust.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.trust.SandboxFixture.NOW;
import static org.xinqiao.trust.SandboxFixture.XIAMEN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.trust.SandboxFixture;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.TrustWatch;
import org.xinqiao.trust.tuf.DirectoryFetcher;

class PublisherTest {
    @TempDir static Path shared;
    @TempDir Path directory;
    private static SandboxFixture original;
    private SandboxFixture fixture;

    @BeforeAll
    static void publish() throws Exception {
        original = SandboxFixture.published(shared.resolve("original"));
    }

    @BeforeEach
    void copy() throws Exception {
        fixture = original.copyTo(directory.resolve("copy"));
    }

    @Test
    void nothingEdited_onlyTheTimestampIsNew() throws Exception {
        Publisher.Published published = fixture.publisher().publish(NOW.plusSeconds(60));

        assertThat(published.snapshotVersion()).isEqualTo(1);
        assertThat(published.timestampVersion()).isEqualTo(2);
        assertThat(published.rootVersion()).isEqualTo(1);
        assertThat(published.root()).exists();
    }

    @Test
    void timestamp_refreshed_prolongsTheSameSnapshot() throws Exception {
        TrustWatch watch = fixture.watch();
        Instant first = watch.poll(NOW).expires();
        Instant later = NOW.plus(Duration.ofHours(20));
        fixture.publisher().refreshTimestamp(later);

        TrustSnapshot snapshot = watch.poll(later);

        assertThat(snapshot.version()).isEqualTo(1);
        assertThat(snapshot.expires()).isEqualTo(first.plus(Duration.ofHours(20)));
    }

    @Test
    void member_suspendedByEditing_isSuspendedWithTheNextPublication() throws Exception {
        TrustWatch watch = fixture.watch();
        watch.poll(NOW);
        fixture.edit("members/cn-350200.yaml", "state: ACTIVE", "state: SUSPENDED");
        assertThat(fixture.publisher().publish(NOW).snapshotVersion()).isEqualTo(2);

        assertThat(watch.poll(NOW).member(XIAMEN).orElseThrow().isActive()).isFalse();

        fixture.edit("members/cn-350200.yaml", "state: SUSPENDED", "state: ACTIVE");
        fixture.publisher().publish(NOW);
        assertThat(watch.poll(NOW).member(XIAMEN).orElseThrow().isActive()).isTrue();
    }

    @Test
    void metadata_isRenewedWhenHalfOfItsLifeIsOver() throws Exception {
        Duration half = Duration.ofDays(15);

        assertThat(fixture.publisher().publish(NOW.plus(half).minusSeconds(1)).snapshotVersion())
                .isEqualTo(1);
        assertThat(fixture.publisher().publish(NOW.plus(half)).snapshotVersion()).isEqualTo(2);
    }

    @Test
    void roles_rotated_areFollowedByWhoTrustedTheOldRoot() throws Exception {
        TrustWatch watch = fixture.watch();
        watch.poll(NOW);
        KeyGen keys = new KeyGen(fixture.federation(), SandboxFixture.RANDOM);
        for (String role : new String[] {"root", "targets", "timestamp", "snapshot", "cn-350000"}) {
            keys.rotateRole(role);
        }

        assertThat(fixture.publisher().publish(NOW).rootVersion()).isEqualTo(2);
        assertThat(watch.poll(NOW).faults()).isEmpty();
        assertThat(fixture.watch().poll(NOW).members()).hasSize(6);
    }

    @Test
    void role_withoutItsPrivateKeys_publishesNothingNewAndSaysWhich() throws Exception {
        SandboxFixture.delete(fixture.work().resolve("private/roles/cn-350200"));
        assertThat(fixture.publisher().publish(NOW).waiting()).isEmpty();

        fixture.edit("benefits/cn-350200.yaml", "最多40册", "最多30册");
        assertThatThrownBy(() -> fixture.publisher().publish(NOW))
                .isInstanceOf(CannotSign.class)
                .hasMessageContaining("cn-350200");
        assertThat(fixture.watch().poll(NOW).version()).isEqualTo(1);
    }

    @Test
    void publication_thatStoppedHalfWay_isRepeated() throws Exception {
        Path keys = fixture.work().resolve("private/roles/cn-350200");
        Path aside = fixture.work().resolve("aside");
        fixture.edit("members/cn-350000.yaml", "Fujian Province", "Fujian");
        fixture.edit("benefits/cn-350200.yaml", "最多40册", "最多30册");
        Files.move(keys, aside);
        assertThatThrownBy(() -> fixture.publisher().publish(NOW)).isInstanceOf(CannotSign.class);
        assertThat(fixture.repository().resolve("2.cn-100000.json")).exists();

        Files.move(aside, keys);
        fixture.edit("members/cn-350000.yaml", "en: Fujian", "en: Fujian Province");
        assertThat(fixture.publisher().publish(NOW).snapshotVersion()).isEqualTo(2);
        assertThat(fixture.watch().poll(NOW).faults()).isEmpty();
    }

    @Test
    void agreement_withoutAPartysKey_waitsAndTheSignedOneStaysInForce() throws Exception {
        String digest = fixture.watch().poll(NOW).agreement(350001).orElseThrow().digest();
        SandboxFixture.delete(fixture.work().resolve("private/nodes/cn-330100"));
        fixture.edit("agreements/350001.yaml", "revision: 1 ", "revision: 2\nprevious: " + digest);

        assertThat(fixture.publisher().publish(NOW).waiting())
                .containsExactly("agreement 350001 waits for the signature of [cn-330100]");
        assertThat(fixture.watch().poll(NOW).agreement(350001).orElseThrow().digest())
                .isEqualTo(digest);
    }

    @Test
    void faultyEdit_publishesNothing() throws Exception {
        fixture.edit("members/cn-350200.yaml", "level: CITY", "level: TOWN");

        assertThatThrownBy(() -> fixture.publisher().publish(NOW))
                .isInstanceOf(LintFailed.class)
                .hasMessageContaining("members/cn-350200.yaml:3");
        assertThat(fixture.watch().poll(NOW).version()).isEqualTo(1);
    }

    @Test
    void privateKeys_areReadByTheirOwnerOnlyAndPublishedByNobody() throws Exception {
        try (Stream<Path> files = Files.walk(fixture.work().resolve("private"))) {
            for (Path file : files.toList()) {
                Path originalFile = original.work().resolve(fixture.work().relativize(file));
                String permissions =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(originalFile));
                assertThat(permissions).as(file.toString()).endsWith("------");
            }
        }
        for (Path file : fixture.repositoryFiles()) {
            assertThat(Files.readString(file)).doesNotContain("\"d\"");
        }
    }

    @Test
    void verification_saysWhatIsTrusted() throws Exception {
        TrustSnapshot snapshot =
                Verification.verify(
                        fixture.root(), new DirectoryFetcher(fixture.repository()), NOW);

        assertThat(Verification.lines(snapshot))
                .contains("snapshot 1, good until 2026-11-22T01:30:00Z")
                .anyMatch(line -> line.startsWith("member cn-350200 厦门市 CITY ACTIVE, 4 keys at"))
                .anyMatch(line -> line.startsWith("agreement 350001 revision 1 of [cn-330100,"));
    }
}
