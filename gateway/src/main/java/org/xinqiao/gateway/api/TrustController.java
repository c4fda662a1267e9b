package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Approvals;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.Agreement;
import tools.jackson.databind.node.ObjectNode;

/** The operator's view of trust, and the approval of agreements. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class TrustController {
    private final Trust trust;
    private final Approvals approvals;
    private final Clock clock;

    TrustController(Trust trust, Approvals approvals, Clock clock) {
        this.trust = trust;
        this.approvals = approvals;
        this.clock = clock;
    }

    @GetMapping("/api/v1/trust")
    @Roles(Role.OPERATOR)
    ObjectNode trust() throws Refusal {
        var snapshot = trust.inForce(clock.instant()).snapshot();
        ObjectNode json = StrictJson.object();
        json.put("version", snapshot.version());
        json.put("expires", WireTime.of(snapshot.expires()).toString());
        var faults = json.putArray("faults");
        snapshot.faults()
                .forEach(fault ->
                        faults.addObject()
                                .put("document", fault.document())
                                .put("rule", fault.reason()));
        return json;
    }

    @GetMapping("/api/v1/agreements")
    @Roles(Role.OPERATOR)
    ObjectNode agreements() throws Refusal {
        ActingTrust acting = trust.inForce(clock.instant());
        ObjectNode json = StrictJson.object();
        var list = json.putArray("agreements");
        acting.snapshot().agreements().stream()
                .filter(agreement -> agreement.parties().contains(acting.self()))
                .sorted(Comparator.comparingLong(Agreement::number))
                .forEach(agreement -> list.add(view(agreement, acting)));
        return json;
    }

    @PostMapping("/api/v1/agreements/{number}/approvals")
    @Roles(Role.OPERATOR)
    ObjectNode approve(@PathVariable long number, @RequestBody byte[] body, Caller caller)
            throws Refusal {
        Instant now = clock.instant();
        String digest = Body.read(body, fields -> fields.text("digest"));
        Agreement agreement = known(number, now);
        if (!agreement.digest().equals(digest)) {
            throw new Refusal(
                    ProblemType.CONFLICT, "rule", "another revision of the agreement is in force");
        }
        long version = trust.inForce(now).snapshot().version();
        approvals.approve(number, digest, caller.name(), version, now);
        return view(agreement, trust.inForce(now));
    }

    @DeleteMapping("/api/v1/agreements/{number}/approvals/{digest}")
    @Roles(Role.OPERATOR)
    ObjectNode revoke(@PathVariable long number, @PathVariable String digest, Caller caller)
            throws Refusal {
        Instant now = clock.instant();
        long version = trust.inForce(now).snapshot().version();
        approvals.revoke(number, digest, caller.name(), version, now);
        return view(known(number, now), trust.inForce(now));
    }

    private Agreement known(long number, Instant now) throws Refusal {
        ActingTrust acting = trust.inForce(now);
        return acting.snapshot()
                .agreement(number)
                .filter(agreement -> agreement.parties().contains(acting.self()))
                .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
    }

    static ObjectNode view(Agreement agreement, ActingTrust acting) {
        ObjectNode json = StrictJson.object();
        json.put("number", agreement.number());
        json.put("revision", agreement.revision());
        json.put("digest", agreement.digest());
        var parties = json.putArray("parties");
        agreement.parties().stream()
                .map(node -> node.value())
                .sorted()
                .forEach(party -> parties.add(party));
        json.put("approved", acting.approved().contains(agreement.digest()));
        return json;
    }
}
