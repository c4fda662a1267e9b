package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.ConsentState;
import org.xinqiao.gateway.people.Evidence;
import org.xinqiao.gateway.receive.ConsentChange;
import org.xinqiao.gateway.receive.ConsentGiven;
import org.xinqiao.gateway.receive.Entrance;
import org.xinqiao.gateway.seal.SignedConsent;
import org.xinqiao.trust.document.DisclosureLevel;
import tools.jackson.databind.node.ObjectNode;

/** Consents: given, read, paused, resumed, withdrawn. */
@RestController
@RequestMapping(path = "/api/v1/consents", produces = MediaType.APPLICATION_JSON_VALUE)
class ConsentController {
    private final Entrance entrance;
    private final ConsentViews views;
    private final Clock clock;

    ConsentController(Entrance entrance, ConsentViews views, Clock clock) {
        this.entrance = entrance;
        this.views = views;
        this.clock = clock;
    }

    @PostMapping
    @Roles({Role.PLATFORM, Role.WALLET})
    @ResponseStatus(HttpStatus.CREATED)
    ObjectNode give(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        ConsentGiven given = Body.read(body, fields -> given(fields, caller, now));
        return views.created(entrance.send("direct:give-consent", given, SignedConsent.class));
    }

    @GetMapping("/{id}")
    @Roles({Role.PLATFORM, Role.WALLET})
    ObjectNode read(@PathVariable UUID id, Caller caller) throws Refusal {
        return views.withReceipt(id, caller, clock.instant());
    }

    @DeleteMapping("/{id}")
    @Roles({Role.PLATFORM, Role.WALLET})
    ObjectNode withdraw(@PathVariable UUID id, Caller caller) throws Refusal {
        return change(id, ConsentState.WITHDRAWN, caller);
    }

    @PostMapping("/{id}/pause")
    @Roles({Role.PLATFORM, Role.WALLET})
    ObjectNode pause(@PathVariable UUID id, Caller caller) throws Refusal {
        return change(id, ConsentState.PAUSED, caller);
    }

    @PostMapping("/{id}/resume")
    @Roles({Role.PLATFORM, Role.WALLET})
    ObjectNode resume(@PathVariable UUID id, Caller caller) throws Refusal {
        return change(id, ConsentState.ACTIVE, caller);
    }

    private ObjectNode change(UUID id, ConsentState next, Caller caller) throws Refusal {
        Instant now = clock.instant();
        var owner = caller.session().isPresent() ? Body.own(caller) : null;
        var change = new ConsentChange(id, next, owner, caller.name(), now);
        return ConsentViews.of(entrance.send("direct:change-consent", change, Consent.class), now);
    }

    private static ConsentGiven given(Fields body, Caller caller, Instant now)
            throws MalformedJson, Refusal {
        var purposes = new TreeSet<>(body.texts("purposes"));
        if (purposes.isEmpty()) {
            throw body.malformed("purposes", "at least one");
        }
        return new ConsentGiven(
                Body.subject(body, caller),
                Body.node(body, "recipient"),
                purposes,
                new TreeSet<>(body.optionalTexts("items")),
                body.has("disclosure")
                        ? body.constant("disclosure", DisclosureLevel.class)
                        : DisclosureLevel.ELIGIBILITY,
                body.has("use") ? body.constant("use", Consent.Use.class) : Consent.Use.PERIOD,
                body.optionalInstant("expires").orElse(null),
                body.has("form")
                        ? body.constant("form", Consent.Form.class)
                        : Consent.Form.ELECTRONIC,
                evidence(body, caller),
                caller.name(),
                now);
    }

    private static Evidence evidence(Fields body, Caller caller) throws MalformedJson {
        var session = caller.session();
        if (session.isPresent() && !body.has("evidence")) {
            return Body.evidence(session.get());
        }
        return Body.evidence(body);
    }
}
