package org.xinqiao.trust.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.trust.SandboxFixture;
import org.xinqiao.trust.tuf.FileInfo;
import org.xinqiao.trust.tuf.MetaFile;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Targets;
import org.xinqiao.trust.tuf.Metadata.Timestamp;
import org.xinqiao.trust.tuf.MetadataWriter;
import org.xinqiao.trust.tuf.RepositoryFiles;
import org.xinqiao.trust.tuf.Role;
import org.xinqiao.trust.tuf.Store;

/**
 * Publishes, past lint and publisher, whatever somebody with a role's own keys could sign: a new
 * version of the role with other files, and a snapshot and timestamp with it.
 */
public final class Forger {
    private final SandboxFixture fixture;
    private final RepositoryFiles files;

    public Forger(SandboxFixture fixture) {
        this.fixture = fixture;
        this.files = new RepositoryFiles(new Store(fixture.repository()));
    }

    /** The role says the same as before, with these files in place of any of the same path. */
    public void publish(String role, Map<String, byte[]> changed, String... dropped)
            throws Exception {
        Timestamp timestamp = files.timestamp().orElseThrow();
        Snapshot snapshot = files.snapshot(timestamp.snapshot().version());
        MetaFile before = snapshot.roles().get(role);
        Targets targets = files.targets(role, before.version());
        Map<String, FileInfo> infos = new HashMap<>(targets.files());
        for (var file : changed.entrySet()) {
            files.writeTarget(file.getKey(), file.getValue());
            infos.put(file.getKey(), FileInfo.of(file.getValue()));
        }
        List.of(dropped).forEach(infos::remove);
        long version = before.version() + 1;
        byte[] bytes = sign(role, new Targets(version, later(), infos, targets.delegations()));
        files.writeRole(role, version, bytes);
        Map<String, MetaFile> roles = new HashMap<>(snapshot.roles());
        roles.put(role, new MetaFile(version, FileInfo.of(bytes)));
        publishSnapshot(timestamp, new Snapshot(snapshot.version() + 1, later(), roles));
    }

    private void publishSnapshot(Timestamp before, Snapshot snapshot) throws Exception {
        byte[] bytes = sign(Role.SNAPSHOT, snapshot);
        files.writeRole(Role.SNAPSHOT, snapshot.version(), bytes);
        MetaFile file = new MetaFile(snapshot.version(), FileInfo.of(bytes));
        files.writeTimestamp(
                sign(Role.TIMESTAMP, new Timestamp(before.version() + 1, later(), file)));
    }

    private byte[] sign(String role, org.xinqiao.trust.tuf.Metadata metadata) throws Exception {
        List<SigningKey> keys = new ArrayList<>(fixture.federation().privateRoleKeys(role).read());
        return MetadataWriter.sign(metadata, keys);
    }

    private static Instant later() {
        return SandboxFixture.NOW.plus(Duration.ofDays(10));
    }

    /** What a role publishes at a path now. */
    public String text(String role, String path) throws Exception {
        Timestamp timestamp = files.timestamp().orElseThrow();
        Snapshot snapshot = files.snapshot(timestamp.snapshot().version());
        Targets targets = files.targets(role, snapshot.roles().get(role).version());
        return new String(files.target(path, targets.files().get(path)).orElseThrow(), UTF_8);
    }
}
