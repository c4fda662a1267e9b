package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.receive.Entrance;
import org.xinqiao.gateway.receive.Scan;
import tools.jackson.databind.node.ObjectNode;

/** A visitor's code at a counter of this city. */
@RestController
class RecognitionController {
    private static final int PURPOSE_CHARACTERS_MAX = 64;

    private final Entrance entrance;
    private final Clock clock;

    RecognitionController(Entrance entrance, Clock clock) {
        this.entrance = entrance;
        this.clock = clock;
    }

    @PostMapping(path = "/api/v1/recognitions", produces = MediaType.APPLICATION_JSON_VALUE)
    @Roles({Role.COUNTER, Role.PLATFORM})
    ObjectNode recognise(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        Scan scan =
                Body.read(
                        body,
                        fields ->
                                new Scan(
                                        RecognitionRequest.read(fields),
                                        fields.text("purpose", PURPOSE_CHARACTERS_MAX),
                                        caller.name(),
                                        now));
        return entrance.send("direct:recognise-visitor", scan, RecognitionResponse.class).toJson();
    }
}
