package org.xinqiao.gateway.api;

import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.permit.BenefitRules;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Benefit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Purposes and benefits as the pages show them. */
final class PurposeViews {
    private PurposeViews() {}

    /** A purpose and its name. */
    static void write(ObjectNode json, String purpose, ActingTrust acting) {
        json.put("purpose", purpose);
        json.set(
                "name",
                acting.snapshot()
                        .catalogue()
                        .purpose(purpose)
                        .map(known -> Texts.of(known.nameZh(), known.nameEn()))
                        .orElseGet(() -> Texts.of(purpose, purpose)));
    }

    /**
     * The benefits of a city for a purpose.
     *
     * @return whether there are any
     */
    static boolean benefits(
            ObjectNode json, String purpose, Agreement agreement, NodeId city, ActingTrust acting) {
        ArrayNode benefits = json.putArray("benefits");
        for (Benefit benefit : acting.snapshot().benefitsOf(city)) {
            if (BenefitRules.servesPurpose(benefit, agreement, Set.of(purpose))) {
                write(benefits.addObject(), benefit);
            }
        }
        return !benefits.isEmpty();
    }

    /** A benefit. */
    static void write(ObjectNode json, Benefit benefit) {
        json.put("id", benefit.id());
        json.set("title", Texts.of(benefit.titleZh(), benefit.titleEn()));
        if (benefit.limitZh() != null) {
            json.set("limit", Texts.of(benefit.limitZh(), benefit.limitEn()));
        }
    }
}
