package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.tuf.Metadata.Root;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Targets;
import org.xinqiao.trust.tuf.Metadata.Timestamp;

/**
 * One walk from a timestamp down to the files (sections 5.4 to 5.7). What the four top-level roles
 * say must be perfect, or nothing changes; a delegated role or a file that is not good is left out.
 */
final class Update {
    private static final int DEPTH_MAX = 8;
    private static final int ROLES_MAX = 4096;

    private final Source source;
    private final Root root;
    private final Floors floors;
    private final Instant now;
    private final List<RepositoryFault> faults = new ArrayList<>();
    private final Map<String, VerifiedRole> verified = new LinkedHashMap<>();
    private Instant recheckAt = Instant.MAX;
    private int roles;

    /** The state that was reached, with the floors for the next update. */
    record Reached(VerifiedRepository repository, Floors floors) {}

    Update(Source source, Root root, Floors floors, Instant now) {
        this.source = source;
        this.root = root;
        this.floors = floors;
        this.now = now;
    }

    Timestamp timestamp(byte[] bytes) throws TufRefused {
        String file = "timestamp.json";
        SignedMetadata metadata = SignedMetadata.parse(file, bytes);
        root.authority(Role.TIMESTAMP).verify(file, metadata);
        named(Role.TIMESTAMP, bytes);
        Timestamp timestamp = MetadataReader.timestamp(file, metadata);
        floors.check(timestamp);
        return timestamp;
    }

    Reached run(Timestamp timestamp) throws TufRefused, IOException {
        if (!now.isBefore(timestamp.expires())) {
            throw new TufRefused(new TufRefusal.Frozen("timestamp.json", timestamp.expires(), now));
        }
        named(Role.ROOT, new byte[0]);
        Snapshot snapshot = snapshot(timestamp.snapshot());
        Targets targets = topTargets(snapshot);
        RoleTree tree = tree(Role.TARGETS, targets, snapshot, 0);
        List<VerifiedTarget> files = files(tree);
        Instant expires =
                Stream.of(
                                root.expires(),
                                timestamp.expires(),
                                snapshot.expires(),
                                targets.expires())
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        VerifiedRepository repository =
                new VerifiedRepository(
                        root.version(),
                        timestamp.version(),
                        snapshot.version(),
                        expires,
                        recheckAt.isBefore(expires) ? recheckAt : expires,
                        files,
                        List.copyOf(verified.values()),
                        faults);
        return new Reached(repository, Floors.of(timestamp, snapshot));
    }

    private Snapshot snapshot(MetaFile announced) throws TufRefused, IOException {
        String file = announced.version() + ".snapshot.json";
        byte[] bytes = source.metadata(file, announced);
        SignedMetadata metadata = SignedMetadata.parse(file, bytes);
        root.authority(Role.SNAPSHOT).verify(file, metadata);
        named(Role.SNAPSHOT, bytes);
        Snapshot snapshot = MetadataReader.snapshot(file, metadata);
        refuseOther(file, announced.version(), snapshot);
        floors.check(snapshot);
        refuseExpired(file, snapshot);
        return snapshot;
    }

    private Targets topTargets(Snapshot snapshot) throws TufRefused, IOException {
        return targets(Role.TARGETS, null, root.authority(Role.TARGETS), List.of(), snapshot);
    }

    /** A role of the root, by what it signed; the root itself stands in the client's store. */
    private void named(String role, byte[] bytes) {
        verified.put(role, new VerifiedRole(role, null, root.authority(role), List.of(), bytes));
    }

    private Targets targets(
            String role,
            @Nullable String by,
            Authority authority,
            List<PathPattern> paths,
            Snapshot snapshot)
            throws TufRefused, IOException {
        MetaFile announced = snapshot.roles().get(role);
        if (announced == null) {
            throw new TufRefused(new TufRefusal.Missing(role + ".json in the snapshot"));
        }
        String file = announced.version() + "." + role + ".json";
        byte[] bytes = source.metadata(file, announced);
        SignedMetadata metadata = SignedMetadata.parse(file, bytes);
        authority.verify(file, metadata);
        Targets targets = MetadataReader.targets(file, metadata);
        refuseOther(file, announced.version(), targets);
        refuseExpired(file, targets);
        // The first delegation to a role is the one that is asked.
        verified.putIfAbsent(role, new VerifiedRole(role, by, authority, paths, bytes));
        return targets;
    }

    private RoleTree tree(String role, Targets targets, Snapshot snapshot, int depth)
            throws IOException {
        List<RoleTree.Branch> branches = new ArrayList<>();
        for (Delegation delegation : targets.delegations()) {
            try {
                branches.add(
                        new RoleTree.Branch(
                                delegation, branch(role, delegation, snapshot, depth + 1)));
            } catch (TufRefused e) {
                faults.add(new RepositoryFault(delegation.role(), e.refusal().message()));
                branches.add(new RoleTree.Branch(delegation, null));
            }
        }
        return new RoleTree(role, targets, branches);
    }

    private RoleTree branch(String by, Delegation delegation, Snapshot snapshot, int depth)
            throws TufRefused, IOException {
        // Roles may delegate in a circle, so the walk is bounded.
        if (depth > DEPTH_MAX || ++roles > ROLES_MAX) {
            throw new TufRefused(
                    new TufRefusal.Malformed(delegation.role(), "delegations nest too deep"));
        }
        Targets targets =
                targets(
                        delegation.role(),
                        by,
                        delegation.authority(),
                        delegation.paths(),
                        snapshot);
        if (targets.expires().isBefore(recheckAt)) {
            recheckAt = targets.expires();
        }
        return tree(delegation.role(), targets, snapshot, depth);
    }

    private List<VerifiedTarget> files(RoleTree tree) throws IOException {
        List<VerifiedTarget> files = new ArrayList<>();
        for (var listed : tree.listed().entrySet()) {
            String path = listed.getKey();
            var found = tree.find(path);
            for (String role : listed.getValue()) {
                if (found.isEmpty() || !found.get().role().equals(role)) {
                    faults.add(
                            new RepositoryFault(
                                    path, "role " + role + " lists it, but does not speak for it"));
                }
            }
            if (found.isPresent()) {
                addFile(path, found.get(), files);
            }
        }
        return files;
    }

    private void addFile(String path, RoleTree.Found found, List<VerifiedTarget> files)
            throws IOException {
        try {
            byte[] bytes = source.target(hashed(path, found.info()), found.info());
            files.add(new VerifiedTarget(path, found.role(), bytes));
        } catch (TufRefused e) {
            faults.add(new RepositoryFault(path, e.refusal().message()));
        }
    }

    /** Where a consistent snapshot keeps a target (section 6.2). */
    static String hashed(String path, FileInfo info) {
        int name = path.lastIndexOf('/') + 1;
        return "targets/" + path.substring(0, name) + info.sha256() + "." + path.substring(name);
    }

    private static void refuseOther(String file, long expected, Metadata metadata)
            throws TufRefused {
        if (metadata.version() != expected) {
            throw new TufRefused(new TufRefusal.MixedUp(file, expected, metadata.version()));
        }
    }

    private void refuseExpired(String file, Metadata metadata) throws TufRefused {
        if (!now.isBefore(metadata.expires())) {
            throw new TufRefused(new TufRefusal.Expired(file, metadata.expires(), now));
        }
    }
}
