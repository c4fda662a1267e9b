package org.xinqiao.gateway.page;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.reason.Reason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API as two pages see it, for one resident of Xiamen and one counter in Fuzhou. What a counter
 * hears is for the test to say: {@link #good}, {@link #bad} and {@link #problem}.
 */
final class FakeApi {
    record Answer(int status, String json) {}

    static final String SESSION = "session-of-chen";
    static final String COUNTER = "token-of-counter";

    private final JsonMapper json = new JsonMapper();
    private final Map<String, Map<String, Object>> consents = new ConcurrentHashMap<>();

    /** Adds a consent to questions about items, as the node tells the wallet of it. */
    void questions(String id) {
        consents.put(
                id,
                new LinkedHashMap<>(
                        Map.of(
                                "id",
                                id,
                                "recipient",
                                "cn-350100",
                                "purposes",
                                List.of("service.window"),
                                "items",
                                List.of("education.degree"),
                                "told",
                                Map.of(
                                        "purposes",
                                        List.of(Map.of("zh", "政务服务", "en", "Services")),
                                        "items",
                                        List.of(Map.of("zh", "学历学位", "en", "Degrees"))),
                                "use",
                                "PERIOD",
                                "state",
                                "ACTIVE",
                                "grantedAt",
                                "2026-11-21T09:30:00+08:00",
                                "expires",
                                "2099-11-21T09:30:00+08:00")));
    }

    private final FakePasses passes = new FakePasses();

    /** What cities told of the resident's visits. */
    final FakeUses uses = new FakeUses();

    /** What the counter sent, the newest last. */
    final List<JsonNode> recognitions = new CopyOnWriteArrayList<>();

    /** What the wallet consented to, the newest last. */
    final List<JsonNode> given = new CopyOnWriteArrayList<>();

    volatile List<String> good = List.of("cn-350100/library.deposit-free");
    volatile List<String> bad = List.of();
    volatile ProblemType problem;
    volatile boolean offline;
    volatile String entry;
    volatile String disclosures = "{\"disclosures\":[],\"next\":null}";
    volatile Duration grantFor = Duration.ofSeconds(60);

    FakePasses passes() {
        return passes;
    }

    Answer answer(String method, URI uri, String authorization, JsonNode asked) {
        String resource = method + " " + uri.getPath().substring("/api/v1".length());
        if (resource.equals("GET /wallet/entry")) {
            return ok(200, "{\"entry\":" + (entry == null ? "null" : "\"" + entry + "\"") + "}");
        }
        if (resource.equals("GET /texts")) {
            return ok(200, texts());
        }
        boolean counter =
                resource.startsWith("GET /counter") || resource.startsWith("POST /recognitions");
        if (!authorization.equals("Bearer " + (counter ? COUNTER : SESSION))) {
            return refuse(ProblemType.TOKEN_MISSING);
        }
        if (resource.equals("GET /wallet/uses")) {
            return uses.page(uri.getQuery());
        }
        return counter ? counter(resource, asked) : wallet(resource, asked);
    }

    private Answer counter(String resource, JsonNode asked) {
        if (resource.equals("GET /counter")) {
            return ok(200, FakeFacts.COUNTER);
        }
        recognitions.add(asked);
        try {
            String consent = passes.verify(asked.get("code").stringValue());
            ProblemType refusal = problem != null ? problem : refusalOf(consent);
            return refusal == null ? decide() : refuse(refusal);
        } catch (Refusal e) {
            return refuse(e.type());
        }
    }

    /** What the consent's state forbids; null when nothing. */
    private ProblemType refusalOf(String id) {
        Object state = consents.getOrDefault(id, Map.of("state", "ACTIVE")).get("state");
        return switch (String.valueOf(state)) {
            case "WITHDRAWN" -> ProblemType.CONSENT_WITHDRAWN;
            case "PAUSED" -> ProblemType.CONSENT_PAUSED;
            default -> null;
        };
    }

    private Answer decide() {
        var now = Instant.now();
        var decisions = new ArrayList<Map<String, Object>>();
        good.forEach(it -> decisions.add(decision(it, "BENEFIT", Reason.CONDITIONS_MET)));
        bad.forEach(it -> decisions.add(decision(it, "NO_EFFECT", Reason.CONDITIONS_NOT_MET)));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("decisions", decisions);
        answer.put("decidedAt", now.toString());
        answer.put("grantBefore", now.plus(grantFor).toString());
        answer.put("consentRef", "AAAAAAAAAAA");
        answer.put("consentRevision", 1);
        answer.put("policy", "digest");
        if (offline) {
            answer.put("offline", true);
            answer.put("later", List.of("cn-350100/bicycle.ride-first"));
        }
        return ok(200, write(answer));
    }

    private static Map<String, Object> decision(String benefit, String outcome, Reason reason) {
        return Map.of(
                "benefit",
                benefit,
                "outcome",
                outcome,
                "reason",
                reason.wire(),
                "basis",
                "350001#a1",
                "until",
                "2026-12-31T23:59:59+08:00");
    }

    /** How often passes for keys were issued. */
    final AtomicInteger issued = new AtomicInteger();

    private Answer wallet(String resource, JsonNode asked) {
        if (resource.equals("GET /wallet")) {
            return ok(200, FakeFacts.wallet(write(consents.values())));
        }
        if (resource.equals("GET /subjects/me/disclosures")) {
            return ok(200, disclosures);
        }
        if (resource.startsWith("POST /wallet/uses/")) {
            return uses.object(resource.split("/")[3], asked);
        }
        if (resource.equals("POST /consents")) {
            return consent(asked);
        }
        if (resource.equals("POST /credit-codes")) {
            return codes(asked);
        }
        return change(resource);
    }

    private Answer consent(JsonNode asked) {
        given.add(asked);
        String id = "c-" + given.size();
        var consent = new LinkedHashMap<String, Object>();
        consent.put("id", id);
        asked.properties().forEach(member -> consent.put(member.getKey(), member.getValue()));
        consent.put("state", "ACTIVE");
        consent.put("grantedAt", Instant.now().toString());
        consent.put("revision", 1);
        consents.put(id, consent);
        return ok(201, write(Map.of("id", id, "receipt", FakeFacts.RECEIPT)));
    }

    private Answer codes(JsonNode asked) {
        var consent = consents.get(asked.get("consent").stringValue());
        if (consent == null || !"ACTIVE".equals(consent.get("state"))) {
            return refuse(ProblemType.CONSENT_WITHDRAWN);
        }
        if (asked.has("printed")) {
            String expires = Instant.now().plus(Duration.ofHours(22)).toString();
            return ok(200, write(Map.of("code", passes.code(), "expires", expires)));
        }
        issued.incrementAndGet();
        var minted = new ArrayList<Map<String, Object>>();
        asked.get("deviceKeys")
                .forEach(key ->
                        minted.add(
                                Map.of(
                                        "pass", passes.mint(consent.get("id").toString(), key),
                                        "expires",
                                                Instant.now()
                                                        .plus(Duration.ofHours(12))
                                                        .toString())));
        return ok(200, write(Map.of("passes", minted)));
    }

    /**
     * {@code GET} or {@code DELETE /consents/id}, {@code POST /consents/id/pause} or {@code
     * /resume}.
     */
    private Answer change(String resource) {
        String[] parts = resource.split("/");
        var consent = parts.length < 3 ? null : consents.get(parts[2]);
        if (consent == null) {
            return refuse(ProblemType.CONSENT_UNKNOWN);
        }
        if (parts[0].startsWith("GET")) {
            return ok(200, write(Map.of("id", parts[2], "receipt", FakeFacts.RECEIPT)));
        }
        String last = parts[parts.length - 1];
        String state =
                last.equals("pause") ? "PAUSED" : last.equals("resume") ? "ACTIVE" : "WITHDRAWN";
        consent.put("state", state);
        return state.equals("WITHDRAWN") ? new Answer(204, "") : ok(200, write(consent));
    }

    private String texts() {
        var reasons = new LinkedHashMap<String, Object>();
        for (Reason reason : Reason.values()) {
            reasons.put(reason.wire(), Map.of("zh", reason.zh(), "en", reason.en()));
        }
        return write(Map.of("reasons", reasons, "problems", Map.of()));
    }

    private Answer refuse(ProblemType type) {
        var titles = Map.of("zh", type.titleZh(), "en", type.titleEn());
        var remedies = Map.of("zh", type.remedyZh(), "en", type.remedyEn());
        return new Answer(
                type.status(),
                write(
                        Map.of(
                                "type", type.uri().toString(),
                                "title", type.titleEn(),
                                "status", type.status(),
                                "titles", titles,
                                "remedies", remedies,
                                "facts", Map.of())));
    }

    private static Answer ok(int status, String json) {
        return new Answer(status, json);
    }

    private String write(Object value) {
        return json.writeValueAsString(value);
    }
}
