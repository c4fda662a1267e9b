package org.xinqiao.gateway.api;

import org.xinqiao.contracts.entry.Document;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.entry.Severity;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.disclose.ShownEntries;
import org.xinqiao.gateway.disclose.ShownEntry;
import tools.jackson.databind.node.ObjectNode;

/** Entries as the API shows them. */
final class EntryViews {
    private static final String NOTE_ZH = "本结果仅为信息提示，不构成拒绝的理由；任何措施须有各自的法律依据，信用分不作为惩戒依据。";
    private static final String NOTE_EN =
            "This informs and is no reason to refuse: each measure needs its own basis in law, and"
                    + " no score ever takes anything away.";

    private EntryViews() {}

    /** All that may be shown. */
    static ObjectNode query(ShownEntries shown) {
        ObjectNode json = StrictJson.object();
        var classes = json.putArray("classes");
        shown.query().classes().stream().map(Enum::name).sorted().forEach(classes::add);
        json.put("at", WireTime.of(shown.query().asked().at()).toString());
        var entries = json.putArray("entries");
        for (ShownEntry one : shown.entries()) {
            ObjectNode entry = entries.addObject();
            head(entry, one);
            entry.set("entry", whole(one.view()));
        }
        return json;
    }

    /** One verdict with its sources. */
    static ObjectNode check(ShownEntries shown) {
        ObjectNode json = StrictJson.object();
        json.put("verdict", shown.entries().isEmpty() ? "CLEAR" : "ENTRIES");
        json.put("at", WireTime.of(shown.query().asked().at()).toString());
        var entries = json.putArray("entries");
        for (ShownEntry one : shown.entries()) {
            ObjectNode source = entries.addObject();
            head(source, one);
            Entry view = one.view();
            Document document = view.document();
            Severity severity = view.severity();
            source.put("source", view.source().name());
            source.putObject("document")
                    .put("reference", document == null ? null : document.reference())
                    .put(
                            "date",
                            document == null || document.date() == null
                                    ? null
                                    : document.date().toString());
            source.put("basis", view.basis());
            source.put("severity", severity == null ? null : severity.name());
            source.put("until", view.until() == null ? null : view.until().toString());
        }
        json.set("note", Texts.of(NOTE_ZH, NOTE_EN));
        return json;
    }

    private static void head(ObjectNode json, ShownEntry one) {
        json.put("stream", one.stream());
        json.put("key", one.key());
        json.put("item", one.item().code());
        json.set("name", Texts.of(one.item().zh(), one.item().en()));
        json.put("kind", one.item().kind().name());
        json.put("disputed", one.view().state() == EntryState.DISPUTED);
    }

    private static ObjectNode whole(Entry view) {
        try {
            return StrictJson.parseObject(view.json());
        } catch (MalformedJson e) {
            throw new IllegalStateException("an entry's own JSON cannot be read", e);
        }
    }
}
