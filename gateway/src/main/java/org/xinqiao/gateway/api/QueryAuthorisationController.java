package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.people.QueryAuthorisation;
import org.xinqiao.gateway.people.QueryAuthorisations;
import tools.jackson.databind.node.ObjectNode;

/**
 * A subject lets one caller see, once, what is shown by authorisation alone. A person does so in
 * the wallet; the platform records what a person or an organisation signed at its window.
 */
@RestController
@RequestMapping(path = "/api/v1/query-authorisations", produces = MediaType.APPLICATION_JSON_VALUE)
class QueryAuthorisationController {
    private static final Duration LASTS_MAX = Duration.ofDays(30);
    private static final int REQUESTER_CHARACTERS_MAX = 64;
    private static final int ITEMS_MAX = 64;

    private final QueryAuthorisations authorisations;
    private final Subjects subjects;
    private final Clock clock;

    QueryAuthorisationController(
            QueryAuthorisations authorisations, Subjects subjects, Clock clock) {
        this.authorisations = authorisations;
        this.subjects = subjects;
        this.clock = clock;
    }

    private record Given(SubjectNumber subject, QueryAuthorisation authorisation) {}

    @PostMapping
    @Roles({Role.PLATFORM, Role.WALLET})
    @ResponseStatus(HttpStatus.CREATED)
    ObjectNode give(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        Given given = Body.read(body, fields -> given(fields, caller, now));
        authorisations.add(subjects.of(given.subject()), given.authorisation(), caller.name(), now);
        return view(given.authorisation());
    }

    @GetMapping
    @Roles(Role.WALLET)
    ObjectNode own(Caller caller) throws Refusal {
        ObjectNode json = StrictJson.object();
        var list = json.putArray("authorisations");
        authorisations
                .of(subjects.of(Body.own(caller)), Bounds.PAGE_ROWS_MAX)
                .forEach(one -> list.add(view(one)));
        return json;
    }

    @DeleteMapping("/{id}")
    @Roles({Role.PLATFORM, Role.WALLET})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID id, Caller caller) throws Refusal {
        Instant now = clock.instant();
        boolean withdrawn =
                caller.session().isPresent()
                        ? authorisations.withdraw(id, subjects.of(Body.own(caller)), now)
                        : authorisations.withdrawRecorded(id, caller.name(), now);
        if (!withdrawn) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
    }

    private static Given given(Fields body, Caller caller, Instant now)
            throws MalformedJson, Refusal {
        SubjectNumber subject =
                caller.session().isPresent()
                        ? Body.subject(body, caller)
                        : SubjectNames.subject(body.object("subject"));
        Instant until = body.instant("until");
        if (!until.isAfter(now) || until.isAfter(now.plus(LASTS_MAX))) {
            throw body.malformed("until", "must be within " + LASTS_MAX.toDays() + " days");
        }
        var items = body.optionalTexts("items");
        if (items.size() > ITEMS_MAX) {
            throw body.malformed("items", "must be at most " + ITEMS_MAX);
        }
        return new Given(
                subject,
                new QueryAuthorisation(
                        UUID.randomUUID(),
                        SubjectNames.words(body, "requester", REQUESTER_CHARACTERS_MAX),
                        SubjectNames.words(body, "purpose", Bounds.DECLARED_CHARACTERS_MAX),
                        Set.copyOf(items),
                        until,
                        null,
                        null));
    }

    private static ObjectNode view(QueryAuthorisation one) {
        ObjectNode json = StrictJson.object();
        json.put("id", one.id().toString());
        json.put("requester", one.requester());
        json.put("purpose", one.purpose());
        var items = json.putArray("items");
        one.items().stream().sorted().forEach(items::add);
        json.put("until", WireTime.of(one.until()).toString());
        json.put("usedAt", text(one.usedAt()));
        json.put("withdrawnAt", text(one.withdrawnAt()));
        return json;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : WireTime.of(at).toString();
    }
}
