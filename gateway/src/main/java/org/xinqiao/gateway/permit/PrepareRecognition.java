package org.xinqiao.gateway.permit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.RecognitionAsked;
import org.xinqiao.gateway.people.BenefitEvents;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.HeldUnits;
import org.xinqiao.gateway.people.MintedPass;
import org.xinqiao.gateway.people.Passes;
import org.xinqiao.gateway.people.Standings;
import org.xinqiao.gateway.people.UnitsTold;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;

/**
 * Gathers the facts of a recognition before its transaction: the slow question to the city platform
 * must not hold locks. A case that is refused already now asks the platform nothing.
 */
@Component
public class PrepareRecognition {
    private final Passes passes;
    private final Standings standings;
    private final BenefitEvents events;

    /** Gathers from the node's records and the city platform. */
    public PrepareRecognition(Passes passes, Standings standings, BenefitEvents events) {
        this.passes = passes;
        this.standings = standings;
        this.events = events;
    }

    /** The case with its facts, or the refusal that is clear already. */
    @Handler
    public PreparedCase prepare(RecognitionAsked asked) throws Refusal {
        Passes.Found found =
                passes.find(asked.code().claims().consentRef())
                        .orElseThrow(() -> new Refusal(ProblemType.CODE_UNKNOWN));
        MintedPass pass = found.pass();
        Consent consent = found.consent();
        NodeId host = asked.message().envelope().source();
        var now = asked.message().received().at();
        PassRules.decide(pass, asked.code().claims(), host, now);
        ConsentRules.decide(consent, host, asked.purpose(), now);
        List<Benefit> benefits =
                ChallengeRules.decide(
                        BenefitRules.decide(
                                asked.request().benefits(),
                                host,
                                asked.purpose(),
                                asked.code().agreement(),
                                asked.message().trust().snapshot()),
                        !asked.request().benefits().isEmpty(),
                        asked.code());
        return new PreparedCase(
                asked,
                pass,
                consent,
                benefits,
                standings.of(consent.subject()),
                held(asked, consent, benefits));
    }

    /** Where no class in question is limited, nothing is asked of the database. */
    private HeldUnits held(RecognitionAsked asked, Consent consent, List<Benefit> benefits) {
        Agreement agreement = asked.code().agreement();
        var counted = new HashMap<Integer, Set<String>>();
        for (Benefit benefit : benefits) {
            UnitRules.limited(benefit, agreement)
                    .ifPresent(clazz ->
                            counted.computeIfAbsent(
                                    clazz.number(),
                                    _ ->
                                            UnitRules.countedWith(
                                                    clazz,
                                                    agreement,
                                                    asked.message().trust().snapshot())));
        }
        if (counted.isEmpty()) {
            return HeldUnits.UNCOUNTED;
        }
        var ids = new HashSet<String>();
        counted.values().forEach(ids::addAll);
        Map<String, List<UnitsTold>> told =
                events.units(consent.subject(), agreement.number(), ids);
        var held = new HashMap<Integer, Long>();
        counted.forEach((clazz, of) -> held.put(clazz, UnitRules.held(toldOf(of, told))));
        return new HeldUnits(held);
    }

    private static List<UnitsTold> toldOf(Set<String> ids, Map<String, List<UnitsTold>> told) {
        return ids.stream().flatMap(id -> told.getOrDefault(id, List.of()).stream()).toList();
    }
}
