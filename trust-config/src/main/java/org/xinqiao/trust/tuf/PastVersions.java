package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xinqiao.trust.tuf.Metadata.Root;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Targets;

/**
 * What a repository published before: a consistent snapshot keeps every version under its own name
 * (section 6). Times do not count here, for the past has expired; that it was published does: each
 * snapshot must be signed by the keys of one of the roots, and names all below it by their hashes.
 */
public final class PastVersions {
    private final Store store;
    private final List<Root> roots = new ArrayList<>();

    /**
     * The past of a repository, from the first root on.
     *
     * @throws TufRefused if the roots are not a chain
     */
    public PastVersions(Store store) throws IOException, TufRefused {
        this.store = store;
        Optional<byte[]> first = store.read(RootChain.file(1));
        if (first.isEmpty()) {
            throw new TufRefused(new TufRefusal.Missing(RootChain.file(1)));
        }
        Root root = RootChain.first(first.get());
        roots.add(root);
        while (store.read(RootChain.file(root.version() + 1)).isPresent()) {
            root = RootChain.next(root, store.read(RootChain.file(root.version() + 1)).get());
            roots.add(root);
        }
    }

    /**
     * One version.
     *
     * @param targets its files, by path
     * @param delegations all of them by the role that made them, in order
     */
    public record Past(Map<String, byte[]> targets, Map<String, List<Delegation>> delegations) {}

    /**
     * The version of a number.
     *
     * @throws TufRefused if there is none, or not all of it is there as it was published
     */
    public Past version(long number) throws IOException, TufRefused {
        String file = number + ".snapshot.json";
        SignedMetadata metadata = SignedMetadata.parse(file, read(file));
        requireSigned(file, metadata);
        Snapshot snapshot = MetadataReader.snapshot(file, metadata);
        Map<String, byte[]> files = new TreeMap<>();
        Map<String, List<Delegation>> delegations = new TreeMap<>();
        // From the top: a role that nobody appoints any more stays listed, and says nothing.
        Deque<String> roles = new ArrayDeque<>(List.of(Role.TARGETS));
        while (!roles.isEmpty()) {
            String role = roles.removeFirst();
            MetaFile announced = snapshot.roles().get(role);
            if (announced == null || delegations.containsKey(role)) {
                continue;
            }
            Targets targets = targets(role, announced);
            delegations.put(role, targets.delegations());
            targets.delegations().forEach(each -> roles.add(each.role()));
            for (Map.Entry<String, FileInfo> each : targets.files().entrySet()) {
                String hashed = Update.hashed(each.getKey(), each.getValue());
                byte[] bytes = read(hashed);
                each.getValue().verify(hashed, bytes);
                files.put(each.getKey(), bytes);
            }
        }
        return new Past(files, delegations);
    }

    private Targets targets(String role, MetaFile announced) throws IOException, TufRefused {
        String file = announced.version() + "." + role + ".json";
        byte[] bytes = read(file);
        announced.info().verify(file, bytes);
        return MetadataReader.targets(file, SignedMetadata.parse(file, bytes));
    }

    private void requireSigned(String file, SignedMetadata metadata) throws TufRefused {
        TufRefused refused = new TufRefused(new TufRefusal.Missing(file));
        for (Root root : roots) {
            try {
                root.authority(Role.SNAPSHOT).verify(file, metadata);
                return;
            } catch (TufRefused e) {
                refused = e;
            }
        }
        throw refused;
    }

    private byte[] read(String file) throws IOException, TufRefused {
        return store.read(file).orElseThrow(() -> new TufRefused(new TufRefusal.Missing(file)));
    }
}
