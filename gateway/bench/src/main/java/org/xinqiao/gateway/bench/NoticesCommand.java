package org.xinqiao.gateway.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    /** Other nodes of the sandbox that Xiamen may send to; after them come further cities. */
    private static final List<NodeId> PARTNERS =
            Stream.of(TwoCities.HOST, "cn-350000", "cn-100000").map(NodeId::parse).toList();

    private static final int PARTNERS_MAX = PARTNERS.size() + Staging.FURTHER_MAX;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Option(names = "--partners", paramLabel = "N", description = "Receivers, 1 to 10.")
    int partners = 1;

    @Option(
            names = "--together",
            description = "All receivers in one process: for more nodes than cores.")
    boolean together;

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
        if (partners < 1 || partners > PARTNERS_MAX) {
            System.err.println("xinqiao: --partners is 1 to " + PARTNERS_MAX);
            return 2;
        }
        int further = Math.max(0, partners - PARTNERS.size());
        var receivers = new ArrayList<>(PARTNERS.subList(0, partners - further));
        IntStream.range(0, further).mapToObj(Staging::furtherCity).forEach(receivers::add);
        Set<NodeId> nodes = new HashSet<>(Staging.CITIES);
        nodes.addAll(receivers);
        var options = new SandboxOptions(directory, port, true);
        try (TwoCities cities =
                TwoCities.start(options, List.of(nodeJava), nodes, further, together)) {
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
