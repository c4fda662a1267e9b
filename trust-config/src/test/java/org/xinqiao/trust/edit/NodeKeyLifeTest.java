package org.xinqiao.trust.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.trust.SandboxFixture.NOW;
import static org.xinqiao.trust.SandboxFixture.XIAMEN;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.trust.KeyChanges;
import org.xinqiao.trust.SandboxFixture;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.tuf.DirectoryFetcher;
import org.xinqiao.trust.tuf.VerifiedRepository;

class NodeKeyLifeTest {
    private static final Duration OVERLAP = Duration.ofHours(2);

    @TempDir static Path shared;
    @TempDir Path directory;
    private static SandboxFixture original;
    private SandboxFixture fixture;
    private NodeKeyLife life;

    @BeforeAll
    static void publish() throws Exception {
        original = SandboxFixture.published(shared.resolve("original"));
    }

    @BeforeEach
    void copy() throws Exception {
        fixture = original.copyTo(directory.resolve("copy"));
        life = new NodeKeyLife(fixture.federation(), SandboxFixture.RANDOM);
    }

    private NodeKeys published() throws Exception {
        return new NodeKeyFile(fixture.federation()).read(XIAMEN);
    }

    private NodeKey key(String kid) throws Exception {
        return published().keys().stream()
                .filter(key -> key.key().kid().equals(kid))
                .findFirst()
                .orElseThrow();
    }

    private String kid(KeyUse use, Suite suite) throws Exception {
        return published().keys().stream()
                .filter(key -> key.uses().contains(use))
                .filter(key -> key.key().algorithm().suite() == suite)
                .map(key -> key.key().kid())
                .findFirst()
                .orElseThrow();
    }

    private VerifiedRepository verified(Instant at) throws Exception {
        return Verification.repository(
                fixture.root(), new DirectoryFetcher(fixture.repository()), at);
    }

    @Test
    void rotation_leavesNoInstantWithoutAKey_andOverlapsOnBothSides() throws Exception {
        List<NodeKeyLife.Succession> all = life.rotate(XIAMEN, KeyUse.MESSAGE, null, OVERLAP, NOW);

        assertThat(all).hasSize(2);
        assertThat(Lint.check(fixture.federation())).isEmpty();
        fixture.publisher().publish(NOW);
        TrustSnapshot snapshot = fixture.watch().poll(NOW);
        assertThat(snapshot.faults()).isEmpty();
        for (NodeKeyLife.Succession each : all) {
            NodeKey before = key(each.before());
            NodeKey after = key(each.key().kid());
            assertThat(after.uses()).isEqualTo(before.uses());
            assertThat(after.startsAt()).isEqualTo(NOW.plus(OVERLAP));
            assertThat(before.retiredAt()).isEqualTo(NOW.plus(OVERLAP).plus(OVERLAP));
            for (Instant at = NOW;
                    at.isBefore(NOW.plus(Duration.ofHours(6)));
                    at = at.plusSeconds(600)) {
                boolean old = before.standing(at, at) == NodeKey.Standing.GOOD;
                boolean fresh = after.standing(at, at) == NodeKey.Standing.GOOD;
                assertThat(old || fresh).as(at.toString()).isTrue();
            }
            assertThat(
                            fixture.work()
                                    .resolve(
                                            "private/nodes/cn-350200/"
                                                    + each.key().kid()
                                                    + ".json"))
                    .exists();
        }
    }

    @Test
    void rotation_ofOneSuiteAndOfTheLog_touchesNothingElse() throws Exception {
        String log = kid(KeyUse.LOG, Suite.INTL);
        life.rotate(XIAMEN, KeyUse.PASS, Suite.SM, OVERLAP, NOW);
        assertThat(published().keys()).hasSize(5);
        assertThat(key(kid(KeyUse.PASS, Suite.INTL)).retiredAt()).isNull();

        life.rotate(XIAMEN, KeyUse.LOG, null, OVERLAP, NOW);
        assertThat(published().keys()).hasSize(6);
        assertThat(key(log).retiredAt()).isNotNull();
        assertThat(key(kid(KeyUse.WITNESS, Suite.INTL)).retiredAt()).isNull();
    }

    @Test
    void rotation_again_orOfWhatIsNotThere_isRefused() throws Exception {
        life.rotate(XIAMEN, KeyUse.LOG, null, OVERLAP, NOW);

        assertThatThrownBy(() -> life.rotate(XIAMEN, KeyUse.LOG, null, OVERLAP, NOW))
                .isInstanceOf(NotPossible.class)
                .hasMessage("cn-350200 has no key in force for log that has no successor yet");
        assertThatThrownBy(() -> life.rotate(XIAMEN, KeyUse.ENC, Suite.SM, OVERLAP, NOW))
                .hasMessage(
                        "cn-350200 has no key in force for enc of suite SM that has no successor yet");
        assertThatThrownBy(() ->
                        life.rotate(
                                org.xinqiao.contracts.identity.NodeId.parse("cn-330300"),
                                KeyUse.LOG,
                                null,
                                OVERLAP,
                                NOW))
                .hasMessage("keys/cn-330300.yaml is missing: run keygen --node first");
    }

    @Test
    void retirement_withoutASuccessor_orOfThePast_isRefused() throws Exception {
        String kid = kid(KeyUse.PASS, Suite.SM);
        Instant later = NOW.plusSeconds(60);

        assertThatThrownBy(() -> life.retire(XIAMEN, kid, later, NOW))
                .isInstanceOf(NotPossible.class)
                .hasMessageMatching(
                        "no other key of cn-350200 is in force for [a-z]+ at 2026-11-21T01:31:00Z: rotate first");
        assertThatThrownBy(() -> life.retire(XIAMEN, kid, NOW.minusSeconds(60), NOW))
                .hasMessageStartingWith("retiring is for the future");
        assertThatThrownBy(() -> life.retire(XIAMEN, "none", later, NOW))
                .hasMessage("cn-350200 publishes no key none");

        life.rotate(XIAMEN, KeyUse.PASS, Suite.SM, Duration.ZERO, NOW);
        life.retire(XIAMEN, kid, later, NOW);
        assertThat(key(kid).retiredAt()).isEqualTo(later);
        assertThat(Lint.check(fixture.federation())).isEmpty();
    }

    @Test
    void revocation_isNeverRefused_andSaysWhatIsLeftWithoutAKey() throws Exception {
        String kid = kid(KeyUse.MESSAGE, Suite.INTL);

        assertThat(life.revoke(XIAMEN, kid, NOW)).contains(KeyUse.MESSAGE, KeyUse.PASS);
        assertThat(key(kid).standing(NOW.minusSeconds(9), NOW)).isEqualTo(NodeKey.Standing.REVOKED);

        String next =
                life.rotate(XIAMEN, KeyUse.MESSAGE, Suite.INTL, Duration.ZERO, NOW)
                        .getFirst()
                        .key()
                        .kid();
        assertThat(key(next).standing(NOW, NOW)).isEqualTo(NodeKey.Standing.GOOD);
        assertThat(life.revoke(XIAMEN, next, NOW.minusSeconds(60))).isNotEmpty();
        assertThat(Lint.check(fixture.federation())).isEmpty();

        String sm = kid(KeyUse.MESSAGE, Suite.SM);
        life.rotate(XIAMEN, KeyUse.MESSAGE, Suite.SM, Duration.ZERO, NOW);
        assertThat(life.revoke(XIAMEN, sm, NOW)).isEmpty();
    }

    @Test
    void lastPin_cannotBeTakenOut() throws Exception {
        String old = published().pins().iterator().next();
        String fresh = "B".repeat(42) + "A";

        assertThatThrownBy(() -> life.removePin(XIAMEN, old))
                .hasMessage(
                        "it is the last pin of cn-350200: add the new one first, by rotate --pin");
        life.addPin(XIAMEN, fresh);
        assertThatThrownBy(() -> life.addPin(XIAMEN, fresh))
                .hasMessage("cn-350200 publishes pin " + fresh + " already");
        assertThat(published().pins()).containsExactlyInAnyOrder(old, fresh);
        life.removePin(XIAMEN, old);
        assertThat(published().pins()).containsExactly(fresh);
        assertThatThrownBy(() -> life.removePin(XIAMEN, old))
                .hasMessage("cn-350200 publishes no pin " + old);
    }

    @Test
    void roleKeys_oneOrAll_areReplacedWithoutARefusal_andVouchedForByTheEarlierOnes()
            throws Exception {
        VerifiedRepository before = verified(NOW);
        RoleKeyLife roles = new RoleKeyLife(fixture.federation(), SandboxFixture.RANDOM);
        String one = roleKey(before, "targets");
        roles.rotate("targets", one);
        for (String role : List.of("root", "snapshot", "timestamp", "cn-350000", "cn-350200")) {
            roles.rotate(role, null);
        }
        life.rotate(XIAMEN, KeyUse.MESSAGE, null, OVERLAP, NOW);
        fixture.publisher().publish(NOW);

        VerifiedRepository after = verified(NOW);
        assertThat(after.faults()).isEmpty();
        assertThat(after.rootVersion()).isEqualTo(before.rootVersion() + 1);
        assertThat(KeyChanges.unvouched(before, after)).isEmpty();
        assertThat(role(after, "targets").authority().keys()).hasSize(3);
        assertThat(role(after, "targets").authority().keys())
                .extracting(Object::toString)
                .doesNotContain(one);
    }

    @Test
    void keysThatNoEarlierKeyVouchesFor_areFound_rolesAndNodesAlike() throws Exception {
        VerifiedRepository before = verified(NOW);
        takeOver("cn-350200");
        life.rotate(XIAMEN, KeyUse.MESSAGE, null, OVERLAP, NOW);
        fixture.publisher().publish(NOW);

        VerifiedRepository after = verified(NOW);
        assertThat(KeyChanges.unvouched(before, after))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.node()).isEqualTo(XIAMEN);
                    assertThat(change.earlier()).hasSize(1).isNotEqualTo(change.now());
                });
        assertThat(KeyChanges.unvouched(after, after)).isEmpty();

        // The role alone is a change, too: what it says afterwards would look rightful.
        takeOver("cn-350100");
        fixture.publisher().publish(NOW);
        assertThat(KeyChanges.unvouched(after, verified(NOW)))
                .extracting(change -> change.node().value())
                .containsExactly("cn-350100");
    }

    /** As one could who appoints the role: other keys, and the earlier private ones not here. */
    private void takeOver(String role) throws Exception {
        SandboxFixture.delete(fixture.work().resolve("private/roles/" + role));
        new RoleKeyLife(fixture.federation(), SandboxFixture.RANDOM).rotate(role, null);
    }

    @Test
    void roleKey_isOnlyTakenOut_whileEnoughAreLeft() throws Exception {
        RoleKeyLife roles = new RoleKeyLife(fixture.federation(), SandboxFixture.RANDOM);
        VerifiedRepository before = verified(NOW);
        String one = roleKey(before, "targets");
        roles.remove("targets", one);
        fixture.publisher().publish(NOW);
        VerifiedRepository after = verified(NOW);
        assertThat(role(after, "targets").authority().keys()).hasSize(2);

        assertThatThrownBy(() -> roles.remove("targets", roleKey(after, "targets")))
                .isInstanceOf(NotPossible.class)
                .hasMessageMatching(
                        "role targets needs 2 keys to sign and has 2: rotate --role targets --key [0-9a-f]{64} instead");
        assertThatThrownBy(() -> roles.rotate("targets", one))
                .hasMessage("role targets has no key " + one);
        assertThatThrownBy(() -> roles.rotate("cn-999999", null))
                .hasMessage("federation.yaml names no role cn-999999");
    }

    private static org.xinqiao.trust.tuf.VerifiedRole role(VerifiedRepository in, String name) {
        return in.roles().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String roleKey(VerifiedRepository in, String name) {
        return Set.copyOf(role(in, name).authority().keys()).iterator().next().id();
    }
}
