package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.disclose.RouteExplanation;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.RouteFile;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.trust.Trust;
import tools.jackson.databind.node.ObjectNode;

/** Tells the operator where an entry would go from here, and why, or why not. */
@RestController
class RouteController {

    private final RouteFile routes;
    private final EntryJudge judge;
    private final Trust trust;
    private final Clock clock;

    RouteController(RouteFile routes, EntryJudge judge, Trust trust, Clock clock) {
        this.routes = routes;
        this.judge = judge;
        this.trust = trust;
        this.clock = clock;
    }

    private record Asked(StreamName stream, Entry entry) {}

    @PostMapping(path = "/api/v1/routes/explain", produces = MediaType.APPLICATION_JSON_VALUE)
    @Roles(Role.OPERATOR)
    ObjectNode explain(@RequestBody byte[] body) throws Refusal {
        Asked asked =
                Body.read(
                        body,
                        fields -> {
                            StreamName stream =
                                    StreamName.parse(fields.text("stream"))
                                            .orElseThrow(() ->
                                                    fields.malformed(
                                                            "stream", "must name a stream"));
                            if (fields.node("entry") instanceof ObjectNode entry) {
                                return new Asked(stream, Entry.parse(entry));
                            }
                            throw fields.malformed("entry", "must be an object");
                        });
        Instant now = clock.instant();
        RouteExplanation explanation =
                RouteExplanation.of(
                        asked.stream(),
                        asked.entry(),
                        judge.catalogue().item(asked.entry().item()).orElse(null),
                        routes.routing(),
                        trust.inForce(now),
                        DisplayPeriod.day(now));
        ObjectNode json = StrictJson.object();
        var steps = json.putArray("steps");
        for (RouteExplanation.Step step : explanation.steps()) {
            steps.addObject()
                    .put("stream", step.stream())
                    .put("to", step.to())
                    .put("goes", step.goes())
                    .put("rule", step.rule())
                    .putObject("why")
                    .put("zh", step.zh())
                    .put("en", step.en());
        }
        return json;
    }
}
