package org.xinqiao.gateway.api;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.PersonName;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.ledger.Disclosure;
import org.xinqiao.gateway.ledger.Disclosures;
import org.xinqiao.gateway.ledger.StaffQueries;
import org.xinqiao.gateway.ledger.StaffQuery;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.trust.Trust;
import tools.jackson.databind.node.ObjectNode;

/** The right to know: for the person, and for staff who declare why they look. */
@RestController
@RequestMapping(path = "/api/v1/subjects", produces = MediaType.APPLICATION_JSON_VALUE)
class DisclosureController {
    private static final int NAME_CHARACTERS_MAX = 64;

    private final Disclosures disclosures;
    private final StaffQueries staff;
    private final Trust trust;
    private final Clock clock;

    DisclosureController(Disclosures disclosures, StaffQueries staff, Trust trust, Clock clock) {
        this.disclosures = disclosures;
        this.staff = staff;
        this.trust = trust;
        this.clock = clock;
    }

    @GetMapping("/me/disclosures")
    @Roles(Role.WALLET)
    ObjectNode own(@RequestParam Map<String, String> parameters, Caller caller) throws Refusal {
        var query = new Query(parameters);
        int rows = query.rows();
        return page(disclosures.of(Body.own(caller), query.after(), rows), rows);
    }

    @PostMapping
    @Roles({Role.PLATFORM, Role.OPERATOR})
    @ResponseStatus(HttpStatus.CREATED)
    ObjectNode declare(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        StaffQueries.Reference reference =
                Body.read(body, fields -> declare(fields, caller.name(), now));
        ObjectNode json = StrictJson.object();
        json.put("subject", reference.text());
        json.put("expires", WireTime.of(reference.expires()).toString());
        return json;
    }

    @GetMapping("/{subject}/disclosures")
    @Roles({Role.PLATFORM, Role.OPERATOR})
    ObjectNode declared(
            @PathVariable String subject,
            @RequestParam Map<String, String> parameters,
            Caller caller)
            throws Refusal {
        Instant now = clock.instant();
        var query = new Query(parameters);
        int rows = query.rows();
        StaffQuery.Opened opened =
                staff.open(subject, caller.name(), now)
                        .orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
        List<Disclosure> found = disclosures.of(opened.subject(), query.after(), rows);
        ObjectNode answer = page(found, rows);
        staff.record(opened, found.size(), now);
        return answer;
    }

    private StaffQueries.Reference declare(Fields body, String caller, Instant now)
            throws MalformedJson, Refusal {
        SubjectNumber subject = Body.subject(body.object("subject"));
        PersonName name = body.has("name") ? name(body) : null;
        String purpose = words(body, "purpose", Bounds.DECLARED_CHARACTERS_MAX);
        String duty = words(body, "duty", Bounds.DECLARED_CHARACTERS_MAX);
        Fields officer = body.object("officer");
        var declared =
                new StaffQuery.Declared(
                        words(officer, "id", Bounds.OFFICER_CHARACTERS_MAX),
                        name(officer),
                        purpose,
                        duty);
        officer.end();
        body.end();
        return staff.declare(subject, name, declared, caller, now);
    }

    private static PersonName name(Fields fields) throws MalformedJson {
        try {
            return PersonName.of(fields.text("name", NAME_CHARACTERS_MAX));
        } catch (InvalidIdentifier e) {
            throw fields.malformed("name", e.rule());
        }
    }

    /** A declaration of blanks declares nothing. */
    private static String words(Fields fields, String name, int charactersMax)
            throws MalformedJson {
        String words = fields.text(name, charactersMax).strip();
        if (words.isEmpty()) {
            throw fields.malformed(name, "must not be blank");
        }
        return words;
    }

    private ObjectNode page(List<Disclosure> found, int rows) throws Refusal {
        var views = new DisclosureViews(trust.inForce(clock.instant()));
        ObjectNode json = StrictJson.object();
        var list = json.putArray("disclosures");
        found.forEach(entry -> list.add(views.of(entry)));
        json.put("next", next(found, rows));
        return json;
    }

    private static @Nullable String next(List<Disclosure> found, int rows) {
        return found.size() < rows ? null : Query.text(Disclosure.Position.of(found.getLast()));
    }
}
