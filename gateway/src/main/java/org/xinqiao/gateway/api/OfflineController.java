package org.xinqiao.gateway.api;

import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.OfflineVisits;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import tools.jackson.databind.node.ObjectNode;

/** The operator's side of visits that were decided off line. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class OfflineController {
    private final OfflineVisits visits;

    OfflineController(OfflineVisits visits) {
        this.visits = visits;
    }

    @GetMapping("/api/v1/offline-visits")
    @Roles(Role.OPERATOR)
    ObjectNode list(@RequestParam Map<String, String> parameters) throws Refusal {
        ObjectNode json = StrictJson.object();
        var list = json.putArray("visits");
        for (OfflineVisits.OfflineVisit visit : visits.list(new Query(parameters).rows())) {
            list.addObject()
                    .put("request", visit.request().toString())
                    .put("home", visit.home().value())
                    .put("purpose", visit.purpose())
                    .put("terminal", visit.terminal())
                    .put("at", WireTime.of(visit.at()).toString())
                    .put("notice", visit.notice().toString())
                    .put("state", visit.state().name())
                    .put("reason", visit.reason());
        }
        return json;
    }
}
