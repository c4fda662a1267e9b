package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.disclose.ShownEntries;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.receive.Entrance;
import org.xinqiao.gateway.receive.EntriesAsked;
import org.xinqiao.gateway.receive.EntriesAsked.Kind;
import org.xinqiao.gateway.receive.QueryDeclared;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is held about one subject, across all streams. An organisation's code may stand in an
 * address; a person's number comes in a body.
 */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class EntryQueryController {
    private final Entrance entrance;
    private final Clock clock;

    EntryQueryController(Entrance entrance, Clock clock) {
        this.entrance = entrance;
        this.clock = clock;
    }

    @GetMapping("/api/v1/entries")
    @Roles({Role.PLATFORM, Role.COUNTER, Role.OPERATOR, Role.WALLET})
    ObjectNode organisation(@RequestParam Map<String, String> parameters, Caller caller)
            throws Refusal {
        var code =
                new Query(parameters)
                        .optional(
                                "organisation",
                                "a unified social credit code (GB 32100-2015)",
                                UnifiedSocialCreditCode::parse)
                        .orElseThrow(() ->
                                Refusals.request("organisation", "a unified social credit code"));
        var asked =
                new EntriesAsked(
                        Kind.QUERY,
                        code,
                        caller.name(),
                        isPublicBody(caller),
                        false,
                        null,
                        null,
                        clock.instant());
        return EntryViews.query(ask(asked));
    }

    @PostMapping("/api/v1/entries")
    @Roles({Role.PLATFORM, Role.COUNTER, Role.OPERATOR, Role.WALLET})
    ObjectNode subject(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        EntriesAsked asked = Body.read(body, fields -> asked(Kind.QUERY, fields, caller, now));
        return EntryViews.query(ask(asked));
    }

    @PostMapping("/api/v1/checks")
    @Roles({Role.PLATFORM, Role.OPERATOR})
    ObjectNode check(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        EntriesAsked asked = Body.read(body, fields -> asked(Kind.CHECK, fields, caller, now));
        return EntryViews.check(ask(asked));
    }

    private ShownEntries ask(EntriesAsked asked) throws Refusal {
        return entrance.send("direct:query-entries", asked, ShownEntries.class);
    }

    private static EntriesAsked asked(Kind kind, Fields body, Caller caller, Instant now)
            throws MalformedJson, Refusal {
        boolean own = caller.session().isPresent();
        SubjectNumber subject =
                own ? Body.subject(body, caller) : SubjectNames.subject(body.object("subject"));
        QueryDeclared declared = own ? null : SubjectNames.declared(body);
        return new EntriesAsked(
                kind,
                subject,
                caller.name(),
                isPublicBody(caller),
                own,
                declared,
                own ? null : authorisation(body),
                now);
    }

    private static @Nullable UUID authorisation(Fields body) throws MalformedJson {
        if (!body.has("authorisation")) {
            return null;
        }
        try {
            return UUID.fromString(body.text("authorisation"));
        } catch (IllegalArgumentException e) {
            throw body.malformed("authorisation", "a UUID");
        }
    }

    private static boolean isPublicBody(Caller caller) {
        return caller.role() == Role.PLATFORM || caller.role() == Role.OPERATOR;
    }
}
