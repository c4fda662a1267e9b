package org.xinqiao.gateway.api;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.code.TerminalChallenge;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.dispatch.CounterAnswer;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.people.Recognitions;
import org.xinqiao.gateway.receive.Entrance;
import org.xinqiao.gateway.receive.EventReported;
import org.xinqiao.gateway.receive.Scan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A visitor's code at a counter of this city, and what became of the benefits it brought. */
@RestController
@RequestMapping(path = RecognitionController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class RecognitionController {
    static final String PATH = "/api/v1/recognitions";

    private static final int PURPOSE_CHARACTERS_MAX = 64;
    private static final int BENEFIT_CHARACTERS_MAX = 128;

    private final Entrance entrance;
    private final Recognitions recognitions;
    private final NodeId self;
    private final Clock clock;

    RecognitionController(
            Entrance entrance, Recognitions recognitions, NodeConfig config, Clock clock) {
        this.entrance = entrance;
        this.self = config.node();
        this.recognitions = recognitions;
        this.clock = clock;
    }

    @PostMapping
    @Roles({Role.COUNTER, Role.PLATFORM})
    ResponseEntity<ObjectNode> recognise(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        Scan scan =
                Body.read(
                        body,
                        fields ->
                                new Scan(
                                        RecognitionRequest.read(fields),
                                        fields.text("purpose", PURPOSE_CHARACTERS_MAX),
                                        caller.name(),
                                        now,
                                        challenge(fields)));
        CounterAnswer answer = entrance.send("direct:recognise-visitor", scan, CounterAnswer.class);
        ObjectNode json = view(answer.response(), answer.offline());
        if (answer.offline()) {
            ArrayNode later = json.putArray("later");
            answer.later().forEach(later::add);
        }
        return ResponseEntity.ok().location(URI.create(PATH + "/" + answer.request())).body(json);
    }

    private @Nullable TerminalChallenge challenge(Fields fields) throws MalformedJson {
        if (!fields.has("challenge")) {
            return null;
        }
        return TerminalChallenge.shown(self, fields.text("challenge"))
                .orElseThrow(() -> fields.malformed("challenge", "six digits"));
    }

    /** What was decided off line says so; all else is the home city's answer as it is. */
    private static ObjectNode view(RecognitionResponse response, boolean offline) {
        ObjectNode json = response.toJson();
        if (offline) {
            json.put("offline", true);
        }
        return json;
    }

    @GetMapping("/{request}")
    @Roles({Role.COUNTER, Role.PLATFORM})
    ObjectNode read(@PathVariable String request) throws Refusal {
        return known(request)
                .flatMap(recognitions::find)
                .map(recognition -> view(recognition.response(), recognition.offline()))
                .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
    }

    @PostMapping("/{request}/events")
    @Roles({Role.COUNTER, Role.PLATFORM})
    @ResponseStatus(HttpStatus.ACCEPTED)
    ObjectNode tell(@PathVariable String request, @RequestBody byte[] body) throws Refusal {
        Instant now = clock.instant();
        MessageId known =
                known(request).orElseThrow(() -> new Refusal(ProblemType.RECOGNITION_UNKNOWN));
        EventReported event = Body.read(body, fields -> event(known, fields, now));
        MessageId notice = entrance.send("direct:tell-benefit", event, MessageId.class);
        return StrictJson.object().put("notice", notice.toString());
    }

    private static EventReported event(MessageId request, Fields body, Instant now)
            throws MalformedJson {
        return new EventReported(
                request,
                body.text("benefit", BENEFIT_CHARACTERS_MAX),
                body.constant("event", BenefitNotice.Event.class),
                body.has("quantity") ? body.integer("quantity", 0, BenefitNotice.QUANTITY_MAX) : 1,
                body.optionalInstant("at").orElse(now),
                now);
    }

    private static Optional<MessageId> known(String text) {
        try {
            return Optional.of(MessageId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
