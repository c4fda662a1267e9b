package org.xinqiao.gateway.lists;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryCatalogue;
import org.xinqiao.contracts.entry.EntryRules;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.entry.MeasureList;
import org.xinqiao.contracts.entry.Rule;
import org.xinqiao.contracts.entry.RuleFacts;
import org.xinqiao.contracts.entry.Verdict;
import org.xinqiao.contracts.entry.WorkingDays;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.TrustSnapshot;

/**
 * Judges entries by the rules, and by the catalogue of entries and the list of measures that the
 * trust documents hold: without them nothing passes, and a new snapshot counts with the next entry.
 * A file of the operator's may supplement the catalogue; edited, it counts within a second, and
 * with one that cannot be read the last good one stays.
 */
@Component
public final class EntryJudge {
    private static final Logger LOG = LoggerFactory.getLogger(EntryJudge.class);
    private static final int LOOK_MILLIS = 1_000;
    private static final int FILE_BYTES_MAX = 16 << 20;

    private final WorkingDays calendar = WorkingDays.published();
    private final Trust trust;
    private final Clock clock;
    private final @Nullable Path file;
    private volatile EntryCatalogue local = EntryCatalogue.NONE;
    private volatile Catalogues last =
            new Catalogues(EntryCatalogue.NONE, EntryCatalogue.NONE, EntryCatalogue.NONE);
    private byte[] read = {};
    private String trouble = "";

    /** What was joined last: it seldom changes. */
    private record Catalogues(EntryCatalogue agreed, EntryCatalogue local, EntryCatalogue joined) {}

    /** Judges by a node's trust, and by the supplement that its configuration names. */
    public EntryJudge(NodeConfig config, Trust trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
        NodeConfig.Streams streams = config.streams();
        this.file = streams == null ? null : streams.catalogue();
        refresh();
    }

    /** Looks whether the catalogue has changed. */
    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = LOOK_MILLIS)
    public synchronized void refresh() {
        if (file == null) {
            return;
        }
        String why = "";
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new IOException("is larger than a catalogue ever is");
            }
            byte[] now = Files.readAllBytes(file);
            if (!java.util.Arrays.equals(now, read)) {
                local = EntryCatalogue.parse(StrictJson.parseObject(now));
                read = now;
            }
        } catch (IOException | MalformedJson e) {
            why = String.valueOf(e.getMessage());
        }
        if (!why.equals(trouble) && !why.isEmpty()) {
            LOG.warn(
                    "the supplement to the catalogue of entries stays as it was: {}: {}",
                    file,
                    why);
        }
        trouble = why;
    }

    /** The catalogue in force, with what is supplemented here. */
    public EntryCatalogue catalogue() {
        return catalogue(snapshot(clock.instant()));
    }

    /** Without trust in force nothing that was agreed counts. */
    private @Nullable TrustSnapshot snapshot(Instant now) {
        try {
            return trust.inForce(now).snapshot();
        } catch (Refusal e) {
            return null;
        }
    }

    private EntryCatalogue catalogue(@Nullable TrustSnapshot snapshot) {
        EntryCatalogue agreed = snapshot == null ? EntryCatalogue.NONE : snapshot.entries();
        EntryCatalogue here = local;
        Catalogues known = last;
        if (known.agreed() != agreed || known.local() != here) {
            known = new Catalogues(agreed, here, agreed.supplementedBy(here));
            last = known;
        }
        return known.joined();
    }

    /**
     * Everything that is wrong with an entry.
     *
     * @param personal whether it travels encrypted to one recipient
     */
    public List<Finding> judge(Entry entry, boolean personal, Instant now) {
        LocalDate today = DisplayPeriod.day(now);
        TrustSnapshot snapshot = snapshot(now);
        var facts =
                new RuleFacts(
                        catalogue(snapshot),
                        snapshot == null ? MeasureList.NONE : snapshot.measures(today),
                        calendar,
                        today,
                        null,
                        reference -> Optional.empty(),
                        personal);
        List<Finding> findings = EntryRules.judge(entry, facts);
        if (personal || entry.disclosure() == DisclosureClass.PUBLIC) {
            return findings;
        }
        var more = new ArrayList<>(findings);
        more.add(
                new Finding(
                        Rule.R05,
                        Verdict.REJECT,
                        "class",
                        entry.disclosure().name(),
                        "公开流只承载社会公开信息；其余须进入接收方专属的加密流",
                        "an open stream carries what is public; all else goes encrypted to one"
                                + " recipient"));
        return more;
    }

    /** Whether an entry with these findings is in use. */
    public static boolean passes(List<Finding> findings) {
        return EntryRules.gravest(findings).filter(verdict -> verdict != Verdict.FLAG).isEmpty();
    }

    /** Whether law forbids that an entry with these findings is kept at all. */
    public static boolean forbidden(List<Finding> findings) {
        return EntryRules.gravest(findings).filter(Verdict.REJECT::equals).isPresent();
    }
}
