package org.xinqiao.trust.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a document that was checked as a whole to its record. */
interface Reading<T> {
    /** The record of members that are known to be there and well formed. */
    T read(Fields fields) throws MalformedJson;

    static <T> T of(
            JsonNode json, Function<JsonNode, List<DocumentFault>> check, Reading<T> reading)
            throws MalformedDocument {
        List<DocumentFault> faults = check.apply(json);
        if (!faults.isEmpty()) {
            throw new MalformedDocument(faults);
        }
        try {
            return reading.read(new Fields("", (ObjectNode) json));
        } catch (MalformedJson e) {
            throw new MalformedDocument(List.of(new DocumentFault(e.path(), e.rule())));
        }
    }

    static <T> List<T> each(List<Fields> objects, Reading<T> reading) throws MalformedJson {
        List<T> list = new ArrayList<>(objects.size());
        for (Fields object : objects) {
            list.add(reading.read(object));
        }
        return List.copyOf(list);
    }

    static ObjectNode name(String zh, String en) {
        return StrictJson.object().put("zh", zh).put("en", en);
    }
}
