package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.Forwards;
import tools.jackson.databind.node.ObjectNode;

/**
 * Entries that are taken back one after the other, each after it was everywhere: a penalty goes up
 * two hops, a red listing to the partner city. Timed from the moment at which the recall is sent,
 * until a node has no body of it any more, and until all have acknowledged.
 */
final class RecallMeasurement {
    private static final long GOAL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final int DIGITS = 3;

    private static final StreamName PENALTY =
            new StreamName(NodeId.parse(TwoCities.HOME), StreamKind.RECORD_PENALTY);
    private static final StreamName RED =
            new StreamName(NodeId.parse(TwoCities.HOME), StreamKind.LIST_RED);
    private static final String PROVINCE = "cn-350000";
    private static final String NATION = "cn-100000";

    private static final String IN_USE =
            "select count(*) from stream_entry where key = ? and body is not null";
    private static final String OPEN =
            "select count(*) from stream_recall where key = ? and done_at is null";

    private final RecallCommand command;
    private final TwoCities nodes;
    private final PrintStream out;

    RecallMeasurement(RecallCommand command, TwoCities nodes, PrintStream out) {
        this.command = command;
        this.nodes = nodes;
        this.out = out;
    }

    /** Where an entry is looked for. */
    private record Place(String what, NodeDatabase node, String sql, Histogram nanos) {
        Place(String what, NodeDatabase node, String sql) {
            this(what, node, sql, new Histogram(LONGEST_NANOS, DIGITS));
        }

        boolean there(String key) {
            return node.number(sql, key) > 0;
        }

        long untilGone(String key, long start) throws IOException {
            while (there(key)) {
                LockSupport.parkNanos(LOOK_NANOS);
                if (System.nanoTime() - start > LONGEST_NANOS) {
                    throw new IOException(what + ": a recall took no effect in time");
                }
            }
            return System.nanoTime() - start;
        }
    }

    /** Whether every recall took effect, and the slowest hundredth within the goal. */
    boolean run() throws IOException, InterruptedException {
        try (ApiClient platform = nodes.api(TwoCities.HOME, "platform");
                NodeDatabase home = database(TwoCities.HOME);
                NodeDatabase city = database(TwoCities.HOST);
                NodeDatabase province = database(PROVINCE);
                NodeDatabase nation = database(NATION);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            var inCity = new Place("red listing, at the partner city", city, IN_USE);
            var inProvince = new Place("penalty, at the province", province, IN_USE);
            var inNation = new Place("penalty, passed on, at the nation", nation, IN_USE);
            var redAcknowledged = new Place("red listing: acknowledged", home, OPEN);
            var acknowledged = new Place("penalty: acknowledged by the province", home, OPEN);
            out.printf(Locale.ROOT, "warming up with %d recalls of each%n%n", command.warmUp);
            for (int i = 0; i < command.warmUp + command.count; i++) {
                boolean counts = i >= command.warmUp;
                String red = UUID.randomUUID().toString();
                submit(platform, RED, red, entry(false));
                recall(
                        platform,
                        RED,
                        red,
                        List.of(new Watched(inCity, red), new Watched(redAcknowledged, red)),
                        threads,
                        counts);
                String key = UUID.randomUUID().toString();
                submit(platform, PENALTY, key, entry(true));
                recall(
                        platform,
                        PENALTY,
                        key,
                        List.of(
                                new Watched(inProvince, key),
                                new Watched(inNation, Forwards.key(PENALTY, key)),
                                new Watched(acknowledged, key)),
                        threads,
                        counts);
            }
            return report(
                    List.of(inCity, inProvince, inNation), List.of(redAcknowledged, acknowledged));
        } catch (ExecutionException e) {
            out.printf("NOT AS EXPECTED: %s%n", e.getCause());
            return false;
        }
    }

    private record Watched(Place place, String key) {}

    private NodeDatabase database(String node) throws IOException {
        return NodeDatabase.of(nodes.configuration(node).database());
    }

    private static void recall(
            ApiClient platform,
            StreamName stream,
            String key,
            List<Watched> everywhere,
            ExecutorService threads,
            boolean counts)
            throws IOException, InterruptedException, ExecutionException {
        for (Watched one : everywhere) {
            long since = System.nanoTime();
            while (one.place().sql().equals(IN_USE) && !one.place().there(one.key())) {
                LockSupport.parkNanos(LOOK_NANOS);
                if (System.nanoTime() - since > LONGEST_NANOS) {
                    throw new IOException(one.place().what() + ": it did not arrive in time");
                }
            }
        }
        long start = System.nanoTime();
        ApiClient.Answer answer =
                platform.delete("/api/v1/streams/" + stream.value() + "/entries/" + key);
        if (answer.status() != 202) {
            throw new IOException("a recall was refused: " + answer.problem());
        }
        var times = new ArrayList<Future<Long>>();
        for (Watched one : everywhere) {
            times.add(threads.submit(() -> one.place().untilGone(one.key(), start)));
        }
        for (int i = 0; i < times.size(); i++) {
            long nanos = times.get(i).get();
            if (counts) {
                everywhere.get(i).place().nanos().recordValue(nanos);
            }
        }
    }

    private static void submit(ApiClient platform, StreamName stream, String key, ObjectNode entry)
            throws IOException {
        ObjectNode offered = StrictJson.object().put("key", key);
        offered.set("entry", entry);
        ObjectNode answer =
                platform.create("/api/v1/streams/" + stream.value() + "/entries", offered);
        if (answer.path("accepted").asInt() != 1) {
            throw new IOException("an entry was not accepted: " + answer);
        }
    }

    /** An invented organisation, under a code that no division has. */
    private static ObjectNode entry(boolean penalty) {
        ObjectNode entry = StrictJson.object();
        entry.put("model", 1).put("item", penalty ? "record.penalty" : "list.red");
        entry.put("class", "PUBLIC").put("state", "ACTIVE").put("version", 1);
        entry.putObject("subject")
                .put("type", "ORGANISATION")
                .put("code", "91799999MA2Y0TKLX6")
                .put("name", "虚构示例贸易有限公司");
        entry.putObject("source")
                .put("code", "11350200004133222T")
                .put("name", "虚构监督管理局")
                .put("level", "CITY")
                .put("division", "350200");
        entry.putObject("document").put("date", "2026-11-02").put("reference", "虚构〔2026〕17号");
        entry.put("basis", "《中华人民共和国行政处罚法》第九条");
        if (!penalty) {
            entry.putObject("fields").put("LYYY", "虚构");
            return entry;
        }
        entry.putObject("fields").put("CF_NR", "虚构");
        entry.put("severity", "GENERAL");
        entry.putObject("penalty")
                .put("amount", "0.5")
                .put("confirmed", false)
                .put("domain", "OTHER")
                .put("procedure", "ORDINARY")
                .put("undone", false)
                .putArray("kinds")
                .add("FINE");
        return entry;
    }

    private boolean report(List<Place> ends, List<Place> acknowledged) {
        out.printf(
                Locale.ROOT,
                "| from the recall, %d times | p50 ms | p99 ms | max ms |%n|---|---|---|---|%n",
                command.count);
        ends.forEach(this::row);
        acknowledged.forEach(this::row);
        long worst =
                ends.stream()
                        .mapToLong(place -> place.nanos().getValueAtPercentile(99))
                        .max()
                        .orElseThrow();
        out.printf(
                Locale.ROOT,
                "%np99 at the slowest node %.0f ms (goal: at most %.0f ms)%n",
                worst / 1e6,
                GOAL_NANOS / 1e6);
        return worst <= GOAL_NANOS;
    }

    private void row(Place place) {
        Histogram times = place.nanos();
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                place.what(),
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                times.getMaxValue() / 1e6);
    }
}
