package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.people.Objection;
import org.xinqiao.gateway.people.Use;
import org.xinqiao.gateway.people.Uses;
import org.xinqiao.gateway.receive.Entrance;
import org.xinqiao.gateway.receive.ObjectionAnswered;
import org.xinqiao.gateway.receive.ObjectionMade;
import org.xinqiao.gateway.trust.Trust;
import tools.jackson.databind.node.ObjectNode;

/** Where a resident's codes were honoured, their objections, and the city's answers. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class UseController {
    private final Entrance entrance;
    private final Uses uses;
    private final Trust trust;
    private final Clock clock;

    UseController(Entrance entrance, Uses uses, Trust trust, Clock clock) {
        this.entrance = entrance;
        this.uses = uses;
        this.trust = trust;
        this.clock = clock;
    }

    private enum State {
        OPEN,
        ANSWERED
    }

    @GetMapping("/api/v1/wallet/uses")
    @Roles({Role.WALLET, Role.PLATFORM})
    ObjectNode uses(@RequestParam Map<String, String> parameters, Caller caller) throws Refusal {
        var query = new Query(parameters);
        Use.Position after = query.afterUse();
        int rows = query.rows();
        Optional<UUID> consent = query.optional("consent", "the id of a consent", UUID::fromString);
        List<Use> found;
        if (caller.session().isPresent()) {
            found = uses.of(Body.own(caller), after, rows + 1);
        } else {
            UUID id = consent.orElseThrow(() -> Refusals.request("consent", "is missing"));
            found = uses.of(id, after, rows + 1);
        }
        return list(found, rows);
    }

    @PostMapping("/api/v1/wallet/uses/{id}/objections")
    @Roles(Role.WALLET)
    @ResponseStatus(HttpStatus.CREATED)
    ObjectNode object(@PathVariable UUID id, @RequestBody byte[] body, Caller caller)
            throws Refusal {
        String text = Body.read(body, fields -> fields.text("text", Objection.TEXT_CHARACTERS_MAX));
        var made = new ObjectionMade(id, Body.own(caller), text, clock.instant());
        return UseViews.of(entrance.send("direct:object-to-use", made, Objection.class));
    }

    @GetMapping("/api/v1/objections")
    @Roles(Role.PLATFORM)
    ObjectNode objections(@RequestParam Map<String, String> parameters) throws Refusal {
        var query = new Query(parameters);
        int rows = query.rows();
        State state = query.constant("state", State.class).orElse(State.OPEN);
        return list(uses.objectedTo(state == State.OPEN, query.afterUse(), rows + 1), rows);
    }

    @PostMapping("/api/v1/objections/{id}/answer")
    @Roles(Role.PLATFORM)
    ObjectNode answer(@PathVariable UUID id, @RequestBody byte[] body, Caller caller)
            throws Refusal {
        Instant now = clock.instant();
        ObjectionAnswered answered =
                Body.read(
                        body,
                        fields ->
                                new ObjectionAnswered(
                                        id,
                                        fields.bool("upheld"),
                                        fields.text("text", Objection.TEXT_CHARACTERS_MAX),
                                        caller.name(),
                                        now));
        Use use = entrance.send("direct:answer-objection", answered, Use.class);
        return UseViews.of(use, trust.inForce(now));
    }

    private ObjectNode list(List<Use> found, int rows) throws Refusal {
        var acting = trust.inForce(clock.instant());
        ObjectNode json = StrictJson.object();
        var list = json.putArray("uses");
        found.stream().limit(rows).forEach(use -> list.add(UseViews.of(use, acting)));
        json.put("next", found.size() > rows ? Query.text(found.get(rows - 1)) : null);
        return json;
    }
}
