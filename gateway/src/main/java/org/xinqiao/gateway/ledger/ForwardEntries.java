package org.xinqiao.gateway.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Origin;
import org.xinqiao.contracts.stream.SealedEntry;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.disclose.ForwardRules;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.Forward;
import org.xinqiao.gateway.lists.Forwards;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.PendingChanges;
import org.xinqiao.gateway.lists.PendingChanges.Draft;
import org.xinqiao.gateway.lists.RouteFile;
import org.xinqiao.gateway.lists.StreamSignal;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.operate.SafeTrace;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Passes on in own streams what others' streams carry, as the routes say and {@link ForwardRules}
 * allow. What changed is remembered in the transaction that changed it; what becomes of it is
 * written together with forgetting that, so that each change goes on once, over any crash.
 */
@Component
public class ForwardEntries {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardEntries.class);
    private static final int LOOK_MILLIS = 250;
    private static final Comparator<StreamName> BY_NAME = Comparator.comparing(StreamName::value);
    private static final int KEYS_AT_ONCE_MAX = 1_000;

    private final Streams streams;
    private final Forwards forwards;
    private final PendingChanges pending;
    private final RouteFile routes;
    private final EntryJudge judge;
    private final SealedEntries sealed;
    private final Subjects subjects;
    private final RecordRecall recalls;
    private final TellRecalls tell;
    private final Sealer sealer;
    private final Trust trust;
    private final StreamSignal signal;
    private final SecureRandom random;
    private final Clock clock;
    private final TransactionTemplate transaction;

    /** The lines that were followed last, by stream: they seldom change. */
    private final Map<StreamName, Map<StreamName, String>> followed = new ConcurrentHashMap<>();

    /** Streams that could not be passed on when it was tried last. */
    private final Set<StreamName> troubled = ConcurrentHashMap.newKeySet();

    /** Forwards for a node. */
    public ForwardEntries(
            Streams streams,
            Forwards forwards,
            PendingChanges pending,
            RouteFile routes,
            EntryJudge judge,
            SealedEntries sealed,
            Subjects subjects,
            RecordRecall recalls,
            TellRecalls tell,
            Sealer sealer,
            Trust trust,
            StreamSignal signal,
            SecureRandom random,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.streams = streams;
        this.forwards = forwards;
        this.pending = pending;
        this.routes = routes;
        this.judge = judge;
        this.sealed = sealed;
        this.subjects = subjects;
        this.recalls = recalls;
        this.tell = tell;
        this.sealer = sealer;
        this.trust = trust;
        this.signal = signal;
        this.random = random;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Works off what is due, and first sees whether the routes have changed. */
    @Scheduled(fixedDelay = LOOK_MILLIS, initialDelay = LOOK_MILLIS)
    public void look() {
        Map<StreamName, List<Forward>> lines =
                routes.routing().forwards().stream().collect(Collectors.groupingBy(Forward::from));
        for (KeptStream stream : streams.all()) {
            if (!stream.own()) {
                follow(stream.name(), lines.getOrDefault(stream.name(), List.of()));
            }
        }
        // Turn by turn, so that a recall waits for no other stream's full load.
        var ended = new HashSet<StreamName>();
        boolean more = true;
        while (more) {
            more = false;
            for (StreamName stream : forwards.due()) {
                if (ended.contains(stream)) {
                    continue;
                }
                if (passOn(stream, lines.getOrDefault(stream, List.of()))) {
                    more = true;
                } else {
                    ended.add(stream);
                }
            }
        }
    }

    /**
     * Some of what is due. What cannot be passed on stays due, and holds up no other stream.
     *
     * @return whether there may be more
     */
    private boolean passOn(StreamName from, List<Forward> lines) {
        try {
            boolean more = some(from, lines);
            troubled.remove(from);
            return more;
        } catch (RuntimeException e) {
            // Tried again four times a second, and told once.
            if (troubled.add(from)) {
                LOG.error("nothing of {} is passed on: {}", from, SafeTrace.of(e));
            }
            return false;
        }
    }

    private void follow(StreamName from, List<Forward> lines) {
        var texts = new HashMap<StreamName, String>();
        for (Forward line : lines) {
            texts.put(
                    line.to(),
                    new TreeSet<>(line.items()) + " " + new TreeSet<>(line.severities()));
        }
        if (!texts.equals(followed.get(from))) {
            transaction.executeWithoutResult(
                    status -> streams.held(from).ifPresent(held -> forwards.lines(held, texts)));
            followed.put(from, texts);
        }
    }

    /**
     * Passes on some of what is due.
     *
     * @return whether there may be more
     */
    private boolean some(StreamName from, List<Forward> lines) {
        Instant now = clock.instant();
        try {
            ActingTrust acting = trust.inForce(now);
            SigningKey key = sealer.preferredKey(KeyUse.STREAM, acting.self(), acting, now);
            var round = new Round(from, lines, acting, key, now);
            boolean more = Boolean.TRUE.equals(transaction.execute(status -> round.run()));
            round.changed.forEach(signal::pending);
            return more;
        } catch (Refusal e) {
            LOG.warn("nothing of {} is passed on: {}", from, e.type().wire());
            return false;
        }
    }

    /** One transaction's work. */
    private final class Round {
        private final StreamName from;
        private final List<Forward> lines;
        private final ActingTrust acting;
        private final SigningKey signing;
        private final Instant now;
        private final LocalDate today;
        private final Map<StreamName, VerificationKey> recipients = new HashMap<>();
        private final Set<StreamName> changed = new HashSet<>();

        /** What is recalled in own streams: all of it at once, for each file is packed anew. */
        private final Map<StreamName, List<String>> taken = new TreeMap<>(BY_NAME);

        Round(
                StreamName from,
                List<Forward> lines,
                ActingTrust acting,
                SigningKey signing,
                Instant now)
                throws Refusal {
            this.from = from;
            this.lines = lines;
            this.acting = acting;
            this.signing = signing;
            this.now = now;
            this.today = DisplayPeriod.day(now);
            for (Forward line : lines) {
                if (line.to().recipient() != null) {
                    recipients.put(line.to(), sealer.recipient(line.to().recipient(), acting, now));
                }
            }
        }

        boolean run() {
            KeptStream held = streams.held(from).orElseThrow();
            List<String> keys = forwards.take(held.id(), KEYS_AT_ONCE_MAX);
            Map<String, List<Forwards.Gone>> gone = forwards.gone(held.id(), keys);
            List<Forwards.Source> sources = forwards.sources(held.id(), keys);
            var meant = new HashSet<Integer>();
            // In one order everywhere, so that two of us cannot wait for each other.
            var ordered = new ArrayList<>(lines);
            ordered.sort(Comparator.comparing(line -> line.to().value()));
            for (Forward line : ordered) {
                KeptStream to = streams.hold(line.to(), true, now);
                meant.add(to.id());
                pass(held, to, line, sources, gone);
            }
            recallWhatIsNotMeant(held, gone, meant);
            taken.forEach((to, entries) -> recalls.within(to, entries, signing, now));
            tell.tell(acting);
            return !keys.isEmpty();
        }

        private void pass(
                KeptStream held,
                KeptStream to,
                Forward line,
                List<Forwards.Source> sources,
                Map<String, List<Forwards.Gone>> gone) {
            var drafts = new ArrayList<Draft>();
            for (Forwards.Source source : sources) {
                Forwards.Gone before =
                        gone.getOrDefault(source.key(), List.of()).stream()
                                .filter(one -> one.to() == to.id())
                                .findFirst()
                                .orElse(null);
                Hash leaf = source.leaf();
                Entry view = leaf == null ? null : view(line, source);
                if (view != null && leaf != null) {
                    if (before == null || !before.leaf().equals(leaf)) {
                        String key = Forwards.key(from, source.key());
                        drafts.add(draft(line, key, view, source.seq(), leaf));
                        forwards.went(held.id(), source.key(), to.id(), key, leaf);
                    }
                } else if (before != null) {
                    recall(held, source.key(), line.to(), before);
                }
            }
            if (!drafts.isEmpty()) {
                pending.add(to, drafts, now);
                changed.add(line.to());
            }
        }

        private @Nullable Entry view(Forward line, Forwards.Source source) {
            Content content = source.content();
            Entry entry =
                    switch (content) {
                        case Content.Open open -> open.entry();
                        case Content.Sealed one -> sealed.open(one, from, source.key(), acting);
                        case Content.Recalled _, Content.Erased _ -> null;
                        case null -> null;
                    };
            if (entry == null) {
                return null;
            }
            var item = judge.catalogue().item(entry.item()).orElse(null);
            return ForwardRules.decide(entry, line, item, today)
                            instanceof ForwardRules.Verdict.Goes(Entry view)
                    ? view
                    : null;
        }

        private Draft draft(Forward line, String key, Entry view, long seq, Hash leaf) {
            VerificationKey recipient = recipients.get(line.to());
            Content content =
                    recipient == null
                            ? Content.Open.of(view)
                            : SealedEntry.seal(view, line.to(), key, recipient, random);
            return new Draft(
                    key,
                    content,
                    subjects.of(view).orElse(null),
                    new Origin(from, seq, leaf),
                    view.until());
        }

        private void recall(KeptStream held, String fromKey, StreamName to, Forwards.Gone before) {
            taken.computeIfAbsent(to, _ -> new ArrayList<>()).add(before.key());
            forwards.recalled(held.id(), fromKey, before.to());
            changed.add(to);
        }

        /** Of lines that are gone. */
        private void recallWhatIsNotMeant(
                KeptStream held, Map<String, List<Forwards.Gone>> gone, Set<Integer> meant) {
            Map<Integer, StreamName> names =
                    streams.all().stream()
                            .collect(Collectors.toMap(KeptStream::id, KeptStream::name));
            gone.forEach((key, all) -> {
                for (Forwards.Gone before : all) {
                    StreamName to = names.get(before.to());
                    if (!meant.contains(before.to()) && to != null) {
                        recall(held, key, to, before);
                    }
                }
            });
        }
    }
}
