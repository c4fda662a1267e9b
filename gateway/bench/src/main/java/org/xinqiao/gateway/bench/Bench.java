package org.xinqiao.gateway.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.xinqiao.gateway.bench.jmh.JmhCommand;
import org.xinqiao.gateway.sandbox.SandboxFault;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code xinqiao bench}: the load test of the whole recognition. Exit codes: 0 measured and every
 * answer was right, 1 not, 2 not understood.
 */
@Command(
        name = "bench",
        sortOptions = false,
        showDefaultValues = true,
        usageHelpWidth = 100,
        subcommands = {
            JmhCommand.class,
            ListsCommand.class,
            NoticesCommand.class,
            RecallCommand.class,
            WithdrawalCommand.class
        },
        description =
                "Recognitions over HTTP and TLS between two nodes in processes of their own, on loopback.")
public final class Bench implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Option(names = "--clients", paramLabel = "N", description = "Counters at a time.")
    int clients = 8;

    @Option(names = "--warm-up", paramLabel = "N", description = "Recognitions before measuring.")
    int warmUp = 20_000;

    @Option(names = "--count", paramLabel = "N", description = "Recognitions measured in a round.")
    int count = 10_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds measured.")
    int rounds = 3;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Arrivals a second at fixed times (open loop); 0: the next when the last has ended.")
    int rate;

    @Option(names = "--seconds-max", paramLabel = "S", description = "Longest time for one round.")
    int secondsMax = 300;

    @Option(names = "--residents", paramLabel = "N", description = "Residents who consent.")
    int residents = 200;

    @Option(
            names = "--outcome",
            paramLabel = "O",
            description = {
                "ANY: residents as they come. NO_EFFECT: of those whom no benefit applies to, so that",
                "nothing is granted and no notice follows: the recognition alone. BENEFIT: the others."
            })
    Wanted outcome = Wanted.ANY;

    /** Whose codes are shown. */
    enum Wanted {
        ANY,
        BENEFIT,
        NO_EFFECT
    }

    @Option(names = "--dir", paramLabel = "D", description = "Where the two nodes live; emptied.")
    Path directory = Path.of(".xinqiao", "bench");

    @Option(names = "--port", paramLabel = "P", description = "From which ports are counted.")
    int port = 18_500;

    @Option(names = "--node-java", paramLabel = "OPTION", description = "For the nodes' machines.")
    String[] nodeJava = {"-Xmx512m", "-XX:+UseSerialGC"};

    private Bench() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(
                new CommandLine(new Bench())
                        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                        .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try {
            var options = new SandboxOptions(directory, port, true);
            try (TwoCities cities = TwoCities.start(options, List.of(nodeJava))) {
                Thread stop = new Thread(cities::close, "bench-stop");
                Runtime.getRuntime().addShutdownHook(stop);
                boolean right = new Measurement(this, cities, System.out).run();
                Runtime.getRuntime().removeShutdownHook(stop);
                return right ? 0 : 1;
            }
        } catch (SandboxFault e) {
            System.err.println("xinqiao: " + e.getMessage());
            return 1;
        }
    }
}
