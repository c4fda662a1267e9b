package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.DeadLetters;
import org.xinqiao.gateway.ledger.Numbers;
import org.xinqiao.gateway.ledger.OutboxEntries;
import org.xinqiao.gateway.ledger.OutboxEntries.Position;
import org.xinqiao.gateway.ledger.OutboxEntry;
import org.xinqiao.gateway.ledger.OutboxEntry.State;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import tools.jackson.databind.node.ObjectNode;

/** The operator's side of notices: what waits, what is dead, and what to do about it. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class OutboxController {
    private static final Duration OVERDUE = Duration.ofSeconds(Bounds.NOTICE_OVERDUE_SECONDS);

    private final OutboxEntries entries;
    private final DeadLetters dead;
    private final Numbers numbers;
    private final Clock clock;

    OutboxController(OutboxEntries entries, DeadLetters dead, Numbers numbers, Clock clock) {
        this.entries = entries;
        this.dead = dead;
        this.numbers = numbers;
        this.clock = clock;
    }

    @GetMapping("/api/v1/outbox")
    @Roles(Role.OPERATOR)
    ObjectNode list(@RequestParam Map<String, String> parameters) throws Refusal {
        var query = new Query(parameters);
        int rows = query.rows();
        Position after =
                query.optional("after", "as 'next' said", OutboxController::position).orElse(null);
        List<OutboxEntry> found = entries.list(filter(query), after, rows);
        ObjectNode json = StrictJson.object();
        var list = json.putArray("notices");
        found.forEach(entry -> list.add(view(entry)));
        json.put("next", found.size() < rows ? null : text(Position.of(found.getLast())));
        return json;
    }

    private OutboxEntries.Filter filter(Query query) throws Refusal {
        boolean overdue = query.flag("overdue");
        Set<State> states = EnumSet.noneOf(State.class);
        query.constant("state", State.class).ifPresent(states::add);
        if (states.isEmpty() && overdue) {
            // What was discarded or replayed is not waited for any more.
            states = EnumSet.of(State.WAITING, State.DEAD);
        }
        return new OutboxEntries.Filter(
                states,
                query.node("partner").orElse(null),
                query.optional("type", "a message type", text -> text).orElse(null),
                overdue ? clock.instant().minus(OVERDUE) : null);
    }

    @GetMapping("/api/v1/outbox/lanes")
    @Roles(Role.OPERATOR)
    ObjectNode lanes() {
        ObjectNode json = StrictJson.object();
        var list = json.putArray("lanes");
        for (OutboxEntries.Lane lane : entries.lanes()) {
            list.addObject()
                    .put("partner", lane.partner().value())
                    .put("waiting", lane.waiting())
                    .put("dead", lane.dead())
                    .put("oldest", time(lane.oldest()))
                    .put("failures", lane.failures())
                    .put("trouble", lane.trouble())
                    .put("due", time(lane.due()))
                    .put("holder", lane.holder());
        }
        return json;
    }

    @PostMapping("/api/v1/outbox/{message}/replay")
    @Roles(Role.OPERATOR)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void replay(@PathVariable UUID message, Caller caller) throws Refusal {
        dead.replay(message, caller.name());
    }

    @PostMapping("/api/v1/outbox/{message}/discard")
    @Roles(Role.OPERATOR)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable UUID message, @RequestBody byte[] body, Caller caller)
            throws Refusal {
        String reason =
                Body.read(body, fields -> fields.text("reason", Bounds.REASON_CHARACTERS_MAX));
        dead.discard(message, caller.name(), reason);
    }

    @GetMapping("/api/v1/inbox/gaps")
    @Roles(Role.OPERATOR)
    ObjectNode gaps() {
        ObjectNode json = StrictJson.object();
        var list = json.putArray("gaps");
        numbers.openSince(clock.instant())
                .forEach(gap ->
                        list.addObject()
                                .put("source", gap.source())
                                .put("from", gap.low())
                                .put("to", gap.high())
                                .put("since", time(gap.since())));
        return json;
    }

    private static ObjectNode view(OutboxEntry entry) {
        ObjectNode json = StrictJson.object();
        json.put("message", entry.message().toString());
        json.put("partner", entry.partner().value());
        json.put("number", entry.number());
        json.put("type", entry.type());
        json.put("state", entry.state().name());
        json.put("since", time(entry.since()));
        json.put("attempts", entry.attempts());
        json.put("due", entry.state() == State.WAITING ? time(entry.due()) : null);
        json.put("reason", entry.reason());
        json.put("replays", entry.replays() == null ? null : entry.replays().toString());
        var settled = entry.settled();
        if (settled != null) {
            json.putObject("settled")
                    .put("by", settled.by())
                    .put("at", time(settled.at()))
                    .put("words", settled.words());
        }
        return json;
    }

    /** One digit for the rank, then the id. */
    private static String text(Position position) {
        return position.rank() + "-" + position.message();
    }

    private static Position position(String text) {
        if (!text.matches("[01]-[0-9a-f-]{36}")) {
            throw new IllegalArgumentException("not a position");
        }
        return new Position(text.charAt(0) - '0', UUID.fromString(text.substring(2)));
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : WireTime.of(at).toString();
    }
}
