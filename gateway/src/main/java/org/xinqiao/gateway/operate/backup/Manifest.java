package org.xinqiao.gateway.operate.backup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a backup says of itself: the last entry of its file.
 *
 * @param node whose database it was
 * @param schema the schema that it had
 * @param takenAt when the snapshot was taken, by the database's clock
 * @param tables every table, in an order in which nothing refers to a later one
 * @param sequences every sequence, with a value that was not drawn before
 */
public record Manifest(
        NodeId node, String schema, Instant takenAt, List<Table> tables, List<Sequence> sequences) {
    /** The form of the file; a reader takes no other. */
    public static final int FORMAT = 1;

    /** Name of its entry. */
    static final String ENTRY = "manifest.json";

    /** Keeps its own copies. */
    public Manifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
    }

    /**
     * One table's rows in PostgreSQL's text form.
     *
     * @param name the table
     * @param columns in the order of the text
     * @param rows how many
     * @param sha256 of the text, in hexadecimal
     */
    public record Table(String name, List<String> columns, long rows, String sha256) {
        /** Keeps its own copy. */
        public Table {
            columns = List.copyOf(columns);
        }

        String entry() {
            return "tables/" + name;
        }
    }

    /** A sequence and the next value that it gives. */
    public record Sequence(String name, long next) {}

    /** How many rows there are in all. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    byte[] bytes() {
        ObjectNode json = StrictJson.object();
        json.put("format", FORMAT).put("node", node.value()).put("schema", schema);
        json.put("takenAt", takenAt.atOffset(ZoneOffset.UTC).toString());
        ArrayNode all = json.putArray("tables");
        for (Table table : tables) {
            ObjectNode one = all.addObject().put("name", table.name());
            table.columns().forEach(one.putArray("columns")::add);
            one.put("rows", table.rows()).put("sha256", table.sha256());
        }
        ArrayNode next = json.putArray("sequences");
        sequences.forEach(sequence ->
                next.addObject().put("name", sequence.name()).put("next", sequence.next()));
        return StrictJson.write(json);
    }

    static Manifest read(byte[] bytes) throws BackupRefused {
        try {
            ObjectNode json = StrictJson.parseObject(bytes);
            int format = json.path("format").asInt(0);
            if (format != FORMAT) {
                throw new BackupRefused(
                        "the backup has form " + format + "; this release reads form " + FORMAT);
            }
            return new Manifest(
                    NodeId.parse(json.path("node").stringValue()),
                    json.path("schema").stringValue(),
                    OffsetDateTime.parse(json.path("takenAt").stringValue()).toInstant(),
                    tables(json.path("tables")),
                    sequences(json.path("sequences")));
        } catch (MalformedJson | RuntimeException e) {
            throw new BackupRefused("the backup's manifest cannot be read");
        }
    }

    private static List<Table> tables(JsonNode json) {
        var tables = new ArrayList<Table>();
        for (JsonNode table : json.values()) {
            tables.add(
                    new Table(
                            table.path("name").stringValue(),
                            table.path("columns").valueStream().map(JsonNode::stringValue).toList(),
                            table.path("rows").longValue(),
                            table.path("sha256").stringValue()));
        }
        return tables;
    }

    private static List<Sequence> sequences(JsonNode json) {
        return json.valueStream()
                .map(one ->
                        new Sequence(one.path("name").stringValue(), one.path("next").longValue()))
                .toList();
    }
}
