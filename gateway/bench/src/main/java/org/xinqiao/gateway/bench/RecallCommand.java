package org.xinqiao.gateway.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.xinqiao.gateway.sandbox.SandboxFault;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code xinqiao bench recall}: how soon an entry that is taken back is gone at every node that had
 * it. Exit codes: 0 measured and within the goal, 1 not.
 */
@Command(
        name = "recall",
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "From the recall of an entry at its source to its end at every node of the sandbox that had it:",
            "a penalty of Xiamen's in Fujian and, passed on, in the nation; a red listing in Fuzhou."
        })
public final class RecallCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Option(names = "--warm-up", paramLabel = "N", description = "Recalls before measuring.")
    int warmUp = 50;

    @Option(names = "--count", paramLabel = "N", description = "Recalls measured.")
    int count = 200;

    @Option(names = "--dir", paramLabel = "D", description = "Where the nodes live; emptied.")
    Path directory = Path.of(".xinqiao", "bench-recall");

    @Option(names = "--port", paramLabel = "P", description = "From which ports are counted.")
    int port = 18_500;

    @Option(names = "--node-java", paramLabel = "OPTION", description = "For the nodes' machines.")
    String[] nodeJava = {"-Xmx384m", "-XX:+UseSerialGC"};

    @Override
    public Integer call() throws Exception {
        var options = new SandboxOptions(directory, port, true);
        try (TwoCities nodes =
                TwoCities.start(options, List.of(nodeJava), Staging.USUAL.nodes(), 0, false)) {
            Thread stop = new Thread(nodes::close, "bench-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            boolean right = new RecallMeasurement(this, nodes, System.out).run();
            Runtime.getRuntime().removeShutdownHook(stop);
            return right ? 0 : 1;
        } catch (SandboxFault e) {
            System.err.println("xinqiao: " + e.getMessage());
            return 1;
        }
    }
}
