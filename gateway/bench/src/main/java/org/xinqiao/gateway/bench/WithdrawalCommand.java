package org.xinqiao.gateway.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.xinqiao.gateway.sandbox.SandboxFault;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code xinqiao bench withdrawal}: how soon a withdrawn consent is refused in another city. Exit
 * codes: 0 measured and within the goal, 1 not.
 */
@Command(
        name = "withdrawal",
        sortOptions = false,
        showDefaultValues = true,
        description =
                "From the withdrawal of a consent at home to the first refusal at a counter elsewhere.")
public final class WithdrawalCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Option(names = "--warm-up", paramLabel = "N", description = "Withdrawals before measuring.")
    int warmUp = 200;

    @Option(names = "--count", paramLabel = "N", description = "Withdrawals measured.")
    int count = 500;

    @Option(names = "--residents", paramLabel = "N", description = "Residents who consent.")
    int residents = 100;

    @Option(names = "--dir", paramLabel = "D", description = "Where the two nodes live; emptied.")
    Path directory = Path.of(".xinqiao", "bench-withdrawal");

    @Option(names = "--port", paramLabel = "P", description = "From which ports are counted.")
    int port = 18_500;

    @Option(names = "--node-java", paramLabel = "OPTION", description = "For the nodes' machines.")
    String[] nodeJava = {"-Xmx512m", "-XX:+UseSerialGC"};

    @Override
    public Integer call() throws Exception {
        var options = new SandboxOptions(directory, port, true);
        try (TwoCities cities = TwoCities.start(options, List.of(nodeJava))) {
            Thread stop = new Thread(cities::close, "bench-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            boolean right = new WithdrawalMeasurement(this, cities, System.out).run();
            Runtime.getRuntime().removeShutdownHook(stop);
            return right ? 0 : 1;
        } catch (SandboxFault e) {
            System.err.println("xinqiao: " + e.getMessage());
            return 1;
        }
    }
}
