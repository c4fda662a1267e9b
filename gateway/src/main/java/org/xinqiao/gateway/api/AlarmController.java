package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.Alarm;
import org.xinqiao.gateway.ledger.Alarms;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import tools.jackson.databind.node.ObjectNode;

/** What the operator must see, with its proof, and the note that it was seen. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class AlarmController {
    private final Alarms alarms;
    private final Clock clock;

    AlarmController(Alarms alarms, Clock clock) {
        this.alarms = alarms;
        this.clock = clock;
    }

    @GetMapping("/api/v1/alarms")
    @Roles(Role.OPERATOR)
    ObjectNode alarms() {
        ObjectNode json = StrictJson.object();
        var list = json.putArray("alarms");
        alarms.list().forEach(alarm -> list.add(view(alarm)));
        return json;
    }

    @PostMapping("/api/v1/alarms/{id}/acknowledge")
    @Roles(Role.OPERATOR)
    ObjectNode acknowledge(@PathVariable String id, Caller caller) throws Refusal {
        return alarms.acknowledge(id, caller.name(), clock.instant())
                .map(AlarmController::view)
                .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
    }

    private static ObjectNode view(Alarm alarm) {
        ObjectNode json = StrictJson.object();
        json.put("id", alarm.id());
        json.put("kind", alarm.kind().wire());
        json.put("origin", alarm.origin());
        json.put("at", time(alarm.at()));
        json.set("words", Texts.of(alarm.wordsZh(), alarm.wordsEn()));
        json.set("proof", alarm.proof());
        json.put("acknowledgedBy", alarm.acknowledgedBy());
        json.put("acknowledgedAt", time(alarm.acknowledgedAt()));
        return json;
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : WireTime.of(at).toString();
    }
}
