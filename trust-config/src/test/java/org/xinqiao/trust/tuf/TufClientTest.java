package org.xinqiao.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xinqiao.trust.tuf.TestRepository.LATER;
import static org.xinqiao.trust.tuf.TestRepository.NOW;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.trust.tuf.TufRefusal.Dropped;
import org.xinqiao.trust.tuf.TufRefusal.Expired;
import org.xinqiao.trust.tuf.TufRefusal.Frozen;
import org.xinqiao.trust.tuf.TufRefusal.Malformed;
import org.xinqiao.trust.tuf.TufRefusal.Missing;
import org.xinqiao.trust.tuf.TufRefusal.MixedUp;
import org.xinqiao.trust.tuf.TufRefusal.RolledBack;
import org.xinqiao.trust.tuf.TufRefusal.TooLarge;
import org.xinqiao.trust.tuf.TufRefusal.UnderSigned;
import org.xinqiao.trust.tuf.TufRefusal.WrongHash;
import org.xinqiao.trust.tuf.TufRefusal.WrongLength;

class TufClientTest {
    private static final Map<String, String> NATION = Map.of("members/nation.json", "nation");

    @TempDir Path state;
    private final TestRepository repository = new TestRepository();

    private TufClient client() throws Exception {
        return new TufClient(repository.root(), new Store(state), repository);
    }

    private static TufRefusal refusal(TufClient client, Instant now) {
        return catchThrowableOfType(TufRefused.class, () -> client.refresh(now)).refusal();
    }

    private static List<String> paths(VerifiedRepository repository) {
        return repository.targets().stream().map(VerifiedTarget::path).sorted().toList();
    }

    @Test
    void repository_good_givesEveryTargetWithTheRoleThatVouchesForIt() throws Exception {
        VerifiedRepository verified = client().refresh(NOW);

        assertThat(verified.faults()).isEmpty();
        assertThat(verified.expires()).isEqualTo(LATER);
        assertThat(verified.targets())
                .extracting(target -> target.path() + " by " + target.role())
                .containsExactlyInAnyOrder(
                        "keys/city.json by city",
                        "keys/other.json by other",
                        "members/nation.json by targets");
    }

    @Test
    void timestamp_olderThanTrusted_isRolledBack() throws Exception {
        byte[] first = repository.files.get("timestamp.json");
        repository.publishTimestamp();
        TufClient client = client();
        client.refresh(NOW);
        byte[] second = repository.files.get("timestamp.json");

        repository.files.put("timestamp.json", first);
        assertThat(refusal(client, NOW)).isEqualTo(new RolledBack("timestamp.json", 2, 1));
        assertThat(refusal(client(), NOW)).isEqualTo(new RolledBack("timestamp.json", 2, 1));

        repository.files.put("timestamp.json", second);
        assertThat(client.refresh(NOW).timestampVersion()).isEqualTo(2);
    }

    @Test
    void snapshot_olderThanTrusted_isRolledBack() throws Exception {
        repository.publishSnapshot();
        TufClient client = client();
        client.refresh(NOW);

        repository.snapshotVersion = 0;
        repository.publishSnapshot();

        assertThat(refusal(client, NOW)).isEqualTo(new RolledBack("snapshot.json", 2, 1));
    }

    @Test
    void role_olderThanTrusted_isRolledBackThoughEverythingIsSigned() throws Exception {
        repository.publishCity("city", 2, Map.of("keys/city.json", "new keys"));
        repository.publishSnapshot();
        TufClient client = client();
        client.refresh(NOW);

        repository.publishCity("city", 1, Map.of("keys/city.json", "city's keys"));
        repository.publishSnapshot();

        assertThat(refusal(client, NOW)).isEqualTo(new RolledBack("city.json", 2, 1));
    }

    @Test
    void role_notListedAnyMore_isDropped() throws Exception {
        TufClient client = client();
        client.refresh(NOW);

        repository.roles.remove("city");
        repository.publishSnapshot();

        assertThat(refusal(client, NOW)).isEqualTo(new Dropped("city.json", 1));
    }

    @Test
    void timestamp_atTheInstantOfItsExpiry_isFrozen() throws Exception {
        Instant end = NOW.plusSeconds(3600);
        repository.expiries.put(Role.TIMESTAMP, end);
        repository.publishTimestamp();
        TufClient client = client();

        assertThat(client.refresh(end.minusMillis(1)).expires()).isEqualTo(end);
        assertThat(refusal(client, end)).isEqualTo(new Frozen("timestamp.json", end, end));
        assertThat(client().lastGood(end.minusMillis(1))).isPresent();
        assertThat(client().lastGood(end)).isEmpty();
    }

    @Test
    void expiredState_stillSetsTheFloors() throws Exception {
        Instant end = NOW.plusSeconds(3600);
        byte[] first = repository.files.get("timestamp.json");
        repository.expiries.put(Role.TIMESTAMP, end);
        repository.publishTimestamp();
        client().refresh(NOW);

        repository.files.put("timestamp.json", first);

        assertThat(refusal(client(), end)).isEqualTo(new RolledBack("timestamp.json", 2, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {Role.SNAPSHOT, Role.TARGETS, Role.ROOT})
    void topLevelRole_atTheInstantOfItsExpiry_isExpired(String role) throws Exception {
        Instant end = NOW.plusSeconds(3600);
        repository.expiries.put(role, end);
        repository.publishRoot(repository.keys.get(Role.ROOT));
        repository.publishTargets(2, NATION);
        repository.publishSnapshot();

        assertThat(client().refresh(end.minusMillis(1)).expires()).isEqualTo(end);
        assertThat(refusal(client(), end))
                .isInstanceOfSatisfying(
                        Expired.class,
                        expired -> {
                            assertThat(expired.file()).isEqualTo("2." + role + ".json");
                            assertThat(expired.expires()).isEqualTo(end);
                        });
    }

    @Test
    void metadata_ofAnotherVersionUnderThisName_isMixedUp() throws Exception {
        byte[] oldTargets = repository.files.get("1.targets.json");
        byte[] oldSnapshot = repository.files.get("1.snapshot.json");
        repository.publishTargets(2, NATION);
        repository.publishSnapshot();
        byte[] newSnapshot = repository.files.put("2.snapshot.json", oldSnapshot);
        assertThat(refusal(client(), NOW)).isEqualTo(new MixedUp("2.snapshot.json", 2, 1));

        repository.files.put("2.snapshot.json", newSnapshot);
        repository.files.put("2.targets.json", oldTargets);
        assertThat(refusal(client(), NOW)).isEqualTo(new MixedUp("2.targets.json", 2, 1));
    }

    @Test
    void targets_signedByOneOfTwo_isUnderSigned() throws Exception {
        List<SigningKey> keys = repository.keys.get(Role.TARGETS);
        repository.publishTargets(2, NATION, keys.subList(0, 1));
        repository.publishSnapshot();
        assertThat(refusal(client(), NOW)).isEqualTo(new UnderSigned("2.targets.json", 2, 1));

        repository.publishTargets(3, NATION, keys.subList(1, 3));
        repository.publishSnapshot();
        assertThat(client().refresh(NOW).snapshotVersion()).isEqualTo(3);
    }

    @Test
    void timestamp_signedByAnotherKey_isUnderSigned() throws Exception {
        repository.newKeys(Role.TIMESTAMP, 1, 1);
        repository.publishTimestamp();

        assertThat(refusal(client(), NOW)).isEqualTo(new UnderSigned("timestamp.json", 1, 0));
    }

    @Test
    void targets_listedTwiceWithOneSignature_isMalformed() throws Exception {
        String signed = new String(repository.files.get("timestamp.json"), UTF_8);
        String entry = signed.substring(signed.indexOf("[{") + 1, signed.indexOf("}]") + 1);
        repository.files.put(
                "timestamp.json", signed.replace(entry, entry + "," + entry).getBytes(UTF_8));

        assertThat(refusal(client(), NOW)).isInstanceOf(Malformed.class);
    }

    @Test
    void snapshot_withAnotherByte_isRefusedByItsHash() throws Exception {
        byte[] bytes = repository.files.get("1.snapshot.json").clone();
        bytes[bytes.length / 2] ^= 1;
        repository.files.put("1.snapshot.json", bytes);
        assertThat(refusal(client(), NOW)).isInstanceOf(WrongHash.class);

        repository.files.put("1.snapshot.json", Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(refusal(client(), NOW)).isInstanceOf(WrongLength.class);

        repository.files.remove("1.snapshot.json");
        assertThat(refusal(client(), NOW)).isEqualTo(new Missing("1.snapshot.json"));
    }

    @Test
    void timestamp_longerThanTheBound_isTooLarge() throws Exception {
        byte[] bytes = repository.files.get("timestamp.json");
        byte[] padded = Arrays.copyOf(bytes, Source.UNANNOUNCED_BYTES_MAX);
        Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
        repository.files.put("timestamp.json", padded);
        assertThat(client().refresh(NOW).timestampVersion()).isEqualTo(1);

        byte[] longer = Arrays.copyOf(padded, padded.length + 1);
        longer[padded.length] = ' ';
        repository.files.put("timestamp.json", longer);
        assertThat(refusal(client(), NOW))
                .isEqualTo(new TooLarge("timestamp.json", Source.UNANNOUNCED_BYTES_MAX));
    }

    @Test
    void target_damaged_isLeftOutAndTheOthersStay() throws Exception {
        String file = hashed("keys/city.json", "city's keys");
        repository.files.put(file, "city's keyz".getBytes(UTF_8));
        TufClient client = client();

        VerifiedRepository verified = client.refresh(NOW);
        assertThat(paths(verified)).containsExactly("keys/other.json", "members/nation.json");
        assertThat(verified.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.reason()).startsWith("wrong hash"));

        repository.files.put(file, "city's keys".getBytes(UTF_8));
        assertThat(paths(client.refresh(NOW))).contains("keys/city.json");
    }

    @Test
    void delegatedRole_signedByAnother_isLeftOutAndNobodyElseSpeaksForItsPaths() throws Exception {
        List<SigningKey> own = repository.keys.get("city");
        repository.keys.put("city", repository.keys.get("other"));
        repository.publishCity("city", 2, Map.of("keys/city.json", "stolen"));
        repository.keys.put("city", own);
        repository.publishCity(
                "other", 2, Map.of("keys/other.json", "other", "keys/city.json", "stolen"));
        repository.publishSnapshot();

        VerifiedRepository verified = client().refresh(NOW);

        assertThat(paths(verified)).containsExactly("keys/other.json", "members/nation.json");
        assertThat(verified.faults())
                .extracting(RepositoryFault::file)
                .containsExactlyInAnyOrder("city", "keys/city.json");
    }

    @Test
    void delegatedRole_atItsExpiry_isLeftOutOnTheNextRefresh() throws Exception {
        Instant end = NOW.plusSeconds(3600);
        repository.expiries.put("city", end);
        repository.publishCity("city", 2, Map.of("keys/city.json", "city"));
        repository.publishSnapshot();
        TufClient client = client();

        assertThat(client.refresh(end.minusMillis(1)).recheckAt()).isEqualTo(end);
        VerifiedRepository verified = client.refresh(end);

        assertThat(paths(verified)).containsExactly("keys/other.json", "members/nation.json");
        assertThat(verified.faults().getFirst().reason()).startsWith("expired");
    }

    @Test
    void role_listingAPathThatItWasNotGiven_isNotHeard() throws Exception {
        repository.publishCity(
                "city", 2, Map.of("keys/city.json", "city", "members/city.json", "ACTIVE"));
        repository.publishSnapshot();

        VerifiedRepository verified = client().refresh(NOW);

        assertThat(paths(verified)).doesNotContain("members/city.json");
        assertThat(verified.faults())
                .containsExactly(
                        new RepositoryFault(
                                "members/city.json",
                                "role city lists it, but does not speak for it"));
    }

    @Test
    void root_signedByOldAndNewKeys_isFollowed() throws Exception {
        TufClient client = client();
        client.refresh(NOW);
        rotateRoot(true, true);

        assertThat(client.refresh(NOW).rootVersion()).isEqualTo(2);
        repository.outOfReach = true;
        assertThat(client().lastGood(NOW)).map(VerifiedRepository::rootVersion).contains(2L);
    }

    @Test
    void root_signedByOldKeysOnlyOrNewKeysOnly_isUnderSigned() throws Exception {
        rotateRoot(true, false);
        assertThat(refusal(client(), NOW)).isEqualTo(new UnderSigned("2.root.json", 2, 0));

        repository.rootVersion = 1;
        rotateRoot(false, true);
        assertThat(refusal(client(), NOW)).isEqualTo(new UnderSigned("2.root.json", 2, 0));
    }

    @Test
    void root_thatSkipsAVersion_isRefused() throws Exception {
        repository.rootVersion = 2;
        repository.publishRoot(repository.keys.get(Role.ROOT));
        repository.files.put("2.root.json", repository.files.get("3.root.json"));

        assertThat(refusal(client(), NOW)).isEqualTo(new RolledBack("2.root.json", 2, 3));
    }

    @Test
    void timestampKey_replaced_forgetsTheVersionsThatItSigned() throws Exception {
        repository.timestampVersion = 1_000_000;
        repository.publishTimestamp();
        TufClient client = client();
        client.refresh(NOW);

        repository.newKeys(Role.TIMESTAMP, 1, 1);
        repository.publishRoot(repository.keys.get(Role.ROOT));
        repository.timestampVersion = 1;
        repository.publishTimestamp();

        assertThat(client.refresh(NOW).timestampVersion()).isEqualTo(2);
    }

    @Test
    void refusal_changesNothingOnDiskOrInMemory() throws Exception {
        TufClient client = client();
        client.refresh(NOW);
        Map<String, byte[]> good = new HashMap<>(repository.files);
        repository.publishTargets(2, Map.of(), repository.keys.get("city"));
        repository.publishSnapshot();

        assertThat(refusal(client, NOW)).isInstanceOf(UnderSigned.class);
        assertThat(client().lastGood(NOW).orElseThrow().snapshotVersion()).isEqualTo(1);

        repository.files.clear();
        repository.files.putAll(good);
        assertThat(paths(client.refresh(NOW))).hasSize(3);
    }

    @Test
    void repository_outOfReach_isNoRefusalAndTheLastGoodStateIsOnDisk() throws Exception {
        client().refresh(NOW);
        repository.outOfReach = true;
        TufClient restarted = client();

        assertThatThrownBy(() -> restarted.refresh(NOW)).isInstanceOf(IOException.class);
        assertThat(restarted.lastGood(NOW))
                .map(TufClientTest::paths)
                .hasValueSatisfying(paths -> assertThat(paths).hasSize(3));
        assertThat(restarted.lastGood(LATER)).isEmpty();
    }

    @Test
    void nothingNew_givesTheSameState() throws Exception {
        TufClient client = client();
        VerifiedRepository first = client.refresh(NOW);

        assertThat(client.refresh(NOW.plusSeconds(60))).isSameAs(first);
    }

    private void rotateRoot(boolean byOld, boolean byNew) {
        List<SigningKey> signers = new ArrayList<>();
        if (byOld) {
            signers.addAll(repository.keys.get(Role.ROOT));
        }
        repository.newKeys(Role.ROOT, 3, 2);
        if (byNew) {
            signers.addAll(repository.keys.get(Role.ROOT));
        }
        repository.publishRoot(signers);
    }

    private static String hashed(String path, String text) {
        return Update.hashed(path, FileInfo.of(text.getBytes(UTF_8)));
    }
}
