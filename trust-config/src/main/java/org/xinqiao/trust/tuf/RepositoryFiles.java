package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.util.Optional;
import org.xinqiao.trust.tuf.Metadata.Root;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Targets;
import org.xinqiao.trust.tuf.Metadata.Timestamp;

/**
 * The files of a repository that we publish ourselves, under the names that a consistent snapshot
 * gives them (section 6). They are read back as our own, without verification: a client never uses
 * this.
 */
public final class RepositoryFiles {
    private final Store store;

    /** The files in a store. */
    public RepositoryFiles(Store store) {
        this.store = store;
    }

    /** The newest root, if there is one. */
    public Optional<Root> root() throws IOException, TufRefused {
        Optional<byte[]> newest = Optional.empty();
        for (long version = 1; ; version++) {
            Optional<byte[]> next = store.read(RootChain.file(version));
            if (next.isEmpty()) {
                break;
            }
            newest = next;
        }
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        MetadataReader.root(
                                "root.json", SignedMetadata.parse("root.json", newest.get())));
    }

    /** The timestamp, if there is one. */
    public Optional<Timestamp> timestamp() throws IOException, TufRefused {
        Optional<byte[]> bytes = store.read("timestamp.json");
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        MetadataReader.timestamp(
                                "timestamp.json",
                                SignedMetadata.parse("timestamp.json", bytes.get())));
    }

    /** The snapshot of a version. */
    public Snapshot snapshot(long version) throws IOException, TufRefused {
        String file = file(Role.SNAPSHOT, version);
        return MetadataReader.snapshot(file, parse(file));
    }

    /** What a targets role says in a version. */
    public Targets targets(String role, long version) throws IOException, TufRefused {
        String file = file(role, version);
        return MetadataReader.targets(file, parse(file));
    }

    /** Whether enough of these keys have signed a version of a role. */
    public boolean isSigned(String role, long version, Authority authority)
            throws IOException, TufRefused {
        String file = file(role, version);
        try {
            authority.verify(file, parse(file));
            return true;
        } catch (TufRefused e) {
            if (e.refusal() instanceof TufRefusal.UnderSigned) {
                return false;
            }
            throw e;
        }
    }

    private SignedMetadata parse(String file) throws IOException, TufRefused {
        Optional<byte[]> bytes = store.read(file);
        if (bytes.isEmpty()) {
            throw new TufRefused(new TufRefusal.Missing(file));
        }
        return SignedMetadata.parse(file, bytes.get());
    }

    /** A target, if it is there. */
    public Optional<byte[]> target(String path, FileInfo info) throws IOException {
        return store.read(Update.hashed(path, info));
    }

    /** Writes a target under its hash. */
    public void writeTarget(String path, byte[] bytes) throws IOException {
        store.write(Update.hashed(path, FileInfo.of(bytes)), bytes);
    }

    /**
     * Writes one version of a role. The version must be higher than what the timestamp announces: a
     * file that a publication left behind, which did not come to its end, is replaced.
     */
    public void writeRole(String role, long version, byte[] bytes) throws IOException {
        store.write(file(role, version), bytes);
    }

    /** Writes the timestamp: from here on, clients see all that was written before. */
    public void writeTimestamp(byte[] bytes) throws IOException {
        store.write("timestamp.json", bytes);
    }

    private static String file(String role, long version) {
        return version + "." + role + ".json";
    }
}
