package org.xinqiao.trust.edit;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.trust.document.FederationPlan;
import org.xinqiao.trust.document.FederationPlan.DelegationPlan;
import org.xinqiao.trust.tuf.Authority;
import org.xinqiao.trust.tuf.Delegation;
import org.xinqiao.trust.tuf.FileInfo;
import org.xinqiao.trust.tuf.MetaFile;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Targets;
import org.xinqiao.trust.tuf.MetadataWriter;
import org.xinqiao.trust.tuf.PathPattern;
import org.xinqiao.trust.tuf.RepositoryFiles;
import org.xinqiao.trust.tuf.Role;
import org.xinqiao.trust.tuf.TufRefused;

/** Publishes the targets role and all that it delegates to; unchanged ones keep their version. */
final class TargetsPublication {
    private final FederationPlan plan;
    private final RepositoryFiles files;
    private final RoleKeyFiles keys;
    private final Optional<Snapshot> before;
    private final Instant now;

    TargetsPublication(
            FederationPlan plan,
            RepositoryFiles files,
            RoleKeyFiles keys,
            Optional<Snapshot> before,
            Instant now) {
        this.plan = plan;
        this.files = files;
        this.keys = keys;
        this.before = before;
        this.now = now;
    }

    /** Which version of each role there is now. */
    Map<String, MetaFile> publish(TargetFiles documents)
            throws IOException, CannotSign, TufRefused {
        Map<String, MetaFile> roles = new TreeMap<>();
        roles.put(Role.TARGETS, publish(Role.TARGETS, documents));
        for (DelegationPlan delegation : plan.delegations()) {
            String role = delegation.role();
            roles.put(role, publish(role, documents));
        }
        return roles;
    }

    private MetaFile publish(String role, TargetFiles documents)
            throws IOException, CannotSign, TufRefused {
        Authority authority = keys.authority(role, plan.quorum(role));
        Optional<MetaFile> last = before.map(snapshot -> snapshot.roles().get(role));
        Optional<Targets> said =
                last.isEmpty()
                        ? Optional.empty()
                        : Optional.of(files.targets(role, last.get().version()));
        Map<String, FileInfo> infos = writeFiles(role, documents, said);
        List<Delegation> delegations = delegations(role);
        if (last.isPresent()
                && said.isPresent()
                && stays(role, authority, said.get(), infos, delegations)) {
            return last.get();
        }
        // Earlier keys sign too, where they are here: so partners see that the change is its own.
        List<SigningKey> signers = keys.signers(role, authority, earlier(role).orElse(authority));
        Publisher.requireEnough(role, authority, signers);
        long version = last.map(MetaFile::version).orElse(0L) + 1;
        byte[] bytes =
                MetadataWriter.sign(
                        new Targets(version, Publisher.expires(now, life()), infos, delegations),
                        signers);
        files.writeRole(role, version, bytes);
        return new MetaFile(version, FileInfo.of(bytes));
    }

    /** Who signed for a role as it was published before. */
    private Optional<Authority> earlier(String role) throws IOException, TufRefused {
        if (before.isEmpty()) {
            return Optional.empty();
        }
        if (role.equals(Role.TARGETS)) {
            return files.root().map(root -> root.authority(Role.TARGETS));
        }
        for (Map.Entry<String, MetaFile> each : before.get().roles().entrySet()) {
            for (Delegation delegation :
                    files.targets(each.getKey(), each.getValue().version()).delegations()) {
                if (delegation.role().equals(role)) {
                    return Optional.of(delegation.authority());
                }
            }
        }
        return Optional.empty();
    }

    private Map<String, FileInfo> writeFiles(
            String role, TargetFiles documents, Optional<Targets> said) throws IOException {
        Map<String, FileInfo> infos = new TreeMap<>();
        for (var document : documents.of(role).entrySet()) {
            files.writeTarget(document.getKey(), document.getValue());
            infos.put(document.getKey(), FileInfo.of(document.getValue()));
        }
        said.ifPresent(targets ->
                documents.kept().stream()
                        .filter(targets.files()::containsKey)
                        .forEach(path -> infos.put(path, targets.files().get(path))));
        return infos;
    }

    private List<Delegation> delegations(String by) throws IOException, CannotSign {
        List<Delegation> delegations = new ArrayList<>();
        for (DelegationPlan each : plan.delegations()) {
            if (each.by().equals(by)) {
                delegations.add(
                        new Delegation(
                                each.role(),
                                keys.authority(each.role(), each.quorum()),
                                true,
                                each.paths().stream().map(PathPattern::new).toList()));
            }
        }
        return delegations;
    }

    private boolean stays(
            String role,
            Authority authority,
            Targets said,
            Map<String, FileInfo> infos,
            List<Delegation> delegations)
            throws IOException, TufRefused {
        return said.files().equals(infos)
                && said.delegations().equals(delegations)
                && !Publisher.isHalfOver(said.expires(), life(), now)
                && files.isSigned(role, said.version(), authority);
    }

    private Duration life() {
        return plan.expiry().targets();
    }
}
