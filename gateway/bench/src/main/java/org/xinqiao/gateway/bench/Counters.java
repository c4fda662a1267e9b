package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.xinqiao.contracts.json.StrictJson;

/**
 * Counters of the host city that scan codes. A code is made outside the measured time, and shown at
 * once: a presentation is good for seconds.
 */
final class Counters {
    private static final long LATENCY_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final String PATH = "/api/v1/recognitions";

    private final ApiClient host;
    private final List<HeldPass> passes;
    private final AtomicLong next = new AtomicLong();

    Counters(ApiClient host, List<HeldPass> passes) {
        this.host = host;
        this.passes = List.copyOf(passes);
    }

    /**
     * How much to do.
     *
     * @param clients counters at a time
     * @param rate arrivals a second at fixed times; 0 for one after the other
     */
    record Load(int clients, int count, int rate, int secondsMax) {}

    /**
     * What came of it.
     *
     * @param latencies in nanoseconds; in an open loop from when the visitor arrived
     * @param faults what was not the expected answer, and how often
     */
    record Result(Histogram latencies, Map<String, Long> faults, long nanos) {
        double perSecond() {
            return latencies.getTotalCount() * 1e9 / nanos;
        }
    }

    private final class Run {
        final Load load;
        final long start = System.nanoTime();
        final AtomicLong taken = new AtomicLong();
        final ConcurrentHistogram latencies = new ConcurrentHistogram(LATENCY_NANOS_MAX, 3);
        final ConcurrentHashMap<String, LongAdder> faults = new ConcurrentHashMap<>();

        Run(Load load) {
            this.load = load;
        }

        private Void work() throws IOException {
            var random = new SecureRandom();
            long end = start + TimeUnit.SECONDS.toNanos(load.secondsMax());
            for (long n = taken.getAndIncrement();
                    n < load.count() && System.nanoTime() < end;
                    n = taken.getAndIncrement()) {
                HeldPass pass = passes.get((int) (next.getAndIncrement() % passes.size()));
                long arrived = arrival(n);
                byte[] scan = scan(pass.show(Instant.now(), random));
                long from = load.rate() == 0 ? System.nanoTime() : arrived;
                ApiClient.Answer answer = host.post(PATH, scan);
                latencies.recordValue(Math.min(System.nanoTime() - from, LATENCY_NANOS_MAX));
                fault(answer, pass);
            }
            return null;
        }

        private long arrival(long n) {
            if (load.rate() == 0) {
                return start;
            }
            long at = start + n * TimeUnit.SECONDS.toNanos(1) / load.rate();
            for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            return at;
        }

        private void fault(ApiClient.Answer answer, HeldPass pass) throws IOException {
            String fault = null;
            if (answer.status() != 200) {
                fault = answer.problem();
            } else {
                var decisions = answer.json().path("decisions");
                var decision = decisions.path(0);
                boolean right =
                        decisions.size() == 1
                                && decision.path("benefit").asString().equals(Wallets.BENEFIT)
                                && decision.path("outcome")
                                        .asString()
                                        .equals(pass.outcome().name());
                fault = right ? null : "wrong answer";
            }
            if (fault != null) {
                faults.computeIfAbsent(fault, name -> new LongAdder()).increment();
            }
        }

        Result result() {
            var counted = new TreeMap<String, Long>();
            faults.forEach((name, times) -> counted.put(name, times.sum()));
            return new Result(latencies, counted, System.nanoTime() - start);
        }
    }

    /** Scans until the count or the time is reached; a connection that breaks ends it. */
    Result run(Load load) throws IOException, InterruptedException {
        Run run = new Run(load);
        try (var threads = Executors.newFixedThreadPool(load.clients())) {
            var clients =
                    IntStream.range(0, load.clients())
                            .<Future<Void>>mapToObj(i -> threads.submit(run::work))
                            .toList();
            for (Future<Void> client : clients) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a counter broke off: " + e.getCause(), e);
        }
        return run.result();
    }

    private static byte[] scan(String code) {
        return StrictJson.write(
                StrictJson.object()
                        .put("code", code)
                        .put("purpose", Wallets.PURPOSE)
                        .put("terminal", "bench-1"));
    }
}
