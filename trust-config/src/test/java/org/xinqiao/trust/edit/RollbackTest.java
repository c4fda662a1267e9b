package org.xinqiao.trust.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.trust.SandboxFixture.HANGZHOU;
import static org.xinqiao.trust.SandboxFixture.NOW;
import static org.xinqiao.trust.SandboxFixture.XIAMEN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.trust.SandboxFixture;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.TrustWatch;
import org.xinqiao.trust.plan.Change;
import org.xinqiao.trust.plan.TrustPlan;
import org.xinqiao.trust.plan.TrustVersion;
import org.xinqiao.trust.tuf.DirectoryFetcher;
import org.xinqiao.trust.tuf.TufRefused;

class RollbackTest {
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

    private TrustVersion version() throws Exception {
        return TrustVersion.of(
                Verification.repository(
                        fixture.root(), new DirectoryFetcher(fixture.repository()), NOW));
    }

    private long back(long to) throws Exception {
        Rollback rollback = new Rollback(fixture.federation(), fixture.repository());
        long last = fixture.watch().poll(NOW).version();
        rollback.write(rollback.files(to, last));
        return fixture.publisher().publish(NOW).snapshotVersion();
    }

    private List<String> plan(TrustVersion before, TrustVersion after) {
        return TrustPlan.between(before, after, LocalDate.parse("2026-11-21")).stream()
                .map(Change::en)
                .toList();
    }

    @Test
    void everythingEdited_comesBack_asANewVersion_thatANodeGoesOverTo() throws Exception {
        TrustVersion first = version();
        TrustWatch node = fixture.watch();
        assertThat(node.poll(NOW).version()).isEqualTo(1);
        fixture.edit("benefits/cn-350200.yaml", "Up to 40 books", "Up to 4 books");
        fixture.edit("members/cn-330100.yaml", "ACTIVE", "SUSPENDED");
        fixture.edit("catalogue/2026.yaml", "code: credit.score", "code: credit.points");
        assertThat(fixture.publisher().publish(NOW).snapshotVersion()).isEqualTo(2);
        assertThat(node.poll(NOW).version()).isEqualTo(2);

        assertThat(back(1)).isEqualTo(3);

        TrustSnapshot snapshot = node.poll(NOW);
        assertThat(snapshot.version()).isEqualTo(3);
        assertThat(snapshot.faults()).isEmpty();
        assertThat(snapshot.member(HANGZHOU).orElseThrow().isActive()).isTrue();
        assertThat(plan(first, version())).isEmpty();
    }

    @Test
    void agreement_comesBackAsItsNextRevision_signedByAllAgain() throws Exception {
        TrustWatch node = fixture.watch();
        String digest = node.poll(NOW).agreement(350001).orElseThrow().digest();
        fixture.edit(
                "agreements/350001.yaml", "revision: 1 ", "revision: 2\nprevious: " + digest + " ");
        fixture.edit("agreements/350001.yaml", "2034-12-31", "2027-12-31");
        fixture.publisher().publish(NOW);
        assertThat(node.poll(NOW).agreement(350001).orElseThrow().revision()).isEqualTo(2);

        back(1);

        TrustSnapshot snapshot = node.poll(NOW);
        assertThat(snapshot.faults()).isEmpty();
        var agreement = snapshot.agreement(350001).orElseThrow();
        assertThat(agreement.revision()).isEqualTo(3);
        assertThat(agreement.until()).isEqualTo("2034-12-31");
        assertThat(agreement.digest()).isNotEqualTo(digest);
    }

    @Test
    void keys_neverGoBack_andARevokedOneStaysRevoked() throws Exception {
        NodeKeyLife life = new NodeKeyLife(fixture.federation(), SandboxFixture.RANDOM);
        String stolen =
                new NodeKeyFile(fixture.federation())
                        .read(XIAMEN).keys().stream()
                                .filter(key -> key.uses().contains(KeyUse.MESSAGE))
                                .filter(key -> key.key().algorithm().suite() == Suite.SM)
                                .findFirst()
                                .orElseThrow()
                                .key()
                                .kid();
        life.rotate(XIAMEN, KeyUse.MESSAGE, Suite.SM, java.time.Duration.ZERO, NOW);
        life.revoke(XIAMEN, stolen, NOW);
        fixture.publisher().publish(NOW);
        TrustVersion revoked = version();
        fixture.edit("benefits/cn-350200.yaml", "Up to 40 books", "Up to 4 books");
        fixture.publisher().publish(NOW);

        back(1);

        assertThat(plan(revoked, version())).isEmpty();
        assertThat(Files.readString(fixture.work().resolve("keys/cn-350200.yaml")))
                .contains("revokedAt");
    }

    @Test
    void member_thatLeftOrJoined_isBackOrGone_withRoleKeysAndDelegation() throws Exception {
        TrustVersion first = version();
        String federation = Files.readString(fixture.work().resolve("federation.yaml"));
        int at = federation.indexOf("  - role: cn-330100");
        Files.writeString(fixture.work().resolve("federation.yaml"), federation.substring(0, at));
        for (String file : List.of("members", "keys", "benefits")) {
            Files.delete(fixture.work().resolve(file + "/cn-330100.yaml"));
        }
        for (String file : List.of("350001", "350002")) {
            Files.delete(fixture.work().resolve("agreements/" + file + ".yaml"));
        }
        for (String file : List.of("cn-350200", "cn-350100")) {
            Files.delete(fixture.work().resolve("benefits/" + file + ".yaml"));
        }
        fixture.publisher().publish(NOW);
        TrustVersion without = version();
        assertThat(without.documents()).doesNotContainKey("members/cn-330100");

        back(1);
        // The text of the agreements is the same, so only their revisions and digests differ.
        assertThat(plan(first, version()))
                .allMatch(line -> line.startsWith("Agreement 35000"))
                .hasSize(6);

        assertThat(back(2)).isEqualTo(4);
        assertThat(plan(without, version())).isEmpty();
    }

    @Test
    void version_thatIsNone_orWasTouched_isRefused() throws Exception {
        fixture.edit("benefits/cn-350200.yaml", "Up to 40 books", "Up to 4 books");
        fixture.publisher().publish(NOW);
        Rollback rollback = new Rollback(fixture.federation(), fixture.repository());

        assertThatThrownBy(() -> rollback.files(2, 2))
                .isInstanceOf(NotPossible.class)
                .hasMessage("version 2 is not an earlier one than 2, the newest");
        assertThatThrownBy(() -> rollback.files(0, 2)).isInstanceOf(NotPossible.class);
        assertThatThrownBy(() -> rollback.files(3, 9)).isInstanceOf(TufRefused.class);

        Path targets = fixture.repository().resolve("1.cn-350200.json");
        Files.writeString(
                targets, Files.readString(targets).replace("\"version\":1", "\"version\":7"));
        assertThatThrownBy(() -> rollback.files(1, 2)).isInstanceOf(TufRefused.class);
    }
}
