package org.xinqiao.trust.edit;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A YAML file as the JSON that it means, with the line of every value. Only what JSON can say is
 * taken: names once, no anchors, no tags; what looks like a fraction is a text.
 */
final class YamlDocument {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final String file;
    private final List<LintFault> faults;
    private final Map<String, Integer> lines = new HashMap<>();
    private final IdentityHashMap<Node, Boolean> seen = new IdentityHashMap<>();
    private final JsonNode json;

    private YamlDocument(String file, String text, List<LintFault> faults) {
        this.file = file;
        this.faults = faults;
        JsonNode value = MissingNode.getInstance();
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            value = root.isPresent() ? convert("", root.get()) : NullNode.getInstance();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            faults.add(new LintFault(file, line, "yaml", String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            faults.add(new LintFault(file, 1, "yaml", String.valueOf(e.getMessage())));
        }
        this.json = value;
    }

    /** The document; what YAML allows and JSON does not is added to the faults. */
    static YamlDocument parse(String file, String text, List<LintFault> faults) {
        return new YamlDocument(file, text, faults);
    }

    String file() {
        return file;
    }

    /** What it means; nothing where it is not YAML at all. */
    JsonNode json() {
        return json;
    }

    boolean isReadable() {
        return !json.isMissingNode();
    }

    /** The line of the value at a path, or of what holds it. */
    int line(String path) {
        String at = path;
        while (!lines.containsKey(at)) {
            int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
            if (cut < 0) {
                return lines.getOrDefault("", 1);
            }
            at = at.substring(0, cut);
        }
        return lines.get(at);
    }

    LintFault fault(String path, String rule, String message) {
        return new LintFault(
                file, line(path), rule, path.isEmpty() ? message : path + ": " + message);
    }

    private JsonNode convert(String path, Node node) {
        lines.putIfAbsent(path, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
        if (seen.put(node, true) != null) {
            faults.add(fault(path, "yaml", "must not be an alias"));
            return NullNode.getInstance();
        }
        return switch (node) {
            case MappingNode mapping -> object(path, mapping);
            case SequenceNode sequence -> array(path, sequence);
            case ScalarNode scalar -> scalar(path, scalar);
            default -> NullNode.getInstance();
        };
    }

    private JsonNode object(String path, MappingNode mapping) {
        ObjectNode object = StrictJson.object();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String at = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                lines.put(at, key.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
                if (object.has(key.getValue())) {
                    faults.add(fault(at, "yaml", "stands twice"));
                }
                object.set(key.getValue(), convert(at, tuple.getValueNode()));
            } else {
                faults.add(fault(path, "yaml", "must have names that are texts"));
            }
        }
        return object;
    }

    private JsonNode array(String path, SequenceNode sequence) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node element : sequence.getValue()) {
            array.add(convert(path + "[" + array.size() + "]", element));
        }
        return array;
    }

    private JsonNode scalar(String path, ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
        }
        if (tag.equals(Tag.INT)) {
            return integer(path, text);
        }
        if (!tag.equals(Tag.STR) && !tag.equals(Tag.FLOAT)) {
            faults.add(fault(path, "yaml", "must not have a tag"));
        }
        return StringNode.valueOf(text);
    }

    private JsonNode integer(String path, String text) {
        // Octal and hexadecimal mean different numbers to different readers.
        if (text.matches("0|-?[1-9][0-9]{0,17}")) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        }
        faults.add(fault(path, "yaml", "must be a decimal number"));
        return StringNode.valueOf(text);
    }
}
