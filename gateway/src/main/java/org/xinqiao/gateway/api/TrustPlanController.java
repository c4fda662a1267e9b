package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.TrustHistory;
import org.xinqiao.gateway.ledger.TrustHistory.SignedChange;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Approvals;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.Agreement;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the trust documents changed, in words: before an operator approves, and afterwards. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class TrustPlanController {
    private static final int ACTS_LISTED_MAX = 200;

    private final Trust trust;
    private final Approvals approvals;
    private final TrustHistory history;
    private final Clock clock;

    TrustPlanController(Trust trust, Approvals approvals, TrustHistory history, Clock clock) {
        this.trust = trust;
        this.approvals = approvals;
        this.history = history;
        this.clock = clock;
    }

    /**
     * Without parameters, from what the operator approved last to what is in force now, where the
     * agreements that are not approved wait.
     */
    @GetMapping("/api/v1/trust/plan")
    @Roles(Role.OPERATOR)
    ObjectNode plan(@RequestParam Map<String, String> parameters) throws Refusal {
        Instant now = clock.instant();
        ActingTrust acting = trust.inForce(now);
        var query = new Query(parameters);
        Optional<Long> from = version(query, "from");
        long after = version(query, "to").orElse(acting.snapshot().version());
        long before = from.orElse(Math.min(approvals.lastApprovedIn(), after));
        List<SignedChange> changes =
                history.between(
                        before,
                        after,
                        digest -> from.isPresent() || acting.approved().contains(digest),
                        now);
        ObjectNode json = StrictJson.object().put("from", before).put("to", after);
        ArrayNode waiting = json.putArray("waiting");
        acting.snapshot().agreements().stream()
                .filter(agreement -> agreement.parties().contains(acting.self()))
                .filter(agreement -> !acting.approved().contains(agreement.digest()))
                .sorted(Comparator.comparingLong(Agreement::number))
                .forEach(agreement -> waiting.add(TrustController.view(agreement, acting)));
        json.set("changes", views(changes));
        return json;
    }

    @GetMapping("/api/v1/trust/history")
    @Roles(Role.OPERATOR)
    ObjectNode history(@RequestParam Map<String, String> parameters) throws Refusal {
        long below = version(new Query(parameters), "below").orElse(Long.MAX_VALUE);
        Instant now = clock.instant();
        ObjectNode json = StrictJson.object();
        ArrayNode versions = json.putArray("versions");
        for (TrustHistory.Step step : history.steps(below, now)) {
            versions.addObject()
                    .put("version", step.version())
                    .put("since", WireTime.of(step.since()).toString())
                    .set("changes", views(step.changes()));
        }
        ArrayNode acts = json.putArray("acts");
        for (Approvals.Act act : approvals.acts(ACTS_LISTED_MAX)) {
            acts.addObject()
                    .put("at", WireTime.of(act.at()).toString())
                    .put("operator", act.operator())
                    .put("act", act.act())
                    .put("agreement", act.agreement())
                    .put("digest", act.digest())
                    .put("version", act.version());
        }
        return json;
    }

    private static Optional<Long> version(Query query, String name) throws Refusal {
        return query.optional(
                name,
                "the number of a trust snapshot, or 0",
                text -> {
                    if (!text.matches("[0-9]{1,15}")) {
                        throw new IllegalArgumentException(text);
                    }
                    return Long.valueOf(text);
                });
    }

    private static ArrayNode views(List<SignedChange> changes) {
        ArrayNode views = StrictJson.object().putArray("changes");
        for (SignedChange each : changes) {
            ObjectNode view =
                    views.addObject()
                            .put("kind", each.change().kind().name())
                            .put("document", each.change().document())
                            .put("by", each.by());
            view.set("words", Texts.of(each.change().zh(), each.change().en()));
        }
        return views;
    }
}
