package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.people.Decisions;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.evidence.EvidenceBundle;
import org.xinqiao.trust.evidence.EvidenceJson;

/** Puts together what this node can show for a message: one file that is judged off line. */
@Component
public class ExportEvidence {
    private final JdbcClient jdbc;
    private final EvidenceLog log;
    private final TrustVersions versions;
    private final Decisions decisions;
    private final ItemAnswers items;
    private final Consents consents;
    private final Sealer sealer;

    /** Exports from a node's ledger. */
    ExportEvidence(
            JdbcClient jdbc,
            EvidenceLog log,
            TrustVersions versions,
            Decisions decisions,
            ItemAnswers items,
            Consents consents,
            Sealer sealer) {
        this.jdbc = jdbc;
        this.log = log;
        this.versions = versions;
        this.decisions = decisions;
        this.items = items;
        this.consents = consents;
        this.sealer = sealer;
    }

    private record Row(
            long id,
            UUID message,
            LogEntry.Direction direction,
            @Nullable UUID replyTo,
            byte[] salt,
            byte @Nullable [] body,
            Instant at) {}

    /**
     * The evidence file about a message and what it answers or is answered by.
     *
     * @throws Refusal {@code not-found} if no such message crossed this node
     */
    public byte[] export(MessageId about, ActingTrust trust, Instant now) throws Refusal {
        UUID asked =
                rows(about.value()).stream()
                        .filter(row -> row.message().equals(about.value()))
                        .findFirst()
                        .map(row -> row.replyTo() == null ? row.message() : row.replyTo())
                        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        List<Row> rows = rows(asked);
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        var bundle =
                new EvidenceBundle(
                        trust.self(),
                        about,
                        at,
                        rows.stream().map(this::item).toList(),
                        consent(asked).orElse(null),
                        trust(rows, at));
        Suite suite =
                trust.snapshot()
                        .keys(trust.self())
                        .filter(keys -> keys.suites().contains(Suite.INTL))
                        .map(keys -> Suite.INTL)
                        .orElse(Suite.SM);
        return EvidenceJson.write(bundle, sealer.key(KeyUse.MESSAGE, suite, trust, now));
    }

    private List<Row> rows(UUID message) {
        return jdbc.sql(
                        """
                        select id, message, direction, reply_to, salt, body, at from message_record
                        where message = :id or reply_to = :id order by at, id\
                        """)
                .param("id", message)
                .query((row, n) ->
                        new Row(
                                row.getLong("id"),
                                row.getObject("message", UUID.class),
                                row.getInt("direction") == 0
                                        ? LogEntry.Direction.RECEIVED
                                        : LogEntry.Direction.SENT,
                                row.getObject("reply_to", UUID.class),
                                row.getBytes("salt"),
                                row.getBytes("body"),
                                row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private EvidenceBundle.Item item(Row row) {
        byte[] body = row.body();
        return new EvidenceBundle.Item(
                new MessageId(row.message()),
                row.direction(),
                row.at(),
                body == null ? null : new String(body, StandardCharsets.US_ASCII),
                row.salt(),
                log.proofs(row.id()).stream().map(ExportEvidence::place).toList());
    }

    private static EvidenceBundle.Place place(LogProof proof) {
        return new EvidenceBundle.Place(
                new String(proof.checkpoint().bytes(), StandardCharsets.UTF_8),
                proof.inclusion().index(),
                proof.inclusion().path().stream().map(Hash::bytes).toList());
    }

    private Optional<String> consent(UUID request) {
        return decisions
                .consentOf(request)
                .or(() -> items.consentOf(request))
                .flatMap(consents::artefact);
    }

    /** What was in force when each message crossed, and what is now; each state once. */
    private List<EvidenceBundle.TrustState> trust(List<Row> rows, Instant now) {
        var states = new TreeMap<Instant, EvidenceBundle.TrustState>(Comparator.naturalOrder());
        var instants = new ArrayList<Instant>(rows.stream().map(Row::at).toList());
        instants.add(now);
        instants.forEach(
                at -> versions.inForce(at).ifPresent(state -> states.put(state.from(), state)));
        return List.copyOf(states.values());
    }
}
