package org.xinqiao.gateway.api;

import java.util.TreeSet;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.ItemGrant;
import org.xinqiao.trust.document.QueryTerms;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions about items as the API shows them, with the names of the documents in force. */
final class ItemViews {
    private static final String NOTE_ZH = "本结果仅为信息提示，不构成拒绝的理由；信用分不在查询之列。";
    private static final String NOTE_EN =
            "This informs and is no reason to refuse anybody anything; no score is among it.";

    private final ActingTrust acting;

    ItemViews(ActingTrust acting) {
        this.acting = acting;
    }

    /** What another city answered: values, or a coarse reason why not. */
    ObjectNode answer(MessageId request, NodeId node, ItemsResponse response) {
        ObjectNode json = StrictJson.object();
        json.put("request", request.toString());
        json.put("node", node.value());
        json.put("answeredAt", response.toJson().path("answeredAt").asString());
        var answers = json.putArray("answers");
        for (ItemsResponse.Answer answer : response.answers()) {
            ObjectNode one = item(answers, answer.item());
            switch (answer) {
                case ItemsResponse.Answer.Given given -> {
                    one.put("given", true);
                    var values = one.putArray("values");
                    given.values().forEach(values::add);
                    one.put("asOf", given.asOf().toString());
                    one.put("basis", given.basis());
                }
                case ItemsResponse.Answer.Withheld withheld -> {
                    one.put("given", false);
                    one.put("reason", withheld.reason().wire());
                    one.set("words", Texts.of(withheld.reason().zh(), withheld.reason().en()));
                }
            }
        }
        json.set("note", Texts.of(NOTE_ZH, NOTE_EN));
        return json;
    }

    /** What this city may ask another for, what for, and by which duties. */
    ObjectNode agreed(NodeId node) {
        ObjectNode json = StrictJson.object();
        json.put("node", node.value());
        var grants = json.putArray("agreed");
        for (Agreement agreement : acting.agreementsWith(node)) {
            agreement
                    .mutualQueries()
                    .ifPresent(queries ->
                            queries.between(node, acting.self())
                                    .forEach(grant ->
                                            grant(grants.addObject(), agreement, queries, grant)));
        }
        return json;
    }

    private void grant(ObjectNode json, Agreement agreement, QueryTerms queries, ItemGrant grant) {
        json.put("agreement", agreement.number());
        json.put("clause", grant.clause());
        var purposes = json.putArray("purposes");
        new TreeSet<>(grant.purposes())
                .forEach(purpose -> PurposeViews.write(purposes.addObject(), purpose, acting));
        var duties = json.putArray("duties");
        for (String id : new TreeSet<>(grant.duties())) {
            ObjectNode one = duties.addObject().put("duty", id);
            queries.duty(id)
                    .ifPresent(duty -> {
                        one.set("name", Texts.of(duty.nameZh(), duty.nameEn()));
                        one.put("law", duty.law());
                    });
        }
        var items = json.putArray("items");
        for (String code : new TreeSet<>(grant.items())) {
            ObjectNode one = item(items, code);
            acting.snapshot()
                    .catalogue()
                    .item(code)
                    .ifPresent(known -> {
                        one.put("class", known.clazz().name());
                        var whom = one.putArray("appliesTo");
                        known.appliesTo().stream().sorted().forEach(it -> whom.add(it.name()));
                        one.put("writtenConsent", known.needsWrittenConsent());
                    });
        }
    }

    private ObjectNode item(ArrayNode items, String code) {
        ObjectNode one = items.addObject().put("item", code);
        one.set(
                "name",
                acting.snapshot()
                        .catalogue()
                        .item(code)
                        .map(known -> Texts.of(known.nameZh(), known.nameEn()))
                        .orElseGet(() -> Texts.of(code, code)));
        return one;
    }
}
