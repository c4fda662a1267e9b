package org.xinqiao.trust.edit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.trust.document.FederationPlan;
import org.xinqiao.trust.document.FederationPlanJson;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.tuf.Authority;
import org.xinqiao.trust.tuf.FileInfo;
import org.xinqiao.trust.tuf.MetaFile;
import org.xinqiao.trust.tuf.Metadata.Root;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Timestamp;
import org.xinqiao.trust.tuf.MetadataWriter;
import org.xinqiao.trust.tuf.RepositoryFiles;
import org.xinqiao.trust.tuf.Role;
import org.xinqiao.trust.tuf.RoleKey;
import org.xinqiao.trust.tuf.Store;
import org.xinqiao.trust.tuf.TufRefused;
import tools.jackson.databind.JsonNode;

/**
 * Publishes a federation's working directory as a TUF repository, a directory that any web server
 * can serve. A role gets a new version only where it says something new, its keys changed, or half
 * of its life is over. The timestamp is written last, so that readers see the old state or the new
 * one, never parts of both.
 *
 * <p>For a federation on one machine:
 *
 * <pre>{@code
 * Federation federation = Federation.unpack("federations/sandbox", work);
 * KeyGen keys = new KeyGen(federation, random);
 * keys.missingRoleKeys();
 * keys.publish(new NodeSetup(node, endpoint, pins, List.of(new UsedKey(key, uses))), now);  // each node
 * Publisher publisher = new Publisher(federation, repository);
 * Published published = publisher.publish(now);     // again after every edit of the YAML
 * publisher.refreshTimestamp(now);                  // well before the timestamp's 24 hours are over
 * // nodes start from published.root()
 * }</pre>
 *
 * For one thread.
 */
public final class Publisher {
    private final Federation federation;
    private final Path directory;
    private final RepositoryFiles files;
    private final RoleKeyFiles keys;

    /** A publisher of a federation into a directory. */
    public Publisher(Federation federation, Path directory) {
        this.federation = federation;
        this.directory = directory;
        this.files = new RepositoryFiles(new Store(directory));
        this.keys = new RoleKeyFiles(federation);
    }

    /**
     * What was published.
     *
     * @param root the first root, which partners start their trust from
     * @param waiting agreements that were left as they were, because signatures are missing
     */
    public record Published(
            Path root,
            long rootVersion,
            long snapshotVersion,
            long timestampVersion,
            List<String> waiting) {
        /** Keeps a copy. */
        public Published {
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * Signs what is to be signed and publishes all of it. Once it has returned, readers see exactly
     * what the working directory says.
     *
     * @throws LintFailed if the files are not in order; nothing was changed
     * @throws CannotSign if keys that are needed are not here; readers still see the old state
     */
    public Published publish(Instant now) throws IOException, LintFailed, CannotSign {
        try {
            Edited edited = Lint.passed(federation);
            FederationPlan plan = FederationPlanJson.read(edited.plan().json());
            List<Signer.Signed> agreements = new Signer(federation).sign(edited, now);
            Optional<Timestamp> timestamp = files.timestamp();
            Optional<Snapshot> before =
                    timestamp.isEmpty()
                            ? Optional.empty()
                            : Optional.of(files.snapshot(timestamp.get().snapshot().version()));
            TargetsPublication targets = new TargetsPublication(plan, files, keys, before, now);
            Map<String, MetaFile> roles = targets.publish(new TargetFiles(edited, agreements));
            MetaFile snapshot = snapshot(plan, roles, timestamp, before, now);
            Root root = root(plan, now);
            long version = timestamp(plan, root, timestamp, snapshot, now);
            new PublishedSettings(federation).write(edited.plan().json());
            return new Published(
                    directory.resolve("1.root.json"),
                    root.version(),
                    snapshot.version(),
                    version,
                    TargetFiles.waiting(agreements));
        } catch (MalformedDocument | TufRefused e) {
            throw new IOException("The repository or plan is damaged: " + e.getMessage(), e);
        }
    }

    /** Signs the timestamp anew and changes nothing else. */
    public void refreshTimestamp(Instant now) throws IOException, CannotSign {
        try {
            FederationPlan plan = FederationPlanJson.read(planDocument());
            Optional<Timestamp> before = files.timestamp();
            Optional<Root> root = files.root();
            if (before.isEmpty() || root.isEmpty()) {
                throw new IOException(directory + " holds no repository yet");
            }
            timestamp(plan, root.get(), before, before.get().snapshot(), now);
        } catch (MalformedDocument | TufRefused e) {
            throw new IOException("The repository or plan is damaged: " + e.getMessage(), e);
        }
    }

    private JsonNode planDocument() throws IOException {
        return YamlDocument.parse(
                        "federation.yaml", Files.readString(federation.plan()), new ArrayList<>())
                .json();
    }

    private Root root(FederationPlan plan, Instant now) throws IOException, CannotSign, TufRefused {
        Map<String, Authority> roles = new TreeMap<>();
        for (var role : plan.roles().entrySet()) {
            roles.put(role.getKey(), keys.authority(role.getKey(), role.getValue()));
        }
        Optional<Root> before = files.root();
        Duration life = plan.expiry().root();
        if (before.isPresent()
                && before.get().roles().equals(roles)
                && !isHalfOver(before.get().expires(), life, now)) {
            return before.get();
        }
        Root root = new Root(before.map(Root::version).orElse(0L) + 1, expires(now, life), roles);
        Authority own = root.authority(Role.ROOT);
        Authority old = before.map(last -> last.authority(Role.ROOT)).orElse(own);
        List<SigningKey> signers = keys.signers(Role.ROOT, own, old);
        requireEnough(Role.ROOT, own, signers);
        requireEnough("root of version " + (root.version() - 1), old, signers);
        files.writeRole(Role.ROOT, root.version(), MetadataWriter.sign(root, signers));
        return root;
    }

    private MetaFile snapshot(
            FederationPlan plan,
            Map<String, MetaFile> roles,
            Optional<Timestamp> timestamp,
            Optional<Snapshot> before,
            Instant now)
            throws IOException, CannotSign, TufRefused {
        Authority authority = keys.authority(Role.SNAPSHOT, plan.quorum(Role.SNAPSHOT));
        Map<String, MetaFile> all = new TreeMap<>();
        // A role that was listed once stays listed, or clients take its absence for a rollback.
        before.ifPresent(last -> all.putAll(last.roles()));
        all.putAll(roles);
        Duration life = plan.expiry().snapshot();
        if (before.isPresent()
                && timestamp.isPresent()
                && before.get().roles().equals(all)
                && !isHalfOver(before.get().expires(), life, now)
                && files.isSigned(Role.SNAPSHOT, before.get().version(), authority)) {
            return timestamp.get().snapshot();
        }
        long version = before.map(Snapshot::version).orElse(0L) + 1;
        List<SigningKey> signers = keys.signers(Role.SNAPSHOT, authority);
        requireEnough(Role.SNAPSHOT, authority, signers);
        byte[] bytes = MetadataWriter.sign(new Snapshot(version, expires(now, life), all), signers);
        files.writeRole(Role.SNAPSHOT, version, bytes);
        return new MetaFile(version, FileInfo.of(bytes));
    }

    private long timestamp(
            FederationPlan plan,
            Root root,
            Optional<Timestamp> before,
            MetaFile snapshot,
            Instant now)
            throws IOException, CannotSign {
        Authority authority = root.authority(Role.TIMESTAMP);
        List<SigningKey> signers = keys.signers(Role.TIMESTAMP, authority);
        requireEnough(Role.TIMESTAMP, authority, signers);
        long version = before.map(Timestamp::version).orElse(0L) + 1;
        Timestamp next = new Timestamp(version, expires(now, plan.expiry().timestamp()), snapshot);
        files.writeTimestamp(MetadataWriter.sign(next, signers));
        return version;
    }

    static void requireEnough(String role, Authority authority, List<SigningKey> signers)
            throws CannotSign {
        long here =
                signers.stream()
                        .filter(key -> authority.keys().contains(RoleKey.of(key.publicKey())))
                        .count();
        if (here < authority.threshold()) {
            throw new CannotSign(
                    "role "
                            + role
                            + " needs "
                            + authority.threshold()
                            + " signatures, but only "
                            + here
                            + " of its private keys are here");
        }
    }

    static Instant expires(Instant now, Duration life) {
        return now.plus(life).truncatedTo(ChronoUnit.SECONDS);
    }

    static boolean isHalfOver(Instant expires, Duration life, Instant now) {
        return !now.isBefore(expires.minus(life.dividedBy(2)));
    }
}
