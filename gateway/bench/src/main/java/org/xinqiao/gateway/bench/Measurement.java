package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xinqiao.contracts.code.CreditCode;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;

/** The load test from setting up to its report. */
final class Measurement {
    private static final double GOAL_MILLIS = 1.5;
    private static final String TRY_LATER = "503 try-later";

    private final Bench bench;
    private final TwoCities cities;
    private final PrintStream out;
    private boolean right = true;

    Measurement(Bench bench, TwoCities cities, PrintStream out) {
        this.bench = bench;
        this.cities = cities;
        this.out = out;
    }

    /** CPU milliseconds since the processes began. */
    private record Cpu(long home, long host, long database) {
        static Cpu of(TwoCities cities) throws IOException {
            return new Cpu(
                    CpuTime.millisOf(cities.pid(TwoCities.HOME)),
                    CpuTime.millisOf(cities.pid(TwoCities.HOST)),
                    CpuTime.millisOfAll(cities.postgresPid()));
        }
    }

    /** Whether every answer was the expected one. */
    boolean run() throws IOException, InterruptedException, BadSignature {
        try (ApiClient platform = cities.api(TwoCities.HOME, "platform");
                ApiClient counter = cities.api(TwoCities.HOST, "counter")) {
            var wallets = new Wallets(platform, new SecureRandom());
            List<HeldPass> passes = wallets.fill(bench.residents, bench.outcome);
            out.printf(
                    Locale.ROOT,
                    "%d residents consented; %d passes%n",
                    bench.residents,
                    passes.size());
            var counters = new Counters(counter, passes);
            warmUp(counters);
            var both = new ArrayList<Double>();
            for (int round = 1; round <= bench.rounds && right; round++) {
                both.add(measure(counters, round));
            }
            if (right) {
                floor(passes.getFirst(), median(both));
            }
            sizes(passes.getFirst(), wallets.bearerCode());
        }
        return right;
    }

    private void warmUp(Counters counters) throws IOException, InterruptedException {
        out.printf(Locale.ROOT, "warming up with %d recognitions%n", bench.warmUp);
        warmUp(counters.run(load(bench.warmUp)));
        out.println();
        out.printf(
                Locale.ROOT,
                "| round | per second | p50 ms | p99 ms | max ms | CPU ms: home | host | both | PostgreSQL beside |%n");
        out.printf(Locale.ROOT, "|---|---|---|---|---|---|---|---|---|%n");
    }

    private double median(List<Double> both) {
        both.sort(null);
        double median = both.get(both.size() / 2);
        out.printf(
                Locale.ROOT,
                "%nmedian of %d rounds: %.2f ms CPU per recognition over both nodes (goal: at most %.1f)%n",
                both.size(),
                median,
                GOAL_MILLIS);
        return median;
    }

    private Counters.Load load(int count) {
        return new Counters.Load(bench.clients, count, bench.rate, bench.secondsMax);
    }

    private double measure(Counters counters, int round) throws IOException, InterruptedException {
        Cpu before = Cpu.of(cities);
        Counters.Result result = counters.run(load(bench.count));
        Cpu after = Cpu.of(cities);
        double n = result.latencies().getTotalCount();
        double home = (after.home() - before.home()) / n;
        double host = (after.host() - before.host()) / n;
        double database = (after.database() - before.database()) / n;
        var latencies = result.latencies();
        out.printf(
                Locale.ROOT,
                "| %d | %.0f | %.1f | %.1f | %.1f | %.2f | %.2f | **%.2f** | %.2f |%n",
                round,
                result.perSecond(),
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                latencies.getMaxValue() / 1e6,
                home,
                host,
                home + host,
                database);
        faults(result);
        return home + host;
    }

    /**
     * Cold nodes on a busy machine may be too slow for a second or two; wrong they may never be.
     */
    private void warmUp(Counters.Result result) {
        out.printf(Locale.ROOT, "warm-up: %.0f per second%n", result.perSecond());
        result.faults().forEach((fault, times) -> out.printf("%s, %d times%n", fault, times));
        right = Set.of(TRY_LATER).containsAll(result.faults().keySet());
    }

    private void faults(Counters.Result result) {
        result.faults()
                .forEach((fault, times) ->
                        out.printf("NOT AS EXPECTED: %s, %d times%n", fault, times));
        right &= result.faults().isEmpty();
    }

    private void floor(HeldPass pass, double median) throws BadSignature {
        SignatureAlgorithm own = pass.pass().algorithm();
        for (SignatureAlgorithm algorithm :
                List.of(SignatureAlgorithm.SM2SM3, SignatureAlgorithm.ES256)) {
            double floor = new Floor(algorithm).millis();
            out.printf(
                    Locale.ROOT,
                    "bare signatures with %s: %.3f ms%s%n",
                    algorithm.jose(),
                    floor,
                    algorithm == own
                            ? String.format(
                                    Locale.ROOT,
                                    " (used here; all of it is %.1f times that)",
                                    median / floor)
                            : "");
        }
    }

    private void sizes(HeldPass pass, String bearer) throws IOException {
        var random = new SecureRandom();
        String code = pass.show(Instant.now(), random);
        size("code", code, CreditCode.CHARACTERS_MAX);
        size("bearer code", bearer, CreditCode.BEARER_CHARACTERS_MAX);
        int request = Sizes.requestBytes(code, Keys.generate(pass.pass().algorithm(), random));
        int response = Sizes.responseBytes(cities.configuration(TwoCities.HOST).database());
        out.printf(Locale.ROOT, "request %d bytes, response at most %d bytes%n", request, response);
    }

    private void size(String what, String text, int most) {
        out.printf(
                Locale.ROOT,
                "%s: %d characters (at most %d), QR version %d at level M%n",
                what,
                text.length(),
                most,
                QrVersion.of(text));
        right &= text.length() <= most;
    }
}
