package org.xinqiao.gateway.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.ledger.SubmittedEntries;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.receive.Entrance;
import org.xinqiao.gateway.receive.EntriesOffered;
import org.xinqiao.gateway.receive.RecallWanted;
import tools.jackson.databind.node.ObjectNode;

/** Where the city's own platform hands in entries of lists and records, and takes them back. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class EntryController {
    private static final Pattern ENTRIES = Pattern.compile("/(.+)/entries");
    private static final Pattern ENTRY = Pattern.compile("/(.+)/entries/([^/]+)");

    private final Entrance entrance;
    private final Clock clock;

    EntryController(Entrance entrance, Clock clock) {
        this.entrance = entrance;
        this.clock = clock;
    }

    /** {@code /api/v1/streams/{stream}/entries}; a stream's name has slashes. */
    @PostMapping("/api/v1/streams/{*path}")
    @Roles(Role.PLATFORM)
    ObjectNode submit(@PathVariable String path, HttpServletRequest request)
            throws IOException, Refusal {
        Matcher entries = match(ENTRIES, path);
        var offered =
                new EntriesOffered(
                        stream(entries.group(1)), request.getInputStream(), clock.instant());
        return view(entrance.send("direct:submit-entries", offered, SubmittedEntries.class));
    }

    /** {@code /api/v1/streams/{stream}/entries/{key}}. */
    @DeleteMapping("/api/v1/streams/{*path}")
    @Roles(Role.PLATFORM)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ObjectNode recall(@PathVariable String path) throws Refusal {
        Matcher entry = match(ENTRY, path);
        if (!Change.isKey(entry.group(2))) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        var wanted = new RecallWanted(stream(entry.group(1)), entry.group(2), clock.instant());
        Long seq = entrance.send("direct:recall-entry", wanted, Long.class);
        return StrictJson.object().put("seq", seq);
    }

    private static Matcher match(Pattern form, String path) throws Refusal {
        Matcher matcher = form.matcher(path);
        if (!matcher.matches()) {
            throw new Refusal(ProblemType.NOT_FOUND);
        }
        return matcher;
    }

    private static StreamName stream(String name) throws Refusal {
        return StreamName.parse(name)
                .orElseThrow(() -> new Refusal(ProblemType.STREAM_UNKNOWN, "stream", name));
    }

    private static ObjectNode view(SubmittedEntries submitted) {
        ObjectNode json =
                StrictJson.object()
                        .put("accepted", submitted.accepted())
                        .put("from", submitted.first())
                        .put("to", submitted.last())
                        .put("quarantined", submitted.setAside())
                        .put("refused", submitted.refused());
        var faults = json.putArray("faults");
        for (SubmittedEntries.Fault fault : submitted.faults()) {
            ObjectNode one =
                    faults.addObject()
                            .put("number", fault.number())
                            .put("key", fault.key())
                            .put("accepted", fault.accepted());
            if (fault.quarantine() != null) {
                one.put("quarantine", fault.quarantine().toString());
            }
            if (fault.rule() != null) {
                one.put("field", fault.field()).put("rule", fault.rule());
            }
            var findings = one.putArray("findings");
            fault.findings().forEach(finding -> findings.add(finding.toJson()));
        }
        return json;
    }
}
