package org.xinqiao.gateway.api;

import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.reason.Reason;
import org.xinqiao.gateway.operate.Open;
import org.xinqiao.gateway.operate.Role;
import org.xinqiao.gateway.operate.Roles;
import org.xinqiao.gateway.permit.ConsentTerms;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Member;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the counter page shows, and the words of both pages. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class CounterController {
    private final Trust trust;
    private final Clock clock;

    CounterController(Trust trust, Clock clock) {
        this.trust = trust;
        this.clock = clock;
    }

    @GetMapping("/api/v1/counter")
    @Roles({Role.COUNTER, Role.PLATFORM})
    ObjectNode counter() throws Refusal {
        ActingTrust acting = trust.inForce(clock.instant());
        ObjectNode json = StrictJson.object();
        acting.snapshot().member(acting.self()).ifPresent(member -> node(json, member));
        purposes(json, acting);
        return json;
    }

    private static void node(ObjectNode json, Member member) {
        ObjectNode node = json.putObject("node");
        node.put("id", member.id().value());
        node.set("name", Texts.of(member.nameZh(), member.nameEn()));
    }

    private static void purposes(ObjectNode json, ActingTrust acting) {
        ArrayNode purposes = json.putArray("purposes");
        ArrayNode benefits = json.putArray("benefits");
        Collection<Agreement> agreements = acting.ownAgreements();
        var byPurpose = new TreeMap<String, Agreement>();
        for (Agreement agreement : agreements) {
            ConsentTerms.purposesOf(agreement).forEach(p -> byPurpose.put(p, agreement));
        }
        // Counters serve people first; what is for organisations stands behind.
        Comparator<Map.Entry<String, Agreement>> peopleFirst =
                Comparator.comparing(entry -> entry.getValue().appliesTo(entry.getKey()));
        byPurpose.entrySet().stream()
                .sorted(peopleFirst)
                .forEach(entry -> {
                    String purpose = entry.getKey();
                    Agreement agreement = entry.getValue();
                    ObjectNode one = StrictJson.object();
                    PurposeViews.write(one, purpose, acting);
                    one.put("appliesTo", agreement.appliesTo(purpose).name());
                    one.put(
                            "challenge",
                            agreement.classesFor(purpose).stream()
                                    .anyMatch(AgreementClass::challenge));
                    ObjectNode own = StrictJson.object();
                    if (PurposeViews.benefits(own, purpose, agreement, acting.self(), acting)) {
                        purposes.add(one);
                        own.withArray("benefits")
                                .forEach(benefit ->
                                        benefits.add(
                                                ((ObjectNode) benefit).put("purpose", purpose)));
                    }
                });
    }

    @GetMapping("/api/v1/texts")
    @Open
    ObjectNode texts() {
        ObjectNode json = StrictJson.object();
        ObjectNode reasons = json.putObject("reasons");
        for (Reason reason : Reason.values()) {
            reasons.set(reason.wire(), Texts.of(reason.zh(), reason.en()));
        }
        ObjectNode problems = json.putObject("problems");
        for (ProblemType type : ProblemType.values()) {
            ObjectNode one = problems.putObject(type.wire());
            one.set("title", Texts.of(type.titleZh(), type.titleEn()));
            one.set("remedy", Texts.of(type.remedyZh(), type.remedyEn()));
        }
        return json;
    }
}
