package org.xinqiao.gateway.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.avro.MalformedAvro;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.Reconciliation;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.contracts.stream.StreamRules.Sameness;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.authenticate.BatchRules;
import org.xinqiao.gateway.ledger.RecordRepair;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds out whether what is held of another's stream is what its source signs, and puts right what
 * differs: located by sums, fetched, and believed only if the root is the signed one then.
 */
@Component
public class RepairStream {
    private static final int OK = 200;
    private static final String BYTES = "application/octet-stream";
    private static final String JSON = "application/json";

    private final PartnerClient partners;
    private final RecordRepair record;
    private final Trust trust;
    private final Clock clock;

    /** Repairs for a node. */
    public RepairStream(PartnerClient partners, RecordRepair record, Trust trust, Clock clock) {
        this.partners = partners;
        this.record = record;
        this.trust = trust;
        this.clock = clock;
    }

    /**
     * What a look at a stream found.
     *
     * @param sameness how it compares, after any repair
     * @param differences how many entries were others, missing or too many
     * @param rounds how many questions that took
     * @param bytes of questions and answers, entries included
     */
    public record Found(Sameness sameness, int differences, int rounds, long bytes) {}

    /**
     * Compares a stream with what its source signs now; an own one with what the database holds.
     *
     * @throws Refusal {@code try-later} if the source is out of reach or does not say
     */
    public Found verify(StreamName stream) throws Refusal {
        Instant now = clock.instant();
        ActingTrust acting = trust.inForce(now);
        if (stream.source().equals(acting.self())) {
            return new Found(record.verifyOwn(stream), 0, 0, 0);
        }
        Signed<StreamState> state = state(stream, acting, now);
        return new Found(record.compare(stream, state, now), 0, 0, state.bytes().length);
    }

    /** The same, and puts right what differs. */
    public Found repair(StreamName stream) throws Refusal {
        Instant now = clock.instant();
        ActingTrust acting = trust.inForce(now);
        if (stream.source().equals(acting.self())) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "an own stream has no other source");
        }
        Signed<StreamState> state = state(stream, acting, now);
        Sameness sameness = record.compare(stream, state, now);
        if (sameness != Sameness.STATE_DIFFERS) {
            return new Found(sameness, 0, 0, state.bytes().length);
        }
        var call = new Call(stream, acting);
        Reconciliation.Differences differences = call.locate();
        List<Change> changes = call.fetch(differences);
        boolean same = record.repair(stream, changes, differences.extra(), state, acting, now);
        return new Found(
                same ? Sameness.SAME : Sameness.STATE_DIFFERS,
                differences.count(),
                call.rounds,
                call.bytes + state.bytes().length);
    }

    private Signed<StreamState> state(StreamName stream, ActingTrust acting, Instant now)
            throws Refusal {
        try {
            Reply reply =
                    partners.get(
                            stream.source(), acting.snapshot(), path(stream, "state"), Reply.JOSE);
            if (reply.status() == OK) {
                return BatchRules.state(reply.body(), stream, acting, now);
            }
        } catch (PartnerUnreachable e) {
            // told below
        }
        throw notNow();
    }

    private static String path(StreamName stream, String what) {
        return "/federation/v1/streams/" + stream.value() + "/" + what;
    }

    private static Refusal notNow() {
        return new Refusal(ProblemType.TRY_LATER, "dependency", "source");
    }

    /** One search. */
    private final class Call {
        private final StreamName stream;
        private final NodeId source;
        private final ActingTrust acting;
        private int rounds;
        private long bytes;

        Call(StreamName stream, ActingTrust acting) {
            this.stream = stream;
            this.source = stream.source();
            this.acting = acting;
        }

        Reconciliation.Differences locate() throws Refusal {
            var search = new Reconciliation(record.sums(stream));
            try {
                for (Optional<byte[]> question = search.question();
                        question.isPresent();
                        question = search.question()) {
                    rounds++;
                    search.take(ask("sums", BYTES, question.get()));
                }
                return search.differences();
            } catch (MalformedAvro e) {
                throw notNow();
            }
        }

        List<Change> fetch(Reconciliation.Differences differences) throws Refusal {
            var places = new ArrayList<Long>(differences.missing());
            places.addAll(differences.different());
            var changes = new ArrayList<Change>();
            for (int from = 0; from < places.size(); from += Bounds.REPAIR_PLACES_MAX) {
                int to = Math.min(places.size(), from + Bounds.REPAIR_PLACES_MAX);
                ObjectNode question = StrictJson.object();
                var list = question.putArray("places");
                places.subList(from, to).forEach(place -> list.add(place.toString()));
                changes.addAll(changes(ask("entries", JSON, StrictJson.write(question))));
            }
            return changes;
        }

        private List<Change> changes(byte[] json) throws Refusal {
            var changes = new ArrayList<Change>();
            try {
                for (Fields one : new Fields("", StrictJson.parseObject(json)).objects("entries")) {
                    JsonNode entry = one.node("entry");
                    changes.add(
                            new Change(
                                    one.integer("seq", 1, Change.SEQ_MAX),
                                    one.text("key"),
                                    entry instanceof ObjectNode object
                                            ? open(object)
                                            : new Content.Sealed(entry.asString(""))));
                }
            } catch (MalformedJson | IllegalArgumentException e) {
                throw notNow();
            }
            return changes;
        }

        private byte[] ask(String what, String mediaType, byte[] question) throws Refusal {
            try {
                Reply reply =
                        partners.ask(
                                source, acting.snapshot(), path(stream, what), mediaType, question);
                bytes += question.length + reply.body().length;
                if (reply.status() == OK) {
                    return reply.body();
                }
            } catch (PartnerUnreachable e) {
                // told below
            }
            throw notNow();
        }
    }

    private static Content open(ObjectNode object) throws MalformedJson {
        byte[] json = Jcs.of(object);
        try {
            return new Content.Open(Entry.parse(object), json, true);
        } catch (MalformedJson e) {
            return new Content.Open(Entry.parseKnown(object), json, false);
        }
    }
}
