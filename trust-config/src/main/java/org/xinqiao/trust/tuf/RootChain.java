package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.util.Optional;
import org.xinqiao.trust.tuf.Metadata.Root;

/**
 * From the root that the operator trusts to the newest one, each signed by itself and by the last.
 */
final class RootChain {
    /** How many rotations one update follows (section 5.3.3 asks for a bound). */
    private static final int ROTATIONS_MAX = 1024;

    private RootChain() {}

    /** The root that an operator trusts because of where it came from. */
    static Root first(byte[] bytes) throws TufRefused {
        SignedMetadata metadata = SignedMetadata.parse("root.json", bytes);
        Root root = MetadataReader.root("root.json", metadata);
        root.authority(Role.ROOT).verify("root.json", metadata);
        return root;
    }

    static String file(long version) {
        return version + ".root.json";
    }

    /** Follows the rotations that were verified before; a damaged file ends them early. */
    static Root followKept(Root trusted, Store local) throws IOException {
        Root root = trusted;
        for (int i = 0; i < ROTATIONS_MAX; i++) {
            Optional<byte[]> next = local.read(file(root.version() + 1));
            if (next.isEmpty()) {
                return root;
            }
            try {
                root = next(root, next.get());
            } catch (TufRefused e) {
                // The repository has a good copy, or refuses with a reason of its own.
                return root;
            }
        }
        return root;
    }

    /** Follows the rotations of the repository, and keeps them. */
    static Root follow(Root trusted, Source source) throws TufRefused, IOException {
        Root root = trusted;
        for (int i = 0; i < ROTATIONS_MAX; i++) {
            String file = file(root.version() + 1);
            Optional<byte[]> next = source.unannounced(file);
            if (next.isEmpty()) {
                return root;
            }
            root = next(root, next.get());
            source.local().write(file, next.get());
        }
        return root;
    }

    static Root next(Root trusted, byte[] bytes) throws TufRefused {
        long version = trusted.version() + 1;
        String file = file(version);
        SignedMetadata metadata = SignedMetadata.parse(file, bytes);
        // The old keys say that the new ones may follow; the new ones that they are there.
        trusted.authority(Role.ROOT).verify(file, metadata);
        Root next = MetadataReader.root(file, metadata);
        next.authority(Role.ROOT).verify(file, metadata);
        if (next.version() != version) {
            throw new TufRefused(new TufRefusal.RolledBack(file, version, next.version()));
        }
        return next;
    }
}
