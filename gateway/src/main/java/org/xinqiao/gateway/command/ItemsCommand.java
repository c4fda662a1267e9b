package org.xinqiao.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.StrictJson;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xinqiao items}: asks another city for data items 互查互通. */
@Command(
        name = "items",
        description = "asks another city for data items: agreed, ask",
        subcommands = {ItemsCommand.Agreed.class, ItemsCommand.Ask.class})
final class ItemsCommand {
    /** {@code xinqiao items agreed}: what may be asked for. */
    @Command(
            name = "agreed",
            sortOptions = false,
            usageHelpWidth = 100,
            mixinStandardHelpOptions = true,
            description =
                    "Lists what agreements let this city ask another for, why, and by which duty.")
    static final class Agreed implements Callable<Integer> {
        @Spec @Nullable CommandSpec spec;

        @Mixin NodeApi api = new NodeApi();

        @Option(names = "--node", paramLabel = "ID", required = true, description = "which city")
        @Nullable String node;

        @Override
        public Integer call() {
            return printed(
                    spec,
                    out -> {
                        JsonNode agreed =
                                api.call("GET", "/api/v1/item-queries?node=" + node, null)
                                        .path("agreed");
                        for (JsonNode grant : agreed) {
                            out.printf(
                                    "%d#%s  for %s%s%n",
                                    grant.path("agreement").asLong(),
                                    grant.path("clause").asString(),
                                    texts(grant.path("purposes"), "purpose"),
                                    grant.path("duties").isEmpty()
                                            ? ""
                                            : "; duties " + texts(grant.path("duties"), "duty"));
                            for (JsonNode item : grant.path("items")) {
                                out.printf(
                                        "    %-32s %-10s %s%s%n",
                                        item.path("item").asString(),
                                        item.path("class").asString(""),
                                        item.path("name").path("zh").asString(""),
                                        item.path("writtenConsent").asBoolean(false)
                                                ? "（须书面同意）"
                                                : "");
                            }
                        }
                    });
        }
    }

    /** {@code xinqiao items ask}: one question. */
    @Command(
            name = "ask",
            sortOptions = false,
            usageHelpWidth = 100,
            mixinStandardHelpOptions = true,
            description = {
                "Asks another city what it holds about one organisation or person.",
                "A person is named by the consent they gave, or by the pseudonym of an earlier answer."
            })
    static final class Ask implements Callable<Integer> {
        @Spec @Nullable CommandSpec spec;

        @Mixin NodeApi api = new NodeApi();

        @Option(names = "--node", paramLabel = "ID", required = true, description = "which city")
        @Nullable String node;

        @ArgGroup(multiplicity = "1")
        @Nullable Whom whom;

        @Option(
                names = "--item",
                paramLabel = "CODE",
                required = true,
                split = ",",
                description = "items of the catalogue, separated by commas")
        @Nullable List<String> items;

        @Option(
                names = "--purpose",
                paramLabel = "ID",
                required = true,
                description = "what for: a purpose of the agreement")
        @Nullable String purpose;

        @Option(names = "--duty", paramLabel = "ID", description = "by which duty of the agreement")
        @Nullable String duty;

        @Option(
                names = "--officer",
                paramLabel = "ID",
                required = true,
                description = "who asks: the id in your system")
        @Nullable String officer;

        @Option(
                names = "--officer-name",
                paramLabel = "NAME",
                required = true,
                description = "and the name")
        @Nullable String officerName;

        /** About whom: one of these. */
        static final class Whom {
            @Option(
                    names = "--organisation",
                    paramLabel = "CODE",
                    description = "a unified social credit code")
            @Nullable String organisation;

            @Option(
                    names = "--consent",
                    paramLabel = "ID",
                    description = "the consent that the subject gave for this")
            @Nullable String consent;

            @Option(
                    names = "--pseudonym",
                    paramLabel = "TEXT",
                    description = "what the other city calls the subject here")
            @Nullable String pseudonym;

            ObjectNode json() {
                ObjectNode json = StrictJson.object();
                if (organisation != null) {
                    return json.put("organisation", organisation);
                }
                return consent == null
                        ? json.put("pseudonym", pseudonym)
                        : json.put("consent", consent);
            }
        }

        @Override
        public Integer call() {
            return printed(
                    spec,
                    out -> {
                        ObjectNode body = StrictJson.object().put("node", node);
                        body.set("subject", Objects.requireNonNull(whom).json());
                        var codes = body.putArray("items");
                        Objects.requireNonNull(items).forEach(codes::add);
                        body.put("purpose", purpose);
                        if (duty != null) {
                            body.put("duty", duty);
                        }
                        body.putObject("officer").put("id", officer).put("name", officerName);
                        print(api.call("POST", "/api/v1/item-queries", body), out);
                    });
        }

        private static void print(JsonNode answer, PrintWriter out) {
            for (JsonNode one : answer.path("answers")) {
                String what =
                        one.path("given").asBoolean(false)
                                ? one.path("values")
                                                .valueStream()
                                                .map(value -> value.asString())
                                                .collect(Collectors.joining("; "))
                                        + "  ("
                                        + one.path("basis").asString()
                                        + ", "
                                        + one.path("asOf").asString()
                                        + ")"
                                : "- " + one.path("words").path("zh").asString();
                out.printf(
                        "%-32s %s  %s%n",
                        one.path("item").asString(), one.path("name").path("zh").asString(), what);
            }
            out.println(answer.path("note").path("zh").asString());
            out.println("request " + answer.path("request").asString());
        }
    }

    private interface Printing {
        void to(PrintWriter out) throws IOException;
    }

    private static int printed(@Nullable CommandSpec spec, Printing printing) {
        var line = Objects.requireNonNull(spec).commandLine();
        try {
            printing.to(line.getOut());
            return 0;
        } catch (IOException e) {
            line.getErr().println("xinqiao: " + e.getMessage());
            return 1;
        }
    }

    private static String texts(JsonNode list, String member) {
        return list.valueStream()
                .map(one -> one.path(member).asString())
                .collect(Collectors.joining(", "));
    }
}
