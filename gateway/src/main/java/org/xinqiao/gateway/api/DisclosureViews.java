package org.xinqiao.gateway.api;

import java.util.List;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.ledger.Disclosure;
import org.xinqiao.gateway.trust.ActingTrust;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Disclosures as the API shows them, with the names of the trust documents in force. */
final class DisclosureViews {
    private final ActingTrust acting;

    DisclosureViews(ActingTrust acting) {
        this.acting = acting;
    }

    ObjectNode of(Disclosure entry) {
        ObjectNode json = StrictJson.object();
        json.put("id", entry.id().toString());
        json.put("at", WireTime.of(entry.at()).toString());
        switch (entry) {
            case Disclosure.Recognised recognised -> write(json, recognised);
            case Disclosure.Asked asked -> write(json, asked);
            case Disclosure.Told told -> write(json, told);
            case Disclosure.Looked looked -> write(json, looked);
        }
        return json;
    }

    private void write(ObjectNode json, Disclosure.Recognised entry) {
        json.put("kind", "RECOGNITION");
        node(json, entry.source());
        PurposeViews.write(json.putObject("purpose"), entry.purpose(), acting);
        benefits(json.putArray("benefits"), entry);
        items(json.putArray("items"), entry.items());
        basis(json.putObject("basis"), entry);
        consent(json, entry.consent().toString(), entry.revision());
        json.set("explanation", Texts.of(entry.explanationZh(), entry.explanationEn()));
    }

    private void write(ObjectNode json, Disclosure.Asked entry) {
        json.put("kind", "ITEMS_QUERY");
        node(json, entry.source());
        PurposeViews.write(json.putObject("purpose"), entry.purpose(), acting);
        var items = json.putArray("items");
        for (Disclosure.Asked.Item item : entry.items()) {
            ObjectNode one = item(items, item.code());
            one.put("outcome", item.outcome());
            if (!item.ground().isEmpty()) {
                basis(one.putObject("basis"), item);
            }
        }
        String duty = entry.duty();
        if (duty != null) {
            duty(json.putObject("statutoryDuty"), duty, entry);
        }
        var consent = entry.consent();
        if (consent != null) {
            consent(json, consent.toString(), entry.revision());
        }
    }

    private void basis(ObjectNode json, Disclosure.Asked.Item item) {
        json.put(
                "ground",
                switch (item.ground()) {
                    case "PUBLIC" -> "PUBLIC_BY_LAW";
                    case "DUTY" -> "STATUTORY_DUTY";
                    default -> item.ground();
                });
        clause(json, item.clause());
    }

    /** The duty as the agreement lays it down, if it still holds. */
    private void duty(ObjectNode json, String duty, Disclosure.Asked entry) {
        json.put("duty", duty);
        acting.snapshot().agreements().stream()
                .filter(agreement -> agreement.binds(acting.self(), entry.source()))
                .flatMap(agreement -> agreement.mutualQueries().stream())
                .flatMap(queries -> queries.duty(duty).stream())
                .findFirst()
                .ifPresent(known -> {
                    json.set("name", Texts.of(known.nameZh(), known.nameEn()));
                    json.put("law", known.law());
                });
    }

    private void clause(ObjectNode json, String basis) {
        int at = basis.indexOf('#');
        long number = Long.parseLong(basis.substring(0, at));
        String clause = basis.substring(at + 1);
        json.put("agreement", number);
        json.put("clause", clause);
        acting.snapshot()
                .agreement(number)
                .flatMap(agreement -> agreement.clause(clause))
                .ifPresent(words -> json.set("words", Texts.of(words.zh(), words.en())));
    }

    private void write(ObjectNode json, Disclosure.Told entry) {
        json.put("kind", "CONSENT_NOTICE");
        node(json, entry.partner());
        consent(json, entry.consent().toString(), entry.revision());
        var at = entry.acknowledgedAt();
        json.put("acknowledgedAt", at == null ? null : WireTime.of(at).toString());
    }

    private void write(ObjectNode json, Disclosure.Looked entry) {
        json.put("kind", "STAFF_QUERY");
        node(json, acting.self());
        json.put("caller", entry.caller());
        json.putObject("officer")
                .put("id", entry.officer())
                .put("name", entry.officerName().masked());
        json.put("purposeDeclared", entry.purpose());
        json.put("duty", entry.duty());
        json.put("shown", entry.shown());
    }

    private void node(ObjectNode json, NodeId id) {
        ObjectNode node = json.putObject("node");
        node.put("id", id.value());
        node.set(
                "name",
                acting.snapshot()
                        .member(id)
                        .map(member -> Texts.of(member.nameZh(), member.nameEn()))
                        .orElseGet(() -> Texts.of(id.value(), id.value())));
    }

    private static void consent(ObjectNode json, String id, int revision) {
        json.putObject("consent").put("id", id).put("revision", revision);
    }

    private void benefits(ArrayNode benefits, Disclosure.Recognised entry) {
        for (int i = 0; i < entry.benefits().size(); i++) {
            String id = entry.benefits().get(i);
            ObjectNode one = benefits.addObject();
            one.put("id", id);
            one.set(
                    "title",
                    acting.snapshot()
                            .benefit(id)
                            .map(known -> Texts.of(known.titleZh(), known.titleEn()))
                            .orElseGet(() -> Texts.of(id, id)));
            one.put("outcome", entry.outcomes().get(i));
        }
    }

    private void items(ArrayNode items, List<String> codes) {
        codes.forEach(code -> item(items, code));
    }

    private ObjectNode item(ArrayNode items, String code) {
        ObjectNode one = items.addObject();
        one.put("code", code);
        one.set(
                "name",
                acting.snapshot()
                        .catalogue()
                        .item(code)
                        .map(known -> Texts.of(known.nameZh(), known.nameEn()))
                        .orElseGet(() -> Texts.of(code, code)));
        return one;
    }

    private void basis(ObjectNode json, Disclosure.Recognised entry) {
        String basis = entry.basis();
        json.put("agreement", entry.agreement());
        json.put("ground", entry.publicByLaw() ? "PUBLIC_BY_LAW" : "CONSENT");
        String clause = basis == null ? "" : basis.substring(basis.indexOf('#') + 1);
        json.put("clause", clause.isEmpty() ? null : clause);
        acting.snapshot()
                .agreement(entry.agreement())
                .flatMap(agreement -> agreement.clause(clause))
                .ifPresent(words -> json.set("words", Texts.of(words.zh(), words.en())));
    }
}
