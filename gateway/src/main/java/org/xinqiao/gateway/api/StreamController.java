package org.xinqiao.gateway.api;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.dispatch.RepairStream;
import org.xinqiao.gateway.dispatch.StreamDelivery;
import org.xinqiao.gateway.ledger.BeginAnew;
import org.xinqiao.gateway.ledger.SettleQuarantine;
import org.xinqiao.gateway.lists.KeptStream;
import org.xinqiao.gateway.lists.Quarantine;
import org.xinqiao.gateway.lists.StreamLanes;
import org.xinqiao.gateway.lists.StreamLanes.Lane;
import org.xinqiao.gateway.lists.StreamLanes.Progress;
import org.xinqiao.gateway.lists.Streams;
import org.xinqiao.gateway.lists.ToldRecalls;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import tools.jackson.databind.node.ObjectNode;

/** The operator's side of streams: how far everybody is, what is set aside, what is recalled. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class StreamController {
    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);

    private final Streams streams;
    private final StreamLanes lanes;
    private final StreamDelivery delivery;
    private final Quarantine quarantine;
    private final SettleQuarantine settle;
    private final ToldRecalls recalls;
    private final RepairStream repair;
    private final BeginAnew anew;
    private final Clock clock;

    StreamController(
            Streams streams,
            StreamLanes lanes,
            StreamDelivery delivery,
            Quarantine quarantine,
            SettleQuarantine settle,
            ToldRecalls recalls,
            RepairStream repair,
            BeginAnew anew,
            Clock clock) {
        this.streams = streams;
        this.lanes = lanes;
        this.delivery = delivery;
        this.quarantine = quarantine;
        this.settle = settle;
        this.recalls = recalls;
        this.repair = repair;
        this.anew = anew;
        this.clock = clock;
    }

    @GetMapping("/api/v1/streams")
    @Roles(Role.OPERATOR)
    ObjectNode list() {
        List<Progress> progress = lanes.progress();
        Map<Lane, String> refused = delivery.refused();
        ObjectNode json = StrictJson.object();
        var list = json.putArray("streams");
        for (KeptStream stream : streams.all()) {
            ObjectNode one = view(stream);
            var to = one.putArray("partners");
            for (Progress each : progress) {
                if (each.lane().stream().equals(stream.name())) {
                    to.add(view(each, stream));
                }
            }
            var not = one.putObject("notAllowed");
            refused.forEach((lane, why) -> {
                if (lane.stream().equals(stream.name())) {
                    not.put(lane.partner().value(), why);
                }
            });
            list.add(one);
        }
        return json;
    }

    /** The last receipt of a partner, as it was signed. */
    @GetMapping("/api/v1/streams/receipt")
    @Roles(Role.OPERATOR)
    ObjectNode receipt(@RequestParam Map<String, String> parameters) throws Refusal {
        var query = new Query(parameters);
        StreamName stream = stream(query);
        NodeId partner =
                query.node("partner").orElseThrow(() -> Refusals.request("partner", "is missing"));
        byte[] receipt =
                lanes.receipt(new Lane(stream, partner))
                        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        return StrictJson.object().put("receipt", new String(receipt, StandardCharsets.US_ASCII));
    }

    /** Whether what is here is what the source signs; of an own stream, what the database holds. */
    @PostMapping("/api/v1/streams/verify")
    @Roles(Role.OPERATOR)
    ObjectNode verify(@RequestParam Map<String, String> parameters) throws Refusal {
        return view(repair.verify(stream(new Query(parameters))));
    }

    @PostMapping("/api/v1/streams/repair")
    @Roles(Role.OPERATOR)
    ObjectNode repair(@RequestParam Map<String, String> parameters) throws Refusal {
        return view(repair.repair(stream(new Query(parameters))));
    }

    /** Lets a stream go on that was stopped, once people have looked at why. */
    @PostMapping("/api/v1/streams/resume")
    @Roles(Role.OPERATOR)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@RequestParam Map<String, String> parameters, Caller caller) throws Refusal {
        StreamName name = stream(new Query(parameters));
        KeptStream stream =
                streams.find(name).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        LOG.info("{} lets {} go on, which was stopped: {}", caller.name(), name, stream.stopped());
        streams.stop(stream.id(), null);
    }

    /**
     * Begins an own stream anew that was stopped: what stands now, from number one. Everyone who
     * has it must forget it first, or takes it for a second story.
     */
    @PostMapping("/api/v1/streams/anew")
    @Roles(Role.OPERATOR)
    ObjectNode anew(@RequestParam Map<String, String> parameters, Caller caller) throws Refusal {
        StreamName name = stream(new Query(parameters));
        long entries = anew.begin(name, clock.instant());
        LOG.warn("{} begins {} anew, with {} entries", caller.name(), name, entries);
        return StrictJson.object().put("entries", entries);
    }

    /** Forgets another's stream, so that its source can begin it anew. */
    @PostMapping("/api/v1/streams/forget")
    @Roles(Role.OPERATOR)
    ObjectNode forget(@RequestParam Map<String, String> parameters, Caller caller) throws Refusal {
        StreamName name = stream(new Query(parameters));
        long entries = anew.forget(name);
        LOG.warn("{} forgets {}, with {} entries", caller.name(), name, entries);
        return StrictJson.object().put("entries", entries);
    }

    private static ObjectNode view(RepairStream.Found found) {
        return StrictJson.object()
                .put("found", found.sameness().name())
                .put("differences", found.differences())
                .put("rounds", found.rounds())
                .put("bytes", found.bytes());
    }

    @GetMapping("/api/v1/streams/quarantine")
    @Roles(Role.OPERATOR)
    ObjectNode quarantine(@RequestParam Map<String, String> parameters) throws Refusal {
        var query = new Query(parameters);
        StreamName stream =
                query.optional("stream", "a stream's name", StreamController::name).orElse(null);
        Quarantine.State state = query.constant("state", Quarantine.State.class).orElse(null);
        ObjectNode json = StrictJson.object();
        var list = json.putArray("entries");
        quarantine.list(stream, state, query.rows()).forEach(one -> list.add(view(one)));
        return json;
    }

    @PostMapping("/api/v1/streams/quarantine/{id}/correct")
    @Roles(Role.OPERATOR)
    ObjectNode correct(@PathVariable UUID id, @RequestBody byte[] body, Caller caller)
            throws Refusal {
        Entry entry =
                Body.read(
                        body,
                        fields -> {
                            if (fields.node("entry") instanceof ObjectNode object) {
                                return Entry.parse(object);
                            }
                            throw fields.malformed("entry", "must be an object");
                        });
        return left(settle.correct(id, entry, caller.name(), clock.instant()));
    }

    @PostMapping("/api/v1/streams/quarantine/{id}/replay")
    @Roles(Role.OPERATOR)
    ObjectNode replay(@PathVariable UUID id, Caller caller) throws Refusal {
        return left(settle.replay(id, caller.name(), clock.instant()));
    }

    @PostMapping("/api/v1/streams/quarantine/{id}/discard")
    @Roles(Role.OPERATOR)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable UUID id, @RequestBody byte[] body, Caller caller) throws Refusal {
        String reason =
                Body.read(body, fields -> fields.text("reason", Bounds.REASON_CHARACTERS_MAX));
        settle.discard(id, caller.name(), reason, clock.instant());
    }

    @GetMapping("/api/v1/streams/recalls")
    @Roles(Role.OPERATOR)
    ObjectNode recalls() {
        Instant now = clock.instant();
        ObjectNode json = StrictJson.object();
        var list = json.putArray("recalls");
        for (ToldRecalls.Open recall : recalls.open(now, Bounds.PAGE_ROWS_MAX)) {
            ObjectNode one =
                    list.addObject()
                            .put("stream", recall.stream().value())
                            .put("seq", recall.seq())
                            .put("key", recall.key())
                            .put("since", time(recall.at()))
                            .put(
                                    "overdue",
                                    recall.at()
                                            .plusSeconds(Bounds.RECALL_OVERDUE_SECONDS)
                                            .isBefore(now));
            var waiting = one.putArray("waiting");
            recall.waiting().forEach(node -> waiting.add(node.value()));
        }
        return json;
    }

    private ObjectNode view(KeptStream stream) {
        return StrictJson.object()
                .put("stream", stream.name().value())
                .put("own", stream.own())
                .put("changes", stream.seq())
                .put("waiting", Math.max(0, stream.given() - stream.seq()))
                .put("entries", stream.entries())
                .put("quarantined", quarantine.open(stream.id()))
                .put("logRoot", Base64Url.encode(stream.edge().root().bytes()))
                .put("stateChanges", stream.stateSeq())
                .put(
                        "stateRoot",
                        stream.stateRoot() == null
                                ? null
                                : Base64Url.encode(stream.stateRoot().bytes()))
                .put("compared", stream.compared() == null ? null : stream.compared().name())
                .put("stopped", stream.stopped())
                .put("changed", time(stream.changedAt()));
    }

    private static ObjectNode view(Progress progress, KeptStream stream) {
        long left = Math.max(0, stream.seq() - progress.acked());
        ObjectNode json =
                StrictJson.object()
                        .put("partner", progress.lane().partner().value())
                        .put("routed", progress.routed())
                        .put("acknowledged", progress.acked())
                        .put("left", left)
                        .put("stated", progress.stated())
                        .put("receiptAt", time(progress.receiptAt()))
                        .put("failures", progress.failures())
                        .put("trouble", progress.trouble())
                        .put("due", progress.trouble() == null ? null : time(progress.due()));
        if (progress.millis() > 0) {
            long perSecond =
                    progress.changes() * Duration.ofSeconds(1).toMillis() / progress.millis();
            json.put("changesPerSecond", perSecond);
            json.put("secondsLeft", perSecond == 0 ? null : Long.valueOf(left / perSecond));
        }
        return json;
    }

    /** Neither what came nor a number: rule, field and masked value say what is wrong. */
    private static ObjectNode view(Quarantine.Case one) {
        ObjectNode json =
                StrictJson.object()
                        .put("id", one.id().toString())
                        .put("stream", one.stream().value())
                        .put("seq", one.seq())
                        .put("key", one.key())
                        .put("state", one.state().name())
                        .put("since", time(one.at()))
                        .put("kept", one.body() != null);
        json.set("findings", Quarantine.json(one.findings()));
        if (one.settledBy() != null) {
            json.putObject("settled")
                    .put("by", one.settledBy())
                    .put("at", time(one.settledAt()))
                    .put("reason", one.reason());
        }
        return json;
    }

    private static ObjectNode left(List<Finding> findings) {
        ObjectNode json = StrictJson.object().put("settled", findings.isEmpty());
        json.set("findings", Quarantine.json(findings));
        return json;
    }

    private static StreamName stream(Query query) throws Refusal {
        return query.optional("stream", "a stream's name", StreamController::name)
                .orElseThrow(() -> Refusals.request("stream", "is missing"));
    }

    private static StreamName name(String text) {
        return StreamName.parse(text).orElseThrow(IllegalArgumentException::new);
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : WireTime.of(at).toString();
    }
}
