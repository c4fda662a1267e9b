package org.xinqiao.gateway.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xinqiao route}: where lists and records go. */
@Command(
        name = "route",
        description = "where lists and records go from a node: explain",
        subcommands = RouteCommand.Explain.class)
final class RouteCommand {
    /** {@code xinqiao route explain}: where one entry would go, and why, or why not. */
    @Command(
            name = "explain",
            sortOptions = false,
            usageHelpWidth = 100,
            mixinStandardHelpOptions = true,
            description = {
                "Says where an entry would go from a running node, hop by hop, and why, or why not.",
                "The node asks the rules that it sends by; nothing is sent."
            })
    static final class Explain implements Callable<Integer> {
        @Spec @Nullable CommandSpec spec;

        @Mixin NodeApi node = new NodeApi();

        @Option(
                names = "--stream",
                paramLabel = "NAME",
                required = true,
                description = "the stream that it stands in, such as cn-350200/record/penalty")
        @Nullable String stream;

        @Option(
                names = "--entry",
                paramLabel = "FILE",
                required = true,
                description = "the entry, in JSON")
        @Nullable Path entry;

        @Override
        public Integer call() {
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            try {
                ObjectNode asked = StrictJson.object().put("stream", stream);
                asked.set(
                        "entry",
                        StrictJson.parseObject(Files.readAllBytes(Objects.requireNonNull(entry))));
                for (JsonNode step :
                        node.call("POST", "/api/v1/routes/explain", asked).path("steps").values()) {
                    out.printf(
                            "%s  %s -> %s%n     %s%n     %s%n",
                            step.path("goes").asBoolean() ? "goes " : "stays",
                            step.path("stream").asString(""),
                            step.path("to").asString(""),
                            step.path("why").path("zh").asString(""),
                            step.path("why").path("en").asString(""));
                }
                return 0;
            } catch (IOException | MalformedJson e) {
                spec.commandLine().getErr().println("xinqiao: " + e.getMessage());
                return 1;
            }
        }
    }
}
