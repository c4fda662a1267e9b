package org.xinqiao.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.xinqiao.trust.evidence.EvidenceJson;
import org.xinqiao.trust.evidence.EvidenceRules;
import org.xinqiao.trust.evidence.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code xinqiao evidence}: what a message proves, as one file, and the judgement of such files.
 */
@Command(
        name = "evidence",
        sortOptions = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "export|verify",
        description = "Who said what to whom, when, on which basis: as one file, judged off line.",
        subcommands = HelpCommand.class)
final class EvidenceCommand implements Runnable {
    private static final int FAILED = 1;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    /** Without a subcommand it explains itself. */
    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().usage(out());
    }

    private record Place(URI api, String token) {}

    @Command(
            name = "export",
            description = {
                "Asks a node for all it can show for a message, and writes it into one file.",
                "Without --api the nodes of the sandbox are asked, until one knows the message."
            })
    int export(
            @Parameters(paramLabel = "MESSAGE", description = "its id") String message,
            @Option(names = "--api", paramLabel = "URL", description = "the node's API")
                    @Nullable URI api,
            @Option(
                            names = "--token-file",
                            paramLabel = "FILE",
                            description = "holds an operator's token")
                    @Nullable Path tokenFile,
            @Option(
                            names = "--sandbox",
                            paramLabel = "D",
                            defaultValue = ".xinqiao/sandbox",
                            showDefaultValue = picocli.CommandLine.Help.Visibility.ALWAYS,
                            description = "the sandbox's directory")
                    Path sandbox,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "MESSAGE.evidence.json if left out")
                    @Nullable Path file) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            for (Place place : places(api, tokenFile, sandbox)) {
                HttpResponse<byte[]> answer = ask(client, place, message);
                if (answer.statusCode() == OK) {
                    Path target = file == null ? Path.of(message + ".evidence.json") : file;
                    Files.write(target, answer.body());
                    out().println("written by " + place.api() + " to " + target);
                    return 0;
                }
                if (answer.statusCode() != NOT_FOUND) {
                    return failed(place.api() + " answers: " + title(answer));
                }
            }
            return failed("no node knows a message " + message);
        } catch (NoSuchFileException e) {
            return failed("there is no file " + e.getFile());
        } catch (IOException | MalformedJson e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted");
        }
    }

    private static List<Place> places(@Nullable URI api, @Nullable Path tokenFile, Path sandbox)
            throws IOException, MalformedJson {
        var places = new ArrayList<Place>();
        if (api != null) {
            String token = tokenFile == null ? "" : Files.readString(tokenFile).strip();
            return List.of(new Place(api, token));
        }
        JsonNode nodes =
                StrictJson.parseObject(Files.readAllBytes(sandbox.resolve("sandbox.json")))
                        .path("nodes");
        for (JsonNode node : nodes) {
            places.add(
                    new Place(
                            URI.create(node.path("api").asString()),
                            node.path("tokens").path("operator").asString()));
        }
        return places;
    }

    private static HttpResponse<byte[]> ask(HttpClient client, Place place, String message)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(place.api().resolve("/api/v1/evidence/" + message))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + place.token())
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String title(HttpResponse<byte[]> answer) {
        try {
            return StrictJson.parseObject(answer.body()).path("title").asString();
        } catch (MalformedJson e) {
            return "HTTP " + answer.statusCode();
        }
    }

    @Command(
            name = "verify",
            description = {
                "Judges an evidence file off line and says in words what it proves.",
                "Exit code 0: everything in it holds; 1: something was altered, left out or out of date."
            })
    int verify(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--root",
                            paramLabel = "ROOT",
                            required = true,
                            description = "the federation's first root")
                    Path root,
            @Option(names = "--lang", paramLabel = "zh|en", description = "both if left out")
                    @Nullable String language) {
        try {
            if (Files.size(file) > EvidenceJson.FILE_BYTES_MAX) {
                return failed(file + " is larger than evidence ever is");
            }
            List<Finding> findings =
                    EvidenceRules.decide(Files.readAllBytes(file), Files.readAllBytes(root));
            findings.forEach(finding -> print(finding, language));
            long faults = findings.stream().filter(Finding::isFault).count();
            out().println(
                            faults == 0
                                    ? "好：以上各项均已证明 / good: all of this is proven"
                                    : faults + " 处有问题 / " + faults + " faults");
            return faults == 0 ? 0 : FAILED;
        } catch (NoSuchFileException e) {
            return failed("there is no file " + e.getFile());
        } catch (IOException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private void print(Finding finding, @Nullable String language) {
        String mark = finding.isFault() ? finding.kind().name() : "ok";
        if (!"en".equals(language)) {
            out().println(mark + "  " + finding.zh());
        }
        if (!"zh".equals(language)) {
            out().println(mark + "  " + finding.en());
        }
    }

    private int failed(String why) {
        Objects.requireNonNull(spec).commandLine().getErr().println("xinqiao: " + why);
        return FAILED;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
