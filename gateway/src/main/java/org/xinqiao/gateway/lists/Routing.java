package org.xinqiao.gateway.lists;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.xinqiao.contracts.entry.Severity;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.StreamName;

/**
 * The routing configuration of a node: whom its own streams are meant for, what it passes on of
 * others' streams in its own, and which partners it reaches through Kafka. It only ever chooses
 * among what rules, trust and agreements allow.
 *
 * <pre>{@code
 * cn-350000/record/penalty: [cn-100000]
 * forward:
 *   - { from: cn-350200/record/penalty, to: cn-350000/record/penalty, severities: [GENERAL, SEVERE] }
 * kafka: [cn-100000]
 * }</pre>
 *
 * @param sends nodes by own stream
 * @param forwards what is passed on
 * @param kafka partners that are reached through Kafka
 */
public record Routing(
        Map<StreamName, Set<NodeId>> sends, List<Forward> forwards, Set<NodeId> kafka) {
    /** Nothing goes anywhere. */
    public static final Routing NONE = new Routing(Map.of(), List.of(), Set.of());

    private static final String FORWARD = "forward";
    private static final String KAFKA = "kafka";
    private static final Set<String> MEMBERS = Set.of("from", "to", "items", "severities");
    private static final int FORWARDS_MAX = 1_000;

    /** Keeps copies. */
    public Routing {
        sends = Map.copyOf(sends);
        forwards = List.copyOf(forwards);
        kafka = Set.copyOf(kafka);
    }

    /** The lines that pass on what comes in a stream. */
    public List<Forward> from(StreamName stream) {
        return forwards.stream().filter(line -> line.from().equals(stream)).toList();
    }

    /**
     * Reads the text of such a file.
     *
     * @param self the node whose file it is
     * @throws IllegalArgumentException names everything that is wrong with it
     */
    static Routing parse(String yaml, NodeId self) {
        Object document;
        try {
            var settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
            document = new Load(settings).loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("no YAML", e);
        }
        if (document == null) {
            return NONE;
        }
        if (!(document instanceof Map<?, ?> mapping)) {
            throw new IllegalArgumentException("a mapping of streams to nodes is expected");
        }
        var reader = new Reader(self);
        mapping.forEach((name, value) -> reader.read(String.valueOf(name), value));
        return reader.routing();
    }

    /** Collects what is right and what is wrong. */
    private static final class Reader {
        private final NodeId self;
        private final Map<StreamName, Set<NodeId>> sends = new HashMap<>();
        private final List<Forward> forwards = new ArrayList<>();
        private final Set<NodeId> kafka = new HashSet<>();
        private final List<String> faults = new ArrayList<>();

        Reader(NodeId self) {
            this.self = self;
        }

        void read(String name, Object value) {
            switch (name) {
                case FORWARD -> forwards(value);
                case KAFKA -> kafka.addAll(nodes(KAFKA, value));
                default -> own(name, name).ifPresent(stream -> send(stream, value));
            }
        }

        Routing routing() {
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new Routing(sends, forwards, kafka);
        }

        private void send(StreamName stream, Object value) {
            Set<NodeId> partners = nodes(stream.value(), value);
            NodeId recipient = stream.recipient();
            if (recipient != null && !Set.of(recipient).containsAll(partners)) {
                faults.add(stream + ": goes to " + recipient + " and to nobody else");
            }
            sends.put(stream, partners);
        }

        private Set<NodeId> nodes(String where, Object value) {
            var nodes =
                    new HashSet<>(
                            values(
                                    where,
                                    value,
                                    "nodes",
                                    text -> {
                                        try {
                                            return Optional.of(NodeId.parse(text));
                                        } catch (InvalidIdentifier e) {
                                            return Optional.empty();
                                        }
                                    }));
            if (nodes.contains(self)) {
                faults.add(where + ": names this node itself");
            }
            return nodes;
        }

        private void forwards(Object value) {
            if (!(value instanceof List<?> lines) || lines.size() > FORWARDS_MAX) {
                faults.add(FORWARD + ": a list of at most " + FORWARDS_MAX + " lines is expected");
                return;
            }
            for (int i = 0; i < lines.size(); i++) {
                String where = FORWARD + "[" + i + "]";
                if (lines.get(i) instanceof Map<?, ?> line) {
                    forward(where, line);
                } else {
                    faults.add(where + ": from and to are expected");
                }
            }
        }

        private void forward(String where, Map<?, ?> line) {
            for (Object name : line.keySet()) {
                if (!MEMBERS.contains(String.valueOf(name))) {
                    faults.add(where + "." + name + ": is not known");
                }
            }
            Optional<StreamName> from =
                    StreamName.parse(String.valueOf(line.get("from")))
                            .filter(stream -> !stream.source().equals(self));
            if (from.isEmpty()) {
                faults.add(where + ".from: is no stream of another node");
            }
            Optional<StreamName> to = own(where + ".to", String.valueOf(line.get("to")));
            Set<String> items =
                    Set.copyOf(values(where + ".items", line.get("items"), "codes", Optional::of));
            Set<Severity> severities =
                    Set.copyOf(
                            values(
                                    where + ".severities",
                                    line.get("severities"),
                                    "severities",
                                    Reader::severity));
            if (from.isPresent() && to.isPresent()) {
                add(where, new Forward(from.get(), to.get(), items, severities));
            }
        }

        /** Two lines between the same streams would undo each other. */
        private void add(String where, Forward line) {
            if (line.from().kind() != line.to().kind()) {
                faults.add(where + ": a stream goes on in one of its own kind");
            }
            boolean twice =
                    forwards.stream()
                            .anyMatch(other ->
                                    other.from().equals(line.from())
                                            && other.to().equals(line.to()));
            if (twice) {
                faults.add(where + ": these two streams stand together before");
            }
            forwards.add(line);
        }

        private Optional<StreamName> own(String where, String text) {
            Optional<StreamName> stream =
                    StreamName.parse(text).filter(name -> name.source().equals(self));
            if (stream.isEmpty()) {
                faults.add(where + ": is no stream of " + self);
            }
            return stream;
        }

        private static Optional<Severity> severity(String text) {
            for (Severity severity : Severity.values()) {
                if (severity.name().equals(text)) {
                    return Optional.of(severity);
                }
            }
            return Optional.empty();
        }

        /** The values of a list; none where it is left out. */
        private <T> List<T> values(
                String where,
                @Nullable Object list,
                String expected,
                Function<String, Optional<T>> parse) {
            if (list == null) {
                return List.of();
            }
            if (!(list instanceof List<?> texts)) {
                faults.add(where + ": a list of " + expected + " is expected");
                return List.of();
            }
            var values = new ArrayList<T>();
            for (Object text : texts) {
                Optional<T> value = parse.apply(String.valueOf(text));
                if (value.isEmpty()) {
                    faults.add(where + ": " + text + " is none of the " + expected);
                }
                value.ifPresent(values::add);
            }
            return values;
        }
    }
}
