package org.xinqiao.gateway.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Refusals;
import org.xinqiao.gateway.ledger.EntryQueries;
import org.xinqiao.gateway.ledger.Verification;
import org.xinqiao.gateway.ledger.Verification.State;
import org.xinqiao.gateway.ledger.Verifications;
import org.xinqiao.gateway.ledger.VerifiedLine;
import org.xinqiao.gateway.operate.Caller;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.receive.CodeFile;
import org.xinqiao.gateway.receive.CodeFile.Format;
import org.xinqiao.gateway.receive.QueryDeclared;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of organisations that are verified in one go 批量核查: announced, sent in pieces, verified
 * while the caller looks on, and read.
 */
@RestController
@RequestMapping(path = "/api/v1/verifications", produces = MediaType.APPLICATION_JSON_VALUE)
class VerificationController {
    private static final int LINES_AT_ONCE = 1_000;
    private static final Map<Format, String> TYPES =
            Map.of(
                    Format.CSV, "text/csv;charset=UTF-8",
                    Format.XLSX,
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final Verifications files;
    private final EntryQueries queries;
    private final Clock clock;

    VerificationController(Verifications files, EntryQueries queries, Clock clock) {
        this.files = files;
        this.queries = queries;
        this.clock = clock;
    }

    @PostMapping
    @Roles({Role.PLATFORM, Role.OPERATOR})
    @ResponseStatus(HttpStatus.CREATED)
    ObjectNode announce(@RequestBody byte[] body, Caller caller) throws Refusal {
        Instant now = clock.instant();
        Verification job = Body.read(body, fields -> announced(fields, caller));
        files.add(job, now);
        return view(job, now);
    }

    @PutMapping("/{id}/file")
    @Roles({Role.PLATFORM, Role.OPERATOR})
    ObjectNode send(
            @PathVariable UUID id,
            @RequestParam Map<String, String> parameters,
            @RequestBody byte[] bytes,
            Caller caller)
            throws Refusal {
        String rule = "0 to " + CodeFile.BYTES_MAX;
        long place = new Query(parameters).optional("place", rule, Long::parseLong).orElse(0L);
        if (place < 0 || place > CodeFile.BYTES_MAX) {
            throw Refusals.request("place", rule);
        }
        return StrictJson.object().put("bytes", files.append(id, caller.name(), place, bytes));
    }

    @PostMapping("/{id}/start")
    @Roles({Role.PLATFORM, Role.OPERATOR})
    @ResponseStatus(HttpStatus.ACCEPTED)
    ObjectNode start(@PathVariable UUID id, Caller caller) throws Refusal {
        Instant now = clock.instant();
        if (find(id, caller).bytes() == 0) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "no byte of the file is here");
        }
        files.start(id, now);
        return view(find(id, caller), now);
    }

    @GetMapping("/{id}")
    @Roles({Role.PLATFORM, Role.OPERATOR})
    ObjectNode progress(@PathVariable UUID id, Caller caller) throws Refusal {
        return view(find(id, caller), clock.instant());
    }

    @GetMapping(path = "/{id}/result", produces = MediaType.ALL_VALUE)
    @Roles({Role.PLATFORM, Role.OPERATOR})
    void result(
            @PathVariable UUID id,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletResponse response)
            throws IOException, Refusal {
        Verification job = find(id, caller);
        Format format = new Query(parameters).constant("format", Format.class).orElse(job.format());
        if (job.state() != State.DONE) {
            throw new Refusal(ProblemType.CONFLICT, "rule", "it is " + job.state());
        }
        queries.record(trace(job));
        response.setContentType(TYPES.get(format));
        try (var sheet = new VerificationSheet(format, response.getOutputStream())) {
            List<VerifiedLine> lines = files.lines(id, 0, LINES_AT_ONCE);
            while (!lines.isEmpty()) {
                for (VerifiedLine line : lines) {
                    sheet.line(line);
                }
                lines = files.lines(id, lines.getLast().line(), LINES_AT_ONCE);
            }
        }
    }

    private EntryQueries.Query trace(Verification job) {
        var classes = EnumSet.of(DisclosureClass.PUBLIC);
        if (job.duty() != null) {
            classes.add(DisclosureClass.GOVERNMENT);
        }
        return new EntryQueries.Query(
                "BATCH",
                job.caller(),
                null,
                job.officer(),
                job.purpose(),
                job.duty(),
                classes,
                (int) job.done(),
                clock.instant());
    }

    private Verification find(UUID id, Caller caller) throws Refusal {
        return files.find(id, caller.name()).orElseThrow(() -> new Refusal(ProblemType.NOT_FOUND));
    }

    private static Verification announced(Fields body, Caller caller) throws MalformedJson {
        Format format = body.constant("format", Format.class);
        QueryDeclared declared = SubjectNames.declared(body);
        return new Verification(
                UUID.randomUUID(),
                caller.name(),
                format,
                State.UPLOADING,
                declared == null ? null : declared.officer(),
                declared == null ? null : declared.purpose(),
                declared == null ? null : declared.duty(),
                0,
                null,
                0,
                0,
                0,
                null,
                null,
                null);
    }

    private static ObjectNode view(Verification job, Instant now) {
        ObjectNode json = StrictJson.object();
        json.put("id", job.id().toString());
        json.put("format", job.format().name());
        json.put("state", job.state().name());
        json.put("bytes", job.bytes());
        json.put("total", job.total());
        json.put("done", job.done());
        json.put("held", job.held());
        json.put("wrong", job.wrong());
        json.put("linesPerSecond", Math.round(job.rate(now)));
        json.put("secondsLeft", job.secondsLeft(now));
        json.put("trouble", job.trouble());
        return json;
    }
}
