package org.xinqiao.gateway.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the resident's code was honoured, and what they say against it; pages of two. */
final class FakeUses {
    private static final int PAGE = 2;

    /** The newest first. */
    private final List<ObjectNode> uses = new CopyOnWriteArrayList<>();

    /** Fuzhou tells of an event, all at one instant. */
    ObjectNode told(String event, int quantity) {
        ObjectNode use = StrictJson.object().put("id", "u-" + uses.size()).put("consent", "c-1");
        use.putObject("city")
                .put("id", "cn-350100")
                .putObject("name")
                .put("zh", "福州市")
                .put("en", "Fuzhou");
        use.putObject("benefit")
                .put("id", "cn-350100/library.deposit-free")
                .putObject("title")
                .put("zh", "免押金借书")
                .put("en", "Borrow without deposit");
        use.put("event", event).put("quantity", quantity).put("setAside", false);
        use.put("at", Instant.now().truncatedTo(ChronoUnit.DAYS).toString());
        uses.addFirst(use);
        return use;
    }

    /** The city answers what the person objected to last. */
    void answered(ObjectNode use, boolean upheld, String text) {
        ((ObjectNode) use.get("objection"))
                .putObject("answer")
                .put("upheld", upheld)
                .put("text", text)
                .put("at", Instant.now().toString());
        use.put("setAside", upheld);
    }

    FakeApi.Answer page(String query) {
        int from = query == null ? 0 : Integer.parseInt(query.substring("after=".length()));
        ObjectNode page = StrictJson.object();
        var list = page.putArray("uses");
        uses.stream().skip(from).limit(PAGE).forEach(list::add);
        page.put("next", from + PAGE < uses.size() ? String.valueOf(from + PAGE) : null);
        return new FakeApi.Answer(200, page.toString());
    }

    /** {@code POST /wallet/uses/id/objections}; empty where there is no such use. */
    FakeApi.Answer object(String id, JsonNode asked) {
        for (ObjectNode use : uses) {
            if (use.get("id").stringValue().equals(id)) {
                ObjectNode objection = use.putObject("objection").put("id", "o-" + id);
                objection.put("text", asked.get("text").stringValue());
                objection.put("at", Instant.now().toString());
                return new FakeApi.Answer(201, objection.toString());
            }
        }
        throw new IllegalArgumentException("there is no use " + id);
    }
}
