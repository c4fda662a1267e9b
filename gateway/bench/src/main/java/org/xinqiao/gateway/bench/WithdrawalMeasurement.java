package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.people.Resident;

/**
 * Consents that are withdrawn one after the other, each after a visit abroad.
 *
 * <p>Two things are timed, both from the moment at which the withdrawal is sent. A counter that
 * shows codes of the consent over and over is refused: it asks the home city each time. And the
 * other city knows by the notice that it was sent, so that it grants nothing even where it does not
 * ask: that no grant overtakes it, the counter's own report of one is tried for.
 */
final class WithdrawalMeasurement {
    private static final long GOAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int DIGITS = 3;
    private static final String WITHDRAWN = "422 consent-withdrawn";
    private static final String KNOWN =
            "select count(*) from known_consent where ref = ? and state = 'WITHDRAWN'";

    private final WithdrawalCommand command;
    private final TwoCities cities;
    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    WithdrawalMeasurement(WithdrawalCommand command, TwoCities cities, PrintStream out) {
        this.command = command;
        this.cities = cities;
        this.out = out;
    }

    /** Nanoseconds from the withdrawal. */
    private record Times(long refused, long known) {}

    /** Whether every withdrawal took effect, and the slowest hundredth within the goal. */
    boolean run() throws IOException, InterruptedException {
        try (ApiClient platform = cities.api(TwoCities.HOME, "platform");
                ApiClient counter = cities.api(TwoCities.HOST, "counter");
                NodeDatabase host =
                        NodeDatabase.of(cities.configuration(TwoCities.HOST).database());
                ExecutorService threads = Executors.newCachedThreadPool()) {
            var visits =
                    new Visits(new Wallets(platform, random), platform, counter, host, threads);
            List<Resident> residents = Wallets.entitled(command.residents);
            var refused = new Histogram(LONGEST_NANOS, DIGITS);
            var known = new Histogram(LONGEST_NANOS, DIGITS);
            out.printf(Locale.ROOT, "warming up with %d withdrawals%n%n", command.warmUp);
            for (int i = 0; i < command.warmUp + command.count; i++) {
                Times times = visits.withdraw(residents.get(i % residents.size()));
                if (i >= command.warmUp) {
                    refused.recordValue(times.refused());
                    known.recordValue(times.known());
                }
            }
            return report(refused, known);
        } catch (ExecutionException e) {
            out.printf("NOT AS EXPECTED: %s%n", e.getCause());
            return false;
        }
    }

    private boolean report(Histogram refused, Histogram known) {
        out.printf(
                Locale.ROOT,
                "| from the withdrawal, %d times | p50 ms | p99 ms | max ms |%n|---|---|---|---|%n",
                refused.getTotalCount());
        row("to the first refusal at the other city's counter", refused);
        row("until the other city knows by notice, and grants nothing by itself", known);
        long worst = Math.max(refused.getValueAtPercentile(99), known.getValueAtPercentile(99));
        out.printf(
                Locale.ROOT,
                "%np99 %.0f ms (goal: at most %.0f ms)%n",
                worst / 1e6,
                GOAL_NANOS / 1e6);
        return worst <= GOAL_NANOS;
    }

    private void row(String what, Histogram times) {
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                what,
                times.getValueAtPercentile(50) / 1e6,
                times.getValueAtPercentile(99) / 1e6,
                times.getMaxValue() / 1e6);
    }

    private final class Visits {
        private final Wallets wallets;
        private final ApiClient platform;
        private final ApiClient counter;
        private final NodeDatabase host;
        private final ExecutorService threads;

        Visits(
                Wallets wallets,
                ApiClient platform,
                ApiClient counter,
                NodeDatabase host,
                ExecutorService threads) {
            this.wallets = wallets;
            this.platform = platform;
            this.counter = counter;
            this.host = host;
            this.threads = threads;
        }

        Times withdraw(Resident resident)
                throws IOException, InterruptedException, ExecutionException {
            Wallets.Given given = wallets.given(resident);
            ApiClient.Answer granted = scan(given);
            expect("200", String.valueOf(granted.status()), granted);
            long start = System.nanoTime();
            var refused = threads.submit(() -> untilRefused(given, start));
            var known = threads.submit(() -> untilKnown(given, start));
            ApiClient.Answer withdrawn = platform.delete("/api/v1/consents/" + given.consent());
            expect("200", String.valueOf(withdrawn.status()), withdrawn);
            var times = new Times(refused.get(), known.get());
            byte[] grant =
                    StrictJson.write(
                            StrictJson.object()
                                    .put("benefit", Wallets.BENEFIT)
                                    .put("event", "GRANTED"));
            ApiClient.Answer told = counter.post(granted.location() + "/events", grant);
            expect(WITHDRAWN, told.status() == 202 ? "202" : told.problem(), told);
            return times;
        }

        private long untilRefused(Wallets.Given given, long start) throws IOException {
            while (true) {
                ApiClient.Answer answer = scan(given);
                long now = System.nanoTime();
                if (answer.status() != 200) {
                    expect(WITHDRAWN, answer.problem(), answer);
                    return now - start;
                }
                inTime(now - start);
            }
        }

        private long untilKnown(Wallets.Given given, long start) throws IOException {
            byte[] ref = given.pass().pass().claims().consentRef().bytes();
            while (host.number(KNOWN, (Object) ref) == 0) {
                LockSupport.parkNanos(LOOK_NANOS);
                inTime(System.nanoTime() - start);
            }
            return System.nanoTime() - start;
        }

        private ApiClient.Answer scan(Wallets.Given given) throws IOException {
            var scan =
                    StrictJson.object()
                            .put("code", given.pass().show(Instant.now(), random))
                            .put("purpose", Wallets.PURPOSE)
                            .put("terminal", "bench");
            return counter.post("/api/v1/recognitions", StrictJson.write(scan));
        }

        private void expect(String wanted, String seen, ApiClient.Answer answer)
                throws IOException {
            if (!wanted.equals(seen)) {
                throw new IOException(
                        "wanted " + wanted + ", and it was " + answer.status() + " " + seen);
            }
        }

        private void inTime(long nanos) throws IOException {
            if (nanos > LONGEST_NANOS) {
                throw new IOException("a withdrawal took no effect in time");
            }
        }
    }
}
