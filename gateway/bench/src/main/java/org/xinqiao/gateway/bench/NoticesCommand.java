package org.xinqiao.gateway.bench;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.sandbox.SandboxFault;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code xinqiao bench notices}: durable signed notices with signed receipts. Exit codes: 0
 * measured and everything arrived, 1 not.
 */
@Command(
        name = "notices",
        sortOptions = false,
        showDefaultValues = true,
        description =
                "Durable signed notices with signed receipts, between nodes in processes of their own.")
public final class NoticesCommand implements Callable<Integer> {
    /** Whom Xiamen may send to: all other nodes of the sandbox. */
    private static final List<String> PARTNERS = List.of(TwoCities.HOST, "cn-350000", "cn-100000");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Option(names = "--partners", paramLabel = "N", description = "Receivers, 1 to 3.")
    int partners = 1;

    @Option(names = "--warm-up", paramLabel = "N", description = "Notices before measuring.")
    int warmUp = 20_000;

    @Option(names = "--count", paramLabel = "N", description = "Notices measured in a round.")
    int count = 20_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds measured.")
    int rounds = 3;

    @Option(names = "--seconds-max", paramLabel = "S", description = "Longest time for one round.")
    int secondsMax = 300;

    @Option(names = "--dir", paramLabel = "D", description = "Where the nodes live; emptied.")
    Path directory = Path.of(".xinqiao", "bench-notices");

    @Option(names = "--port", paramLabel = "P", description = "From which ports are counted.")
    int port = 18_500;

    @Option(names = "--node-java", paramLabel = "OPTION", description = "For the nodes' machines.")
    String[] nodeJava = {"-Xmx512m", "-XX:+UseSerialGC"};

    @Override
    public Integer call() throws Exception {
        if (partners < 1 || partners > PARTNERS.size()) {
            System.err.println("xinqiao: --partners is 1 to " + PARTNERS.size());
            return 2;
        }
        List<NodeId> receivers = PARTNERS.subList(0, partners).stream().map(NodeId::parse).toList();
        Set<NodeId> nodes = new HashSet<>(Staging.CITIES);
        nodes.addAll(receivers);
        var options = new SandboxOptions(directory, port, true);
        try (TwoCities cities = TwoCities.start(options, List.of(nodeJava), nodes)) {
            Thread stop = new Thread(cities::close, "bench-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            boolean right = new NoticeMeasurement(this, cities, receivers, System.out).run();
            Runtime.getRuntime().removeShutdownHook(stop);
            return right ? 0 : 1;
        } catch (SandboxFault e) {
            System.err.println("xinqiao: " + e.getMessage());
            return 1;
        }
    }
}
