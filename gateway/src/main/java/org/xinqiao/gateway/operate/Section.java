package org.xinqiao.gateway.operate;

import java.io.IOException;
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
import org.xinqiao.trust.key.FileState;

/**
 * One mapping of a configuration file while it is read. A fault is noted and a placeholder handed
 * back, so that reading goes on and all faults are told at once.
 */
final class Section {
    /** What all sections of one reading share. */
    private record Reading(
            Path directory,
            Map<String, String> environment,
            List<ConfigFault> faults,
            List<Setting> asked,
            boolean everything) {
        /** The same, but what is found at fault is not told. */
        Reading silent() {
            return new Reading(directory, environment, new ArrayList<>(), asked, everything);
        }
    }

    private final String path;
    private final int line;
    private final Reading reading;
    private final Map<String, Node> unread = new LinkedHashMap<>();

    private Section(String path, int line, Reading reading) {
        this.path = path;
        this.line = line;
        this.reading = reading;
    }

    /** Reads the whole of a document; members that nobody asks for are faults. */
    static <T> T read(
            Node yaml,
            Path directory,
            Map<String, String> environment,
            List<ConfigFault> faults,
            Function<Section, T> reader) {
        var reading = new Reading(directory, environment, faults, new ArrayList<>(), false);
        return read("", yaml, reading, reader);
    }

    /** Everything that a reader may ask for, in its order. */
    static List<Setting> settings(Function<Section, ?> reader) {
        var asked = new ArrayList<Setting>();
        var reading = new Reading(Path.of(""), Map.of(), new ArrayList<>(), asked, true);
        var _ = reader.apply(new Section("", 1, reading));
        return List.copyOf(asked);
    }

    private static <T> T read(
            String path, Node yaml, Reading reading, Function<Section, T> reader) {
        var section = new Section(path, lineOf(yaml), reading);
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
        note(name, Setting.Type.TEXT, true);
        return required(name);
    }

    private String required(String name) {
        Node yaml = unread.remove(name);
        if (yaml == null) {
            fault(line, name, "is required");
            return "";
        }
        return scalar(name, yaml);
    }

    int integer(String name, int min, int max) {
        note(new Setting(at(name), Setting.Type.INTEGER, true, min, max, List.of()));
        return wholeNumber(name, min, max);
    }

    int integer(String name, int min, int max, int usual) {
        note(new Setting(at(name), Setting.Type.INTEGER, false, min, max, List.of()));
        return unread.containsKey(name) ? wholeNumber(name, min, max) : usual;
    }

    private int wholeNumber(String name, int min, int max) {
        Node yaml = unread.get(name);
        String text = required(name);
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

    /** One of several; the first where none of them stands there. */
    <E extends Enum<E>> E choice(String name, List<E> choices) {
        List<String> names = choices.stream().map(Enum::name).toList();
        note(new Setting(at(name), Setting.Type.TEXT, true, 0, 0, names));
        E first = choices.getFirst();
        return value(
                name,
                "one of " + names + " is expected",
                first,
                text ->
                        choices.stream()
                                .filter(choice -> choice.name().equals(text))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new));
    }

    <T> T parsed(String name, String rule, T placeholder, Function<String, T> parser) {
        note(name, Setting.Type.TEXT, true);
        return value(name, rule, placeholder, parser);
    }

    private <T> T value(String name, String rule, T placeholder, Function<String, T> parser) {
        Node yaml = unread.get(name);
        String text = required(name);
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
        note(name, Setting.Type.TEXT, true);
        return readable(name);
    }

    /** The same, or null if it is not there. */
    @Nullable Path optionalFile(String name) {
        note(name, Setting.Type.TEXT, false);
        return unread.containsKey(name) ? readable(name) : null;
    }

    private Path readable(String name) {
        Node yaml = unread.get(name);
        Path file =
                value(name, "a path is expected", reading.directory, reading.directory::resolve);
        if (yaml != null && !Files.isReadable(file)) {
            fault(lineOf(yaml), name, "no file can be read at " + file);
        }
        return file;
    }

    /**
     * A secret: {@code <name>File} names the file, or {@code <name>Env} the environment variable
     * that holds it.
     */
    Secret secret(String name) {
        noteSecret(name);
        return stored(name);
    }

    /** The same, or null if neither is there; its file must not be everyone's to read. */
    @Nullable Secret optionalSecret(String name) {
        noteSecret(name);
        Node inFile = unread.get(name + "File");
        if (inFile == null && !unread.containsKey(name + "Env")) {
            return null;
        }
        Secret secret = stored(name);
        if (secret instanceof Secret.InFile in && Files.isReadable(in.file())) {
            try {
                FileState.requirePrivate(in.file());
            } catch (IOException e) {
                fault(lineOf(inFile), name + "File", String.valueOf(e.getMessage()));
            }
        }
        return secret;
    }

    private void noteSecret(String name) {
        note(name + "File", Setting.Type.TEXT, false);
        note(name + "Env", Setting.Type.TEXT, false);
    }

    private Secret stored(String name) {
        String inFile = name + "File";
        String inEnvironment = name + "Env";
        if (!unread.containsKey(inEnvironment)) {
            return Secret.in(readable(inFile));
        }
        if (unread.containsKey(inFile)) {
            fault(lineOf(unread.remove(inFile)), inFile, "stands beside " + inEnvironment);
        }
        int where = lineOf(unread.get(inEnvironment));
        String variable = required(inEnvironment);
        String value = reading.environment.get(variable);
        if (value == null || value.isBlank()) {
            fault(where, inEnvironment, "the environment has no " + variable);
        }
        return new Secret.InEnvironment(variable, value == null ? "" : value);
    }

    /** A list of files that exist and can be read; none if it is not there. */
    List<Path> optionalFiles(String name) {
        note(name, Setting.Type.TEXTS, false);
        var files = new ArrayList<Path>();
        if (!unread.containsKey(name)) {
            return files;
        }
        for (Node item : items(name)) {
            Path file = reading.directory.resolve(scalar(name, item));
            if (!Files.isReadable(file)) {
                fault(lineOf(item), name, "no file can be read at " + file);
            }
            files.add(file);
        }
        return files;
    }

    Path path(String name) {
        return parsed(name, "a path is expected", reading.directory, reading.directory::resolve);
    }

    URI uri(String name) {
        note(name, Setting.Type.TEXT, true);
        return address(name);
    }

    @Nullable URI optionalUri(String name) {
        note(name, Setting.Type.TEXT, false);
        return unread.containsKey(name) ? address(name) : null;
    }

    private URI address(String name) {
        return value(
                name,
                "an http or https address is expected",
                URI.create("http://-"),
                Section::http);
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
        note(name, Setting.Type.SECTION, true);
        Node yaml = unread.remove(name);
        if (yaml != null) {
            return read(at(name), yaml, reading, reader);
        }
        fault(line, name, "is required");
        // What is missing inside a missing section is not worth telling.
        return reader.apply(new Section(at(name), line, reading.silent()));
    }

    <T> @Nullable T optional(String name, Function<Section, T> reader) {
        note(name, Setting.Type.SECTION, false);
        Node yaml = unread.remove(name);
        if (yaml == null) {
            return reading.everything
                    ? reader.apply(new Section(at(name), line, reading.silent()))
                    : null;
        }
        return read(at(name), yaml, reading, reader);
    }

    <T> List<T> sections(String name, Function<Section, T> reader) {
        note(name, Setting.Type.SECTIONS, true);
        var values = new ArrayList<T>();
        for (Node item : items(name)) {
            values.add(read(at(name), item, reading, reader));
        }
        if (reading.everything) {
            var _ = reader.apply(new Section(at(name) + "[]", line, reading.silent()));
        }
        return values;
    }

    List<String> texts(String name) {
        note(name, Setting.Type.TEXTS, true);
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

    private void note(String name, Setting.Type type, boolean required) {
        note(Setting.of(at(name), type, required));
    }

    private void note(Setting setting) {
        reading.asked.add(setting);
    }

    /** Notes a fault of the section as a whole. */
    void fault(String name, String rule) {
        fault(line, name, rule);
    }

    private void fault(int where, String name, String rule) {
        reading.faults.add(new ConfigFault(where, name.isEmpty() ? path : at(name), rule));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static int lineOf(@Nullable Node yaml) {
        return yaml == null ? 1 : yaml.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
