package org.xinqiao.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.trust.evidence.EvidenceBundle.TrustState;
import org.xinqiao.trust.evidence.TrustArchive;
import org.xinqiao.trust.plan.Change;
import org.xinqiao.trust.plan.TrustPlan;
import org.xinqiao.trust.plan.TrustVersion;
import org.xinqiao.trust.tuf.TufRefused;
import org.xinqiao.trust.tuf.VerifiedRepository;

/**
 * What changed from one version of the trust documents to another, in words, of the versions that
 * this node worked by. Their files are kept with all signatures and verified again each time.
 */
@Component
public class TrustHistory {
    /** Versions of one page: each is verified whole, so it is few. */
    public static final int VERSIONS_LISTED_MAX = 10;

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Logger LOG = LoggerFactory.getLogger(TrustHistory.class);

    private final TrustVersions versions;
    private final NodeConfig config;

    TrustHistory(TrustVersions versions, NodeConfig config) {
        this.versions = versions;
        this.config = config;
    }

    /**
     * One change with the role whose signature it bears.
     *
     * @param by a member's node, or one of the four roles of the root
     */
    public record SignedChange(Change change, String by) {}

    /** A version that came into force here, and what it changed. */
    public record Step(long version, Instant since, List<SignedChange> changes) {
        /** Keeps a copy. */
        public Step {
            changes = List.copyOf(changes);
        }
    }

    private record Known(TrustVersion version, Map<String, String> speakers) {
        static final Known NOTHING = new Known(TrustVersion.NONE, Map.of());
    }

    /**
     * The changes from one version to another.
     *
     * @param from 0 for before anything was published
     * @param acting which agreements of the earlier version this node acts on, by digest
     * @throws Refusal {@code not-found} where this node never worked by one of them
     */
    public List<SignedChange> between(long from, long to, Predicate<String> acting, Instant now)
            throws Refusal {
        Known before = from == 0 ? Known.NOTHING : known(from);
        Known after = known(to);
        Known seen = new Known(before.version().withAgreements(acting), before.speakers());
        return changes(seen, after, now);
    }

    /** The newest versions below another, newest first, each with what it changed. */
    public List<Step> steps(long below, Instant now) throws Refusal {
        List<TrustVersions.Version> listed = versions.before(below, VERSIONS_LISTED_MAX + 1);
        Map<Long, Known> known = new HashMap<>();
        for (TrustVersions.Version each : listed) {
            known.put(each.number(), known(each.number()));
        }
        var steps = new java.util.ArrayList<Step>();
        for (int i = 0; i < Math.min(listed.size(), VERSIONS_LISTED_MAX); i++) {
            TrustVersions.Version each = listed.get(i);
            Known before =
                    i + 1 < listed.size()
                            ? known.getOrDefault(listed.get(i + 1).number(), Known.NOTHING)
                            : Known.NOTHING;
            Known after = known.getOrDefault(each.number(), Known.NOTHING);
            steps.add(new Step(each.number(), each.since(), changes(before, after, now)));
        }
        return List.copyOf(steps);
    }

    private static List<SignedChange> changes(Known before, Known after, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZONE);
        return TrustPlan.between(before.version(), after.version(), day).stream()
                .map(change -> new SignedChange(change, speaker(change, before, after)))
                .toList();
    }

    /** What stands in no file is said by the root or by who delegates. */
    private static String speaker(Change change, Known before, Known after) {
        String by = after.speakers().get(change.document());
        return by != null ? by : before.speakers().getOrDefault(change.document(), "root");
    }

    private Known known(long version) throws Refusal {
        Optional<TrustState> kept = versions.numbered(version);
        if (kept.isEmpty()) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        try {
            VerifiedRepository repository =
                    TrustArchive.repository(
                            Files.readAllBytes(config.trust().root()),
                            kept.get().files(),
                            kept.get().from());
            Map<String, String> speakers = new HashMap<>();
            repository
                    .targets()
                    .forEach(target ->
                            speakers.put(
                                    target.path().replaceFirst("\\.json$", ""), target.role()));
            return new Known(TrustVersion.of(repository), speakers);
        } catch (IOException | TufRefused e) {
            LOG.warn("trust snapshot {} cannot be verified again: {}", version, e.toString());
            throw new Refusal(ProblemType.TRY_LATER, "dependency", "trust");
        }
    }
}
