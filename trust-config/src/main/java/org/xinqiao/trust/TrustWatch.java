package org.xinqiao.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.tuf.Fetcher;
import org.xinqiao.trust.tuf.Store;
import org.xinqiao.trust.tuf.TufClient;
import org.xinqiao.trust.tuf.TufRefused;
import org.xinqiao.trust.tuf.VerifiedRepository;

/**
 * Follows the trust repository for a node. What it returned last stays in force, until {@link
 * TrustSnapshot#expires()}, whatever the repository offers next. For one thread.
 */
public final class TrustWatch {
    private static final String MEMORY = "agreements.json";

    private final TufClient client;
    private final Store store;
    private AgreementMemory memory;
    private @Nullable Seen seen;

    private record Seen(VerifiedRepository repository, TrustSnapshot snapshot, Instant until) {}

    private TrustWatch(TufClient client, Store store, AgreementMemory memory) {
        this.client = client;
        this.store = store;
        this.memory = memory;
    }

    /**
     * A watch that trusts a root file and keeps what it reaches in a directory of its own.
     *
     * @throws TufRefused if the root file is no root
     */
    public static TrustWatch open(Path root, Path stateDirectory, Fetcher fetcher)
            throws IOException, TufRefused {
        TufClient client =
                new TufClient(
                        Files.readAllBytes(root),
                        new Store(stateDirectory.resolve("repository")),
                        fetcher);
        Store store = new Store(stateDirectory);
        return new TrustWatch(client, store, memory(store));
    }

    private static AgreementMemory memory(Store store) throws IOException {
        Optional<byte[]> bytes = store.read(MEMORY);
        try {
            return bytes.isEmpty()
                    ? AgreementMemory.NONE
                    : AgreementMemory.read(StrictJson.parseObject(bytes.get()));
        } catch (MalformedJson e) {
            throw new IOException(MEMORY + " in the trust state is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * What the last good documents mean at {@code now}, the repository unasked: an agreement may
     * have run out or a role expired since. Empty where there are none, or all of it has expired.
     */
    public Optional<TrustSnapshot> lastGood(Instant now) throws IOException {
        if (seen != null && now.isBefore(seen.until)) {
            return Optional.of(seen.snapshot);
        }
        Optional<VerifiedRepository> repository = client.lastGood(now);
        return repository.isEmpty()
                ? Optional.empty()
                : Optional.of(snapshot(repository.get(), now));
    }

    /**
     * The newest snapshot; the same object as last time where nothing has changed.
     *
     * @throws TufRefused if what the repository offers is refused: the message says which refusal;
     *     the snapshot before stays in force
     * @throws IOException if the repository is out of reach: the snapshot before stays in force
     */
    public TrustSnapshot poll(Instant now) throws TufRefused, IOException {
        return snapshot(client.refresh(now), now);
    }

    private TrustSnapshot snapshot(VerifiedRepository repository, Instant now) throws IOException {
        if (seen != null && seen.repository.equals(repository) && now.isBefore(seen.until)) {
            return seen.snapshot;
        }
        TrustLoader.Loaded loaded = TrustLoader.load(repository, memory, now);
        if (!loaded.memory().equals(memory)) {
            store.write(MEMORY, StrictJson.write(loaded.memory().json()));
            memory = loaded.memory();
        }
        Instant change = nextChange(loaded.snapshot(), now);
        Instant recheck = repository.recheckAt();
        seen = new Seen(repository, loaded.snapshot(), change.isBefore(recheck) ? change : recheck);
        return loaded.snapshot();
    }

    /** When the same documents mean something else: at midnight, or when a key starts. */
    private static Instant nextChange(TrustSnapshot snapshot, Instant now) {
        Instant midnight =
                LocalDate.ofInstant(now, AgreementLoader.ZONE)
                        .plusDays(1)
                        .atStartOfDay(AgreementLoader.ZONE)
                        .toInstant();
        return snapshot.members().stream()
                .flatMap(member -> snapshot.keys(member.id()).stream())
                .flatMap(keys -> keys.keys().stream())
                .map(NodeKey::startsAt)
                .filter(start -> start.isAfter(now))
                .reduce(midnight, (one, other) -> one.isBefore(other) ? one : other);
    }
}
