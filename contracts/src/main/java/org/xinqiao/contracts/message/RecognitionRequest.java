package org.xinqiao.contracts.message;

import java.util.HashSet;
import java.util.List;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.recognition.request.v1}.
 *
 * @param code the credit code's text, as scanned
 * @param benefits the benefits asked for; empty means all of the purpose
 * @param terminal opaque name of the counter's terminal
 */
public record RecognitionRequest(String code, List<String> benefits, String terminal) {
    /** Most benefits one request may name. */
    public static final int BENEFITS_MAX = 64;

    /** Longest name of a terminal. */
    public static final int TERMINAL_CHARACTERS_MAX = 64;

    /** Keeps its own copy. */
    public RecognitionRequest {
        benefits = List.copyOf(benefits);
    }

    /** Reads the data; unknown members are refused. */
    public static RecognitionRequest parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var request = read(fields);
        fields.end();
        return request;
    }

    /** Reads the members out of a body that holds others too. */
    public static RecognitionRequest read(Fields fields) throws MalformedJson {
        String code = fields.text("code");
        List<String> benefits = fields.has("benefits") ? fields.texts("benefits") : List.of();
        String terminal = fields.text("terminal");
        if (benefits.size() > BENEFITS_MAX || new HashSet<>(benefits).size() < benefits.size()) {
            throw fields.malformed("benefits", "at most 64 different benefits");
        }
        if (terminal.isEmpty() || terminal.length() > TERMINAL_CHARACTERS_MAX) {
            throw fields.malformed("terminal", "1 to 64 characters");
        }
        return new RecognitionRequest(code, benefits, terminal);
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", code);
        if (!benefits.isEmpty()) {
            ArrayNode array = json.putArray("benefits");
            benefits.forEach(array::add);
        }
        json.put("terminal", terminal);
        return json;
    }
}
