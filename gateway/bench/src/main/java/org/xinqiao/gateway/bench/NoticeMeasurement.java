package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.NodeConfig;

/** Notices from setting up to the report. */
final class NoticeMeasurement {
    private static final double GOAL_OF_FLOOR = 0.6;
    private static final int GOAL_WIRE_BYTES = 4_096;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Cheap however many there are: what is measured shares the machine. */
    private static final String WAITS =
            "select count(*) from (select 1 from outbox limit 1) as waiting";

    private final NoticesCommand command;
    private final TwoCities nodes;
    private final List<NodeId> partners;
    private final PrintStream out;

    NoticeMeasurement(
            NoticesCommand command, TwoCities nodes, List<NodeId> partners, PrintStream out) {
        this.command = command;
        this.nodes = nodes;
        this.partners = partners;
        this.out = out;
    }

    /** CPU milliseconds since the processes began. */
    private record Cpu(long sender, long receivers, long database, long source) {}

    /** Whether everything arrived and was receipted. */
    boolean run() throws IOException, InterruptedException {
        NodeConfig config = nodes.configuration(TwoCities.HOME);
        try (NodeDatabase sender = NodeDatabase.of(config.database());
                NodeDatabase receiver =
                        NodeDatabase.of(
                                nodes.configuration(partners.getFirst().value()).database())) {
            var source = new NoticeSource(config, sender, partners);
            out.printf(Locale.ROOT, "warming up with %d notices%n%n", command.warmUp);
            boolean right = through(source, sender, command.warmUp);
            out.printf(
                    Locale.ROOT,
                    "measured: notices numbered, signed and written by this process with the node's"
                            + " classes (%d in a commit), delivered by the node, taken and receipted by"
                            + " %d partner(s), receipts verified and kept; from the first written to"
                            + " the last settled%n%n",
                    NoticeSource.BATCH,
                    partners.size());
            out.printf(
                    Locale.ROOT,
                    "| round | per second | CPU ms an exchange: sender | receivers | signing here |"
                            + " PostgreSQL | in a commit: taken | settled |%n|---|---|---|---|---|---|---|---|%n");
            var rates = new ArrayList<Double>();
            Seen seen = null;
            OptionalDouble wire = OptionalDouble.empty();
            for (int round = 1; round <= command.rounds && right; round++) {
                double before = sender.number("select coalesce(max(id), 0) from message_record");
                double beforeThere =
                        receiver.number("select coalesce(max(id), 0) from message_record");
                WireBytes wireBefore = wire();
                Cpu start = cpu();
                long began = System.nanoTime();
                right = through(source, sender, command.count);
                double seconds = (System.nanoTime() - began) / 1e9;
                Cpu end = cpu();
                wire = wire().each(wireBefore, command.count / partners.size());
                rates.add(command.count / seconds);
                seen = Seen.of(sender, before, receiver, beforeThere);
                row(round, rates.getLast(), start, end, seen);
            }
            if (!right || seen == null) {
                out.printf(Locale.ROOT, "NOT EVERYTHING ARRIVED IN TIME%n");
                return false;
            }
            return report(rates, seen, wire, config);
        }
    }

    /**
     * How many shared a commit, told by the transactions that wrote the rows.
     *
     * @param taken at the first partner
     * @param settled at the sender
     * @param notice mean length of a notice
     * @param receipt mean length of a receipt
     */
    private record Seen(double taken, double settled, double notice, double receipt) {
        private static final String SHARED =
                """
                select count(*)::float / greatest(count(distinct xmin::text), 1)
                from message_record where id > ? and direction = 0\
                """;
        private static final String LENGTH =
                "select avg(length(body)) from message_record where id > ? and direction = ?";

        static Seen of(
                NodeDatabase sender, double before, NodeDatabase receiver, double beforeThere) {
            return new Seen(
                    receiver.number(SHARED, beforeThere),
                    sender.number(SHARED, before),
                    sender.number(LENGTH, before, 1),
                    sender.number(LENGTH, before, 0));
        }
    }

    private boolean through(NoticeSource source, NodeDatabase sender, int count) {
        source.write(count);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(command.secondsMax);
        while (sender.number(WAITS) > 0) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Of the connections to the first partner. */
    private WireBytes wire() throws IOException, InterruptedException {
        String partner = partners.getFirst().value();
        return WireBytes.to(nodes.configuration(partner).federation().port());
    }

    private Cpu cpu() throws IOException {
        long receivers = 0;
        for (long pid :
                partners.stream().mapToLong(each -> nodes.pid(each.value())).distinct().toArray()) {
            receivers += CpuTime.millisOf(pid);
        }
        return new Cpu(
                CpuTime.millisOf(nodes.pid(TwoCities.HOME)),
                receivers,
                CpuTime.millisOfAll(nodes.postgresPid()),
                CpuTime.millisOf(ProcessHandle.current().pid()));
    }

    private void row(int round, double rate, Cpu start, Cpu end, Seen seen) {
        double n = command.count;
        out.printf(
                Locale.ROOT,
                "| %d | %.0f | %.2f | %.2f | %.2f | %.2f | %.1f | %.1f |%n",
                round,
                rate,
                (end.sender() - start.sender()) / n,
                (end.receivers() - start.receivers()) / n,
                (end.source() - start.source()) / n,
                (end.database() - start.database()) / n,
                seen.taken(),
                seen.settled());
    }

    private boolean report(List<Double> rates, Seen seen, OptionalDouble wire, NodeConfig config)
            throws IOException, InterruptedException {
        rates.sort(null);
        double median = rates.get(rates.size() / 2);
        nodes.stopNodes();
        var shape =
                new NoticeFloor.Shape(
                        command.count,
                        partners.size(),
                        (int) Math.max(1, Math.round(seen.taken())),
                        (int) Math.max(1, Math.round(seen.settled())),
                        (int) seen.notice(),
                        (int) seen.receipt());
        try (var floor =
                new NoticeFloor(config.database().url(), nodes.superuserPassword(), shape)) {
            double bare = floor.perSecond();
            out.printf(
                    Locale.ROOT,
                    "%nmedian %.0f a second; the same rows in the same batches without anything else:"
                            + " %.0f a second; that is %.0f %% of it (goal: at least %.0f %%)%n",
                    median,
                    bare,
                    100 * median / bare,
                    100 * GOAL_OF_FLOOR);
        }
        out.printf(
                Locale.ROOT,
                "notice %.0f bytes, receipt %.0f bytes; with HTTP and TLS, both ways: %s (goal: at most"
                        + " %d bytes more)%n",
                seen.notice(),
                seen.receipt(),
                wire.isPresent()
                        ? "%.0f bytes an exchange".formatted(wire.getAsDouble())
                        : "not counted, the command ss is missing",
                GOAL_WIRE_BYTES);
        return true;
    }
}
