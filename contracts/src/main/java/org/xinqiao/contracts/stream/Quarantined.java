package org.xinqiao.contracts.stream;

import java.util.ArrayList;
import java.util.List;
import org.xinqiao.contracts.entry.Finding;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change whose entry a receiver set aside.
 *
 * @param seq its place
 * @param key its key
 * @param findings why, at least one
 */
public record Quarantined(long seq, String key, List<Finding> findings) {
    /** Keeps a copy. */
    public Quarantined {
        findings = List.copyOf(findings);
    }

    static Quarantined parse(Fields fields) throws MalformedJson {
        long seq = fields.integer("seq", 1, Change.SEQ_MAX);
        String key = fields.text("key");
        List<Finding> findings = new ArrayList<>();
        for (Fields finding : fields.objects("findings")) {
            findings.add(Finding.parse(finding));
        }
        if (!Change.isKey(key) || findings.isEmpty()) {
            throw fields.malformed("key", "must be a key, with findings");
        }
        fields.end();
        return new Quarantined(seq, key, findings);
    }

    ObjectNode toJson() {
        ObjectNode json = StrictJson.object().put("seq", seq).put("key", key);
        ArrayNode list = json.putArray("findings");
        findings.forEach(finding -> list.add(finding.toJson()));
        return json;
    }
}
