package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.tuf.Metadata.Root;
import org.xinqiao.trust.tuf.Metadata.Timestamp;

/**
 * Follows one repository. A new state replaces the last one only when all of it was verified; what
 * is refused changes nothing, and the last good state stays in force until it expires.
 *
 * <p>What was reached lies in a directory of its own as a mirror of the repository, the timestamp
 * written last, so that a restart, with the repository out of reach or not, goes on from there and
 * never takes an older state. For one thread.
 */
public final class TufClient {
    private static final String TIMESTAMP = "timestamp.json";
    private static final Fetcher NOTHING = (path, bytesMax) -> Optional.empty();

    private final Store store;
    private final Fetcher fetcher;
    private Root root;
    private Floors floors = Floors.NONE;
    private @Nullable VerifiedRepository current;

    /**
     * A client that trusts a root and keeps its state in a store of its own.
     *
     * @param trustedRoot the root that the operator was given; it must be of the same chain as what
     *     the store keeps
     * @throws TufRefused if the root is not one
     */
    public TufClient(byte[] trustedRoot, Store store, Fetcher fetcher)
            throws TufRefused, IOException {
        this.store = store;
        this.fetcher = fetcher;
        this.root = RootChain.followKept(RootChain.first(trustedRoot), store);
        recallFloors();
    }

    /** What was reached before sets the floors, even where it has expired since. */
    private void recallFloors() throws IOException {
        try {
            Optional<Update.Reached> kept = kept(Instant.MIN);
            if (kept.isPresent()) {
                floors = kept.get().floors();
            }
        } catch (TufRefused e) {
            // Damaged, or signed by keys that a newer root replaced: start from the root alone.
            floors = Floors.NONE;
        }
    }

    /** The last good state, from disk alone; empty where there is none or it has expired. */
    public Optional<VerifiedRepository> lastGood(Instant now) throws IOException {
        try {
            Optional<Update.Reached> kept = isExpired(root, now) ? Optional.empty() : kept(now);
            current = kept.map(Update.Reached::repository).orElse(null);
        } catch (TufRefused e) {
            current = null;
        }
        return Optional.ofNullable(current);
    }

    private Optional<Update.Reached> kept(Instant now) throws TufRefused, IOException {
        Optional<byte[]> bytes = store.read(TIMESTAMP);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Update update = new Update(new Source(store, NOTHING), root, Floors.NONE, now);
        return Optional.of(update.run(update.timestamp(bytes.get())));
    }

    /**
     * The newest state of the repository, or the one already reached where there is none newer.
     *
     * @throws TufRefused if what the repository offers is not believed; the last good state stays
     * @throws IOException if the repository is out of reach
     */
    public VerifiedRepository refresh(Instant now) throws TufRefused, IOException {
        Source source = new Source(store, fetcher);
        boolean rootChanged = followRoot(source, now);
        byte[] offered =
                source.unannounced(TIMESTAMP)
                        .orElseThrow(() -> new TufRefused(new TufRefusal.Missing(TIMESTAMP)));
        Update update = new Update(source, root, floors, now);
        Timestamp timestamp = update.timestamp(offered);
        if (current != null && !rootChanged && isSettled(current, timestamp, now)) {
            return current;
        }
        Update.Reached reached = update.run(timestamp);
        if (!Arrays.equals(store.read(TIMESTAMP).orElse(null), offered)) {
            store.write(TIMESTAMP, offered);
        }
        floors = reached.floors();
        current = reached.repository();
        return current;
    }

    private boolean followRoot(Source source, Instant now) throws TufRefused, IOException {
        Root before = root;
        root = RootChain.follow(root, source);
        // Section 5.3.11: a replaced key may have signed absurdly high versions, so forget them.
        if (!root.authority(Role.TIMESTAMP).equals(before.authority(Role.TIMESTAMP))
                || !root.authority(Role.SNAPSHOT).equals(before.authority(Role.SNAPSHOT))) {
            floors = Floors.NONE;
        }
        if (isExpired(root, now)) {
            throw new TufRefused(
                    new TufRefusal.Expired(RootChain.file(root.version()), root.expires(), now));
        }
        return root.version() != before.version();
    }

    /** Nothing newer is offered, nothing has expired and nothing was left out that may be back. */
    private static boolean isSettled(VerifiedRepository state, Timestamp offered, Instant now) {
        return offered.version() == state.timestampVersion()
                && now.isBefore(state.recheckAt())
                && state.faults().isEmpty();
    }

    private static boolean isExpired(Root root, Instant now) {
        return !now.isBefore(root.expires());
    }
}
