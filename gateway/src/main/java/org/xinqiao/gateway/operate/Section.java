package org.xinqiao.gateway.operate;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.xinqiao.contracts.identity.InvalidIdentifier;

/**
 * One mapping of a configuration file while it is read. A fault is noted and a placeholder handed
 * back, so that reading goes on and all faults are told at once.
 */
final class Section {
    private final String path;
    private final int line;
    private final Path directory;
    private final List<ConfigFault> faults;
    private final Map<String, Node> unread = new LinkedHashMap<>();

    private Section(String path, int line, Path directory, List<ConfigFault> faults) {
        this.path = path;
        this.line = line;
        this.directory = directory;
        this.faults = faults;
    }

    /** Reads the whole of a document; members that nobody asks for are faults. */
    static <T> T read(
            String path,
            Node yaml,
            Path directory,
            List<ConfigFault> faults,
            Function<Section, T> reader) {
        var section = new Section(path, lineOf(yaml), directory, faults);
        if (yaml instanceof MappingNode mapping) {
            section.take(mapping);
        } else {
            section.fault(lineOf(yaml), "", "a mapping is expected");
        }
        T value = reader.apply(section);
        section.unread.forEach(
                (name, node) -> section.fault(lineOf(node), name, "there is no such setting"));
        return value;
    }

    String text(String name) {
        Node yaml = unread.remove(name);
        if (yaml == null) {
            fault(line, name, "is required");
            return "";
        }
        return scalar(name, yaml);
    }

    int integer(String name, int min, int max) {
        Node yaml = unread.get(name);
        String text = text(name);
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        if (yaml != null) {
            fault(lineOf(yaml), name, "a whole number from " + min + " to " + max + " is expected");
        }
        return min;
    }

    int integer(String name, int min, int max, int usual) {
        return unread.containsKey(name) ? integer(name, min, max) : usual;
    }

    <T> T parsed(String name, String rule, T placeholder, Function<String, T> parser) {
        Node yaml = unread.get(name);
        String text = text(name);
        if (yaml == null) {
            return placeholder;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | InvalidIdentifier e) {
            fault(lineOf(yaml), name, rule);
            return placeholder;
        }
    }

    /** A file that exists and can be read. */
    Path file(String name) {
        Node yaml = unread.get(name);
        Path file = path(name);
        if (yaml != null && !Files.isReadable(file)) {
            fault(lineOf(yaml), name, "no file can be read at " + file);
        }
        return file;
    }

    /** A list of files that exist and can be read; none if it is not there. */
    List<Path> optionalFiles(String name) {
        var files = new ArrayList<Path>();
        if (!unread.containsKey(name)) {
            return files;
        }
        for (Node item : items(name)) {
            Path file = directory.resolve(scalar(name, item));
            if (!Files.isReadable(file)) {
                fault(lineOf(item), name, "no file can be read at " + file);
            }
            files.add(file);
        }
        return files;
    }

    Path path(String name) {
        return parsed(name, "a path is expected", directory, directory::resolve);
    }

    URI uri(String name) {
        return parsed(
                name,
                "an http or https address is expected",
                URI.create("http://-"),
                Section::http);
    }

    @Nullable URI optionalUri(String name) {
        return unread.containsKey(name) ? uri(name) : null;
    }

    private static URI http(String text) {
        try {
            var uri = new URI(text);
            if (List.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        throw new IllegalArgumentException(text);
    }

    <T> T section(String name, Function<Section, T> reader) {
        T value = optional(name, reader);
        if (value != null) {
            return value;
        }
        fault(line, name, "is required");
        // What is missing inside a missing section is not worth telling.
        return reader.apply(new Section(name, line, directory, new ArrayList<>()));
    }

    <T> @Nullable T optional(String name, Function<Section, T> reader) {
        Node yaml = unread.remove(name);
        return yaml == null ? null : read(at(name), yaml, directory, faults, reader);
    }

    <T> List<T> sections(String name, Function<Section, T> reader) {
        var values = new ArrayList<T>();
        for (Node item : items(name)) {
            values.add(read(at(name), item, directory, faults, reader));
        }
        return values;
    }

    List<String> texts(String name) {
        return items(name).stream().map(item -> scalar(name, item)).toList();
    }

    private List<Node> items(String name) {
        Node yaml = unread.remove(name);
        if (yaml instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        fault(yaml == null ? line : lineOf(yaml), name, "a list is expected");
        return List.of();
    }

    private void take(MappingNode mapping) {
        for (var member : mapping.getValue()) {
            String name = scalar("", member.getKeyNode());
            if (unread.put(name, member.getValueNode()) != null) {
                fault(lineOf(member.getKeyNode()), name, "stands here twice");
            }
        }
    }

    private String scalar(String name, Node yaml) {
        if (yaml instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        fault(lineOf(yaml), name, "a value is expected");
        return "";
    }

    /** Notes a fault of the section as a whole. */
    void fault(String name, String rule) {
        fault(line, name, rule);
    }

    private void fault(int where, String name, String rule) {
        faults.add(new ConfigFault(where, name.isEmpty() ? path : at(name), rule));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static int lineOf(Node yaml) {
        return yaml.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
