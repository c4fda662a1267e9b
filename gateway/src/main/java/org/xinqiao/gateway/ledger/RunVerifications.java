package org.xinqiao.gateway.ledger;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Document;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.DiscloseEntries;
import org.xinqiao.gateway.disclose.ShownEntry;
import org.xinqiao.gateway.ledger.VerifiedLine.Verdict;
import org.xinqiao.gateway.lists.HeldEntry;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.gateway.receive.CodeFile;
import org.xinqiao.gateway.receive.StatedCode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Verifies files line after line, some hundred at a time. What is done is durable; after a restart,
 * or on another instance, the work goes on at the next line. It holds those hundred lines, of a
 * workbook the file's bytes and its texts besides, and never the answers.
 */
@Component
public class RunVerifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunVerifications.class);
    private static final int LOOK_MILLIS = 500;
    private static final int LINES_AT_ONCE = 500;
    private static final int ENTRIES_AT_ONCE_MAX = 100_000;

    private final String owner = UUID.randomUUID().toString();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    private final Verifications files;
    private final FindEntries find;
    private final DiscloseEntries disclose;
    private final Clock clock;
    private volatile boolean open = true;

    /** Verifies in a node's database. */
    public RunVerifications(
            Verifications files, FindEntries find, DiscloseEntries disclose, Clock clock) {
        this.files = files;
        this.find = find;
        this.disclose = disclose;
        this.clock = clock;
    }

    /** Looks for work. */
    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = LOOK_MILLIS)
    void look() {
        if (open && busy.compareAndSet(false, true)) {
            thread.execute(() -> {
                try {
                    for (var job = next(); job.isPresent(); job = next()) {
                        run(job.get());
                    }
                } catch (RuntimeException e) {
                    LOG.warn("files are not verified just now: {}", SafeTrace.of(e));
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    private Optional<Verification> next() {
        return open ? files.take(owner) : Optional.empty();
    }

    private void run(Verification job) {
        try {
            CodeFile.Source source = () -> files.open(job.id());
            if (job.total() == null) {
                files.counted(job.id(), CodeFile.count(job.format(), source));
            }
            var work = new Work(job);
            CodeFile.read(job.format(), source, work::line);
            if (work.flush()) {
                files.end(job.id(), owner, null, clock.instant());
            } else if (!open) {
                files.release(job.id(), owner);
            }
        } catch (CodeFile.BadFile e) {
            files.end(job.id(), owner, e.getMessage(), clock.instant());
        } catch (IOException e) {
            files.end(job.id(), owner, "cannot be read", clock.instant());
        }
    }

    /** One file's lines on their way. */
    private final class Work {
        private final Verification job;
        private final Set<DisclosureClass> classes;
        private final List<Stated> waiting = new ArrayList<>();
        private long seen;
        private long done;
        private boolean ours = true;

        Work(Verification job) {
            this.job = job;
            this.done = job.done();
            this.classes = EnumSet.of(DisclosureClass.PUBLIC);
            if (job.duty() != null) {
                classes.add(DisclosureClass.GOVERNMENT);
            }
        }

        boolean line(long line, String cell) {
            if (seen++ >= job.done()) {
                waiting.add(new Stated(line, cell, StatedCode.of(cell)));
            }
            return waiting.size() < LINES_AT_ONCE || flush();
        }

        /** Too much is held about these organisations: trying again would not help. */
        private void refused(Refusal refusal) {
            if (refusal.type() == ProblemType.CONFLICT) {
                String trouble =
                        "line %d and the next %d: more than %d entries"
                                .formatted(
                                        waiting.getFirst().line(),
                                        waiting.size() - 1,
                                        ENTRIES_AT_ONCE_MAX);
                files.end(job.id(), owner, trouble, clock.instant());
            } else {
                LOG.warn("files are not verified just now: {}", refusal.type().wire());
            }
        }

        /** Whether the file is still ours to work at. */
        boolean flush() {
            ours = ours && open;
            if (ours && !waiting.isEmpty()) {
                try {
                    ours = files.append(job.id(), owner, done, verify(waiting, classes));
                } catch (Refusal e) {
                    ours = false;
                    refused(e);
                }
                done += waiting.size();
                waiting.clear();
            }
            return ours;
        }
    }

    private record Stated(long line, String cell, StatedCode code) {}

    private List<VerifiedLine> verify(List<Stated> lines, Set<DisclosureClass> classes)
            throws Refusal {
        Instant now = clock.instant();
        var wanted = new HashSet<SubjectNumber>();
        for (Stated line : lines) {
            if (line.code() instanceof StatedCode.Right right) {
                wanted.add(right.code());
            }
        }
        Map<SubjectNumber, List<HeldEntry>> found = find.find(wanted, ENTRIES_AT_ONCE_MAX, now);
        var verified = new ArrayList<VerifiedLine>();
        for (Stated line : lines) {
            verified.add(verified(line, found, classes, now));
        }
        return verified;
    }

    private VerifiedLine verified(
            Stated line,
            Map<SubjectNumber, List<HeldEntry>> found,
            Set<DisclosureClass> classes,
            Instant now) {
        ArrayNode sources = StrictJson.object().putArray("sources");
        String shown = line.code().shown(line.cell());
        return switch (line.code()) {
            case StatedCode.Right(var code) -> {
                List<ShownEntry> entries =
                        disclose.show(
                                found.getOrDefault(code, List.of()), classes, _ -> false, now);
                entries.forEach(entry -> source(sources, entry));
                Verdict verdict = entries.isEmpty() ? Verdict.NOTHING_HELD : Verdict.HELD;
                yield new VerifiedLine(line.line(), shown, verdict, null, sources);
            }
            case StatedCode.Wrong(String rule) ->
                    new VerifiedLine(line.line(), shown, Verdict.CODE_WRONG, rule, sources);
            case StatedCode.Person() ->
                    new VerifiedLine(
                            line.line(),
                            shown,
                            Verdict.NOT_AN_ORGANISATION,
                            "persons are asked about one by one",
                            sources);
        };
    }

    private static void source(ArrayNode sources, ShownEntry entry) {
        Document document = entry.view().document();
        sources.addObject()
                .put("stream", entry.stream())
                .put("item", entry.item().code())
                .put("name", entry.item().zh())
                .put("document", document == null ? null : document.reference())
                .put(
                        "date",
                        document == null || document.date() == null
                                ? null
                                : document.date().toString())
                .put("disputed", entry.view().state() == EntryState.DISPUTED);
    }

    /** Begins nothing more; what is under way ends after its hundred lines. */
    @Override
    public void close() {
        open = false;
        thread.close();
    }
}
