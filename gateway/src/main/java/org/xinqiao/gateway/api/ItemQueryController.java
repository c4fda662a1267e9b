package org.xinqiao.gateway.api;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.dispatch.AnsweredItems;
import org.xinqiao.gateway.ledger.ItemQueries;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.receive.Entrance;
import org.xinqiao.gateway.receive.ItemsWanted;
import org.xinqiao.gateway.receive.QueryDeclared;
import org.xinqiao.gateway.trust.Trust;
import tools.jackson.databind.node.ObjectNode;

/** Staff of this city ask another in real time for data items about one subject 互查互通. */
@RestController
@RequestMapping(path = ItemQueryController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class ItemQueryController {
    static final String PATH = "/api/v1/item-queries";

    private final Entrance entrance;
    private final ItemQueries queries;
    private final Trust trust;
    private final Clock clock;

    ItemQueryController(Entrance entrance, ItemQueries queries, Trust trust, Clock clock) {
        this.entrance = entrance;
        this.queries = queries;
        this.trust = trust;
        this.clock = clock;
    }

    @PostMapping
    @Roles({Role.PLATFORM, Role.OPERATOR})
    ResponseEntity<ObjectNode> ask(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        ItemsWanted wanted = Body.read(body, fields -> wanted(fields, caller, now));
        AnsweredItems answered = entrance.send("direct:query-items", wanted, AnsweredItems.class);
        ItemsResponse response = answered.response();
        if (response == null) {
            throw new Refusal(ProblemType.INTERNAL);
        }
        var id = answered.heard().asked().question().envelope().id();
        return ResponseEntity.ok()
                .location(URI.create(PATH + "/" + id))
                .body(views().answer(id, wanted.node(), response));
    }

    @GetMapping("/{request}")
    @Roles({Role.PLATFORM, Role.OPERATOR})
    ObjectNode read(@PathVariable String request, Caller caller) throws Refusal {
        ItemQueries.Kept kept =
                known(request)
                        .flatMap(id -> queries.find(id, caller.name()))
                        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        return switch (kept.state()) {
            case ACTIVE -> views().answer(kept.request(), kept.node(), kept.response());
            // What is withdrawn is recalled: its values are shown to nobody any more.
            case PAUSED -> throw new Refusal(ProblemType.CONSENT_PAUSED);
            case WITHDRAWN -> throw new Refusal(ProblemType.CONSENT_WITHDRAWN);
        };
    }

    @GetMapping
    @Roles({Role.PLATFORM, Role.OPERATOR})
    ObjectNode agreed(@RequestParam Map<String, String> parameters) throws Refusal {
        NodeId node =
                new Query(parameters)
                        .node("node")
                        .orElseThrow(() -> Refusals.request("node", "cn- and six digits"));
        return views().agreed(node);
    }

    private ItemViews views() throws Refusal {
        return new ItemViews(trust.inForce(clock.instant()));
    }

    private static ItemsWanted wanted(Fields body, Caller caller, Instant now)
            throws MalformedJson {
        NodeId node = Body.node(body, "node");
        ItemsRequest request = ItemsRequest.read(body);
        QueryDeclared declared = SubjectNames.declared(body);
        if (declared == null) {
            throw body.malformed("purpose", "who asks, and what for, must be declared");
        }
        return new ItemsWanted(node, request, declared, caller.name(), now);
    }

    private static Optional<MessageId> known(String text) {
        try {
            return Optional.of(MessageId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
