package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.trust.tuf.Metadata.Root;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Targets;
import org.xinqiao.trust.tuf.Metadata.Timestamp;

/** A small repository in memory, of which every part can be made wrong. */
final class TestRepository implements Fetcher {
    static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    static final Instant LATER = NOW.plus(Duration.ofDays(30));

    final Map<String, byte[]> files = new HashMap<>();
    final Map<String, List<SigningKey>> keys = new HashMap<>();
    final Map<String, Integer> thresholds = new HashMap<>();
    final Map<String, Instant> expiries = new HashMap<>();
    final Map<String, MetaFile> roles = new HashMap<>();
    boolean outOfReach;
    long rootVersion;
    long snapshotVersion;
    long timestampVersion;
    private MetaFile snapshot;

    TestRepository() {
        newKeys(Role.ROOT, 3, 2);
        newKeys(Role.TARGETS, 3, 2);
        newKeys(Role.SNAPSHOT, 1, 1);
        newKeys(Role.TIMESTAMP, 1, 1);
        newKeys("city", 1, 1);
        newKeys("other", 1, 1);
        publishRoot(keys.get(Role.ROOT));
        publishCity("city", 1, Map.of("keys/city.json", "city's keys"));
        publishCity("other", 1, Map.of("keys/other.json", "other's keys"));
        publishTargets(1, Map.of("members/nation.json", "nation"));
        publishSnapshot();
    }

    void newKeys(String role, int count, int threshold) {
        List<SigningKey> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fresh.add(Keys.generate(SignatureAlgorithm.EDDSA, new SecureRandom()));
        }
        keys.put(role, fresh);
        thresholds.put(role, threshold);
    }

    Authority authority(String role) {
        Set<RoleKey> all = new HashSet<>();
        keys.get(role).forEach(key -> all.add(RoleKey.of(key.publicKey())));
        return new Authority(all, thresholds.get(role));
    }

    Instant expires(String role) {
        return expiries.getOrDefault(role, LATER);
    }

    byte[] root() {
        return files.get("1.root.json");
    }

    void publishRoot(List<SigningKey> signers) {
        rootVersion++;
        Map<String, Authority> top = new HashMap<>();
        for (String role : List.of(Role.ROOT, Role.TARGETS, Role.SNAPSHOT, Role.TIMESTAMP)) {
            top.put(role, authority(role));
        }
        Root root = new Root(rootVersion, expires(Role.ROOT), top);
        files.put(rootVersion + ".root.json", MetadataWriter.sign(root, signers));
    }

    void publishCity(String role, long version, Map<String, String> targets) {
        publishRole(role, version, targets, List.of(), keys.get(role));
    }

    void publishTargets(long version, Map<String, String> targets) {
        publishTargets(version, targets, keys.get(Role.TARGETS));
    }

    void publishTargets(long version, Map<String, String> targets, List<SigningKey> signers) {
        List<Delegation> delegations =
                List.of(
                        new Delegation(
                                "city",
                                authority("city"),
                                true,
                                List.of(new PathPattern("keys/city.json"))),
                        new Delegation(
                                "other",
                                authority("other"),
                                true,
                                List.of(new PathPattern("keys/*.json"))));
        publishRole(Role.TARGETS, version, targets, delegations, signers);
    }

    private void publishRole(
            String role,
            long version,
            Map<String, String> targets,
            List<Delegation> delegations,
            List<SigningKey> signers) {
        Map<String, FileInfo> infos = new HashMap<>();
        targets.forEach((path, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            infos.put(path, FileInfo.of(bytes));
            files.put(Update.hashed(path, FileInfo.of(bytes)), bytes);
        });
        byte[] bytes =
                MetadataWriter.sign(
                        new Targets(version, expires(role), infos, delegations), signers);
        files.put(version + "." + role + ".json", bytes);
        roles.put(role, new MetaFile(version, FileInfo.of(bytes)));
    }

    /** A new snapshot of all roles, and a timestamp that announces it. */
    void publishSnapshot() {
        snapshotVersion++;
        byte[] bytes =
                MetadataWriter.sign(
                        new Snapshot(snapshotVersion, expires(Role.SNAPSHOT), roles),
                        keys.get(Role.SNAPSHOT));
        files.put(snapshotVersion + ".snapshot.json", bytes);
        snapshot = new MetaFile(snapshotVersion, FileInfo.of(bytes));
        publishTimestamp();
    }

    void publishTimestamp() {
        timestampVersion++;
        files.put(
                "timestamp.json",
                MetadataWriter.sign(
                        new Timestamp(timestampVersion, expires(Role.TIMESTAMP), snapshot),
                        keys.get(Role.TIMESTAMP)));
    }

    @Override
    public Optional<byte[]> fetch(String path, int bytesMax) throws IOException {
        if (outOfReach) {
            throw new IOException("out of reach");
        }
        return Optional.ofNullable(files.get(path));
    }
}
