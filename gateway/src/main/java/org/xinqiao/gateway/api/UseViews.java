package org.xinqiao.gateway.api;

import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.people.Objection;
import org.xinqiao.gateway.people.Use;
import org.xinqiao.gateway.trust.ActingTrust;
import tools.jackson.databind.node.ObjectNode;

/** Uses and objections as the API shows them. */
final class UseViews {
    private UseViews() {}

    static ObjectNode of(Use use, ActingTrust acting) {
        ObjectNode json = StrictJson.object();
        json.put("id", use.id().toString());
        json.put("consent", use.consent().toString());
        json.putObject("city").put("id", use.city().value()).set("name", city(use.city(), acting));
        json.putObject("benefit").put("id", use.benefit()).set("title", title(use, acting));
        json.put("event", use.event().name());
        json.put("quantity", use.quantity());
        json.put("at", WireTime.of(use.at()).toString());
        json.put("setAside", use.setAside());
        json.put("offline", use.offline());
        use.objection().ifPresent(objection -> json.set("objection", of(objection)));
        return json;
    }

    static ObjectNode of(Objection objection) {
        ObjectNode json = StrictJson.object();
        json.put("id", objection.id().toString());
        json.put("text", objection.text());
        json.put("at", WireTime.of(objection.at()).toString());
        objection
                .answer()
                .ifPresent(answer ->
                        json.putObject("answer")
                                .put("upheld", answer.upheld())
                                .put("text", answer.text())
                                .put("at", WireTime.of(answer.at()).toString()));
        return json;
    }

    private static ObjectNode city(NodeId city, ActingTrust acting) {
        return acting.snapshot()
                .member(city)
                .map(member -> Texts.of(member.nameZh(), member.nameEn()))
                .orElseGet(() -> Texts.of(city.value(), city.value()));
    }

    /** A benefit that is offered no longer keeps its id for a name. */
    private static ObjectNode title(Use use, ActingTrust acting) {
        return acting.snapshot()
                .benefit(use.benefit())
                .map(benefit -> Texts.of(benefit.titleZh(), benefit.titleEn()))
                .orElseGet(() -> Texts.of(use.benefit(), use.benefit()));
    }
}
