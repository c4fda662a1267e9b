package org.xinqiao.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code xinqiao streams}: lists and records, over a running node's API. */
@Command(
        name = "streams",
        sortOptions = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "status|verify|repair|forget|anew",
        description = "Lists and records: how far everybody is, whether they are the same.",
        subcommands = HelpCommand.class)
final class StreamsCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    /** Which node is asked. */
    static final class Where {
        @Option(names = "--api", paramLabel = "URL", description = "the node's API")
        @Nullable URI api;

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "holds an operator's token")
        @Nullable Path tokenFile;

        @Option(
                names = "--node",
                paramLabel = "ID",
                description = "one node of the sandbox; all of them if left out")
        @Nullable String node;

        @Option(
                names = "--sandbox",
                paramLabel = "D",
                defaultValue = ".xinqiao/sandbox",
                showDefaultValue = picocli.CommandLine.Help.Visibility.ALWAYS,
                description = "the sandbox's directory")
        Path sandbox = Path.of(".xinqiao/sandbox");
    }

    private record Place(String name, URI api, String token) {}

    private interface Work {
        boolean on(Place place) throws IOException, MalformedJson, InterruptedException;
    }

    /** Without a subcommand it explains itself. */
    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().usage(out());
    }

    @Command(
            name = "status",
            description = {
                "Every stream of a node: changes, entries, what is set aside, and each partner.",
                "Exit code 1 where a stream is stopped or differs, or a recall is overdue."
            })
    int status(@Mixin Where where) {
        return each(
                where,
                place -> {
                    boolean well = true;
                    out().println(place.name() + "  " + place.api());
                    for (JsonNode stream : get(place, "/api/v1/streams").path("streams")) {
                        well &= print(stream);
                    }
                    for (JsonNode recall : get(place, "/api/v1/streams/recalls").path("recalls")) {
                        well &= !recall.path("overdue").asBoolean(false);
                        out().println(
                                        "  recall of "
                                                + recall.path("key").asString()
                                                + " in "
                                                + recall.path("stream").asString()
                                                + " since "
                                                + recall.path("since").asString()
                                                + ": not acknowledged by "
                                                + names(recall.path("waiting")));
                    }
                    return well;
                });
    }

    private boolean print(JsonNode stream) {
        String stopped = stream.path("stopped").asString("");
        String compared = stream.path("compared").asString("");
        out().println(
                        "  "
                                + stream.path("stream").asString()
                                + "  "
                                + stream.path("changes").asLong()
                                + " changes, "
                                + stream.path("entries").asLong()
                                + " entries, "
                                + stream.path("waiting").asLong()
                                + " waiting, "
                                + stream.path("quarantined").asLong()
                                + " set aside"
                                + (compared.isEmpty() ? "" : ", " + compared)
                                + (stopped.isEmpty() ? "" : ", STOPPED: " + stopped));
        for (JsonNode partner : stream.path("partners")) {
            String trouble = partner.path("trouble").asString("");
            out().println(
                            "    to "
                                    + partner.path("partner").asString()
                                    + ": "
                                    + partner.path("acknowledged").asLong()
                                    + " acknowledged, "
                                    + partner.path("left").asLong()
                                    + " left"
                                    + pace(partner)
                                    + (partner.path("routed").asBoolean() ? "" : ", no route")
                                    + (trouble.isEmpty() ? "" : ", " + trouble));
        }
        stream.path("notAllowed")
                .properties()
                .forEach(one ->
                        out().println(
                                        "    not to "
                                                + one.getKey()
                                                + ": "
                                                + one.getValue().asString()));
        return stopped.isEmpty() && !compared.equals("DIFFERENT");
    }

    private static String pace(JsonNode partner) {
        if (!partner.has("changesPerSecond")) {
            return "";
        }
        String pace = ", " + partner.path("changesPerSecond").asLong() + "/s";
        long left = partner.path("left").asLong();
        return left == 0 || partner.path("secondsLeft").isNull()
                ? pace
                : pace + ", " + partner.path("secondsLeft").asLong() + " s to go";
    }

    @Command(
            name = "verify",
            description = {
                "Compares what a node holds of a stream with what its source signs now;",
                "an own stream with what the database holds. Exit code 0: the same."
            })
    int verify(@Parameters(paramLabel = "STREAM") String stream, @Mixin Where where) {
        return each(where, place -> found(place, "verify", stream));
    }

    @Command(
            name = "repair",
            description = {
                "Finds what differs from the source, fetches it, and compares again.",
                "Exit code 0: the same now."
            })
    int repair(@Parameters(paramLabel = "STREAM") String stream, @Mixin Where where) {
        return each(where, place -> found(place, "repair", stream));
    }

    @Command(
            name = "anew",
            description = {
                "Begins an own stream anew that was stopped after a restore: what stands now, from number",
                "one. Everyone who has it must forget it first, or takes it for a second story."
            })
    int anew(@Parameters(paramLabel = "STREAM") String stream, @Mixin Where where) {
        return each(where, place -> entries(place, "anew", stream, "begins anew with"));
    }

    @Command(
            name = "forget",
            description = {
                "Forgets another's stream, as agreed with its source, so that it can begin anew.",
                "Its entries are gone at once, and recalled where they were passed on."
            })
    int forget(@Parameters(paramLabel = "STREAM") String stream, @Mixin Where where) {
        return each(where, place -> entries(place, "forget", stream, "has forgotten"));
    }

    private boolean entries(Place place, String what, String stream, String words)
            throws IOException, MalformedJson, InterruptedException {
        String query = URLEncoder.encode(stream, StandardCharsets.UTF_8);
        JsonNode answer = call(place, "POST", "/api/v1/streams/" + what + "?stream=" + query);
        out().println(
                        place.name()
                                + " "
                                + words
                                + " "
                                + answer.path("entries").asLong()
                                + " entries of "
                                + stream);
        return true;
    }

    private boolean found(Place place, String what, String stream)
            throws IOException, MalformedJson, InterruptedException {
        String path =
                "/api/v1/streams/"
                        + what
                        + "?stream="
                        + URLEncoder.encode(stream, StandardCharsets.UTF_8);
        JsonNode found = call(place, "POST", path);
        out().println(
                        place.name()
                                + ": "
                                + found.path("found").asString()
                                + (found.path("differences").asLong() == 0
                                        ? ""
                                        : ", "
                                                + found.path("differences").asLong()
                                                + " differences, "
                                                + found.path("rounds").asLong()
                                                + " rounds, "
                                                + found.path("bytes").asLong()
                                                + " bytes"));
        return found.path("found").asString().equals("SAME");
    }

    private int each(Where where, Work work) {
        try {
            boolean well = true;
            for (Place place : places(where)) {
                well &= work.on(place);
            }
            return well ? 0 : FAILED;
        } catch (NoSuchFileException e) {
            return failed("there is no file " + e.getFile());
        } catch (IOException | MalformedJson e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted");
        }
    }

    private static List<Place> places(Where where) throws IOException, MalformedJson {
        URI api = where.api;
        Path tokenFile = where.tokenFile;
        if (api != null) {
            String token = tokenFile == null ? "" : Files.readString(tokenFile).strip();
            return List.of(new Place(api.getHost(), api, token));
        }
        var places = new ArrayList<Place>();
        byte[] file = Files.readAllBytes(where.sandbox.resolve("sandbox.json"));
        for (JsonNode node : StrictJson.parseObject(file).path("nodes")) {
            String id = node.path("id").asString();
            if (where.node == null || where.node.equals(id)) {
                places.add(
                        new Place(
                                id,
                                URI.create(node.path("api").asString()),
                                node.path("tokens").path("operator").asString()));
            }
        }
        if (places.isEmpty()) {
            throw new IOException("the sandbox has no node " + where.node);
        }
        return places;
    }

    private static JsonNode get(Place place, String path)
            throws IOException, MalformedJson, InterruptedException {
        return call(place, "GET", path);
    }

    private static JsonNode call(Place place, String method, String path)
            throws IOException, MalformedJson, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(place.api().resolve(path))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + place.token())
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json = StrictJson.parse(answer.body());
            if (answer.statusCode() != OK) {
                throw new IOException(
                        place.name() + " answers: " + json.path("title").asString("no title"));
            }
            return json;
        }
    }

    private static String names(JsonNode list) {
        var names = new ArrayList<String>();
        list.forEach(one -> names.add(one.asString()));
        return String.join(", ", names);
    }

    private int failed(String why) {
        Objects.requireNonNull(spec).commandLine().getErr().println("xinqiao: " + why);
        return FAILED;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
