package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.ledger.ExportEvidence;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.trust.Trust;

/** Evidence of what crossed this node. */
@RestController
class EvidenceController {
    private final ExportEvidence evidence;
    private final Trust trust;
    private final Clock clock;

    EvidenceController(ExportEvidence evidence, Trust trust, Clock clock) {
        this.evidence = evidence;
        this.trust = trust;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/evidence/{message}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Roles(Role.OPERATOR)
    byte[] export(@PathVariable String message) throws Refusal {
        Instant now = clock.instant();
        return evidence.export(id(message), trust.inForce(now), now);
    }

    private static MessageId id(String text) throws Refusal {
        try {
            return MessageId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Refusals.request("message", "a UUIDv7 in canonical form");
        }
    }
}
