package org.xinqiao.gateway.api;

import java.time.Clock;
import java.util.List;
import java.util.Map;
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
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.Disclosure;
import org.xinqiao.gateway.ledger.StaffQueries;
import org.xinqiao.gateway.ledger.StaffQuery;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import tools.jackson.databind.node.ObjectNode;

/** The second person's view of what staff looked at. */
@RestController
@RequestMapping(path = "/api/v1/staff-queries", produces = MediaType.APPLICATION_JSON_VALUE)
class StaffQueryController {
    private final StaffQueries staff;
    private final Clock clock;

    StaffQueryController(StaffQueries staff, Clock clock) {
        this.staff = staff;
        this.clock = clock;
    }

    @GetMapping
    @Roles(Role.OPERATOR)
    ObjectNode list(@RequestParam Map<String, String> parameters) throws Refusal {
        var query = new Query(parameters);
        int rows = query.rows();
        List<StaffQuery> found = staff.list(query.flag("flagged"), query.after(), rows);
        ObjectNode json = StrictJson.object();
        var list = json.putArray("queries");
        found.forEach(one -> list.add(view(one)));
        json.put("next", found.size() < rows ? null : next(found.getLast()));
        return json;
    }

    @PostMapping("/{id}/review")
    @Roles(Role.OPERATOR)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void review(@PathVariable UUID id, @RequestBody byte[] body, Caller caller) throws Refusal {
        String finding =
                Body.read(body, fields -> fields.text("finding", Bounds.REASON_CHARACTERS_MAX));
        staff.review(id, caller.name(), finding, clock.instant());
    }

    private static String next(StaffQuery last) {
        return Query.text(new Disclosure.Position(last.at(), last.id()));
    }

    private static ObjectNode view(StaffQuery query) {
        ObjectNode json = StrictJson.object();
        json.put("id", query.id().toString());
        json.put("at", WireTime.of(query.at()).toString());
        json.put("caller", query.caller());
        json.putObject("officer")
                .put("id", query.officer().officer())
                .put("name", query.officer().name().masked());
        json.put("purposeDeclared", query.officer().purpose());
        json.put("duty", query.officer().duty());
        json.put("shown", query.shown());
        var flags = json.putArray("flags");
        query.flags().stream().sorted().forEach(flag -> flags.add(flag.name()));
        var review = query.review();
        if (review != null) {
            json.putObject("review")
                    .put("by", review.by())
                    .put("at", WireTime.of(review.at()).toString())
                    .put("finding", review.finding());
        }
        return json;
    }
}
