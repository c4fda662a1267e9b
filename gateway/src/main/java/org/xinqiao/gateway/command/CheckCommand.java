package org.xinqiao.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xinqiao check}: verifies a file of organisations by a node's API 批量核查. */
@Command(
        name = "check",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Verifies every organisation of a CSV file or workbook (.xlsx) by a node, and writes what is held.",
            "Broken off, the same command goes on where it was: FILE.resume beside the result knows where."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int PIECE_BYTES = 24 << 10;
    private static final int TRIES_MAX = 60;
    private static final int PAUSE_MILLIS = 500;
    private static final int BAR_CHARACTERS = 30;
    private static final int TOO_MANY = 429;
    private static final int NOT_FOUND = 404;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Option(
            names = "--in",
            paramLabel = "FILE",
            required = true,
            description = "organisations' codes, one a line: .csv or .xlsx")
    private @Nullable Path in;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "the result: .csv or .xlsx")
    private @Nullable Path out;

    @Option(names = "--api", paramLabel = "URL", required = true, description = "the node's API")
    private @Nullable URI api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "holds a platform's or an operator's token")
    private @Nullable Path tokenFile;

    @ArgGroup(exclusive = false)
    private @Nullable Declared declared;

    @Spec private @Nullable CommandSpec spec;

    /** Who looks, and why. */
    static final class Declared {
        @Option(
                names = "--purpose",
                paramLabel = "TEXT",
                required = true,
                description = "what for; with a duty, what government bodies share is shown, too")
        private @Nullable String purpose;

        @Option(names = "--duty", paramLabel = "TEXT", description = "by which statutory duty")
        private @Nullable String duty;

        @Option(
                names = "--officer",
                paramLabel = "ID",
                required = true,
                description = "who looks: the id in your system")
        private @Nullable String officer;

        @Option(
                names = "--officer-name",
                paramLabel = "NAME",
                required = true,
                description = "and the name")
        private @Nullable String name;
    }

    /** The node refuses, in its own words. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String title) {
            super(title);
            this.status = status;
        }
    }

    @Override
    public Integer call() {
        Path result = Objects.requireNonNull(out);
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var node =
                    new Api(
                            client,
                            Objects.requireNonNull(api),
                            Files.readString(Objects.requireNonNull(tokenFile)).strip());
            format(result);
            String id = job(node);
            send(node, id);
            node.json("POST", "/" + id + "/start", new byte[0], "application/json");
            JsonNode last = watch(node, id);
            if (!last.path("state").asString().equals("DONE")) {
                Files.deleteIfExists(resume());
                return failed(in + " " + last.path("trouble").asString());
            }
            read(node, id, result);
            Files.deleteIfExists(resume());
            print().println(
                            "%s: %d lines, %d with entries, %d without a right code"
                                    .formatted(
                                            result,
                                            last.path("done").asLong(),
                                            last.path("held").asLong(),
                                            last.path("wrong").asLong()));
            return 0;
        } catch (NoSuchFileException e) {
            return failed("there is no file " + e.getFile());
        } catch (Refused | IOException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("interrupted; the same command goes on");
        }
    }

    /** The job of an earlier run with this result, or a new one. */
    private String job(Api node) throws IOException, InterruptedException, Refused {
        if (Files.exists(resume())) {
            String id = Files.readString(resume()).strip();
            try {
                node.json("GET", "/" + id, null, null);
                return id;
            } catch (Refused e) {
                if (e.status != NOT_FOUND) {
                    throw e;
                }
            }
        }
        ObjectNode body = StrictJson.object().put("format", format(Objects.requireNonNull(in)));
        Declared said = declared;
        if (said != null) {
            body.put("purpose", said.purpose);
            if (said.duty != null) {
                body.put("duty", said.duty);
            }
            body.putObject("officer").put("id", said.officer).put("name", said.name);
        }
        String id =
                node.json("POST", "", StrictJson.write(body), "application/json")
                        .path("id")
                        .asString();
        Files.writeString(resume(), id);
        return id;
    }

    private void send(Api node, String id) throws IOException, InterruptedException, Refused {
        try (var file = new RandomAccessFile(Objects.requireNonNull(in).toFile(), "r")) {
            long place = node.json("GET", "/" + id, null, null).path("bytes").asLong();
            byte[] piece = new byte[PIECE_BYTES];
            while (place < file.length()) {
                file.seek(place);
                int bytes = file.read(piece);
                byte[] next = Arrays.copyOf(piece, bytes);
                String path = "/" + id + "/file?place=" + place;
                place =
                        node.json("PUT", path, next, "application/octet-stream")
                                .path("bytes")
                                .asLong();
            }
        }
    }

    private JsonNode watch(Api node, String id) throws IOException, InterruptedException, Refused {
        while (true) {
            JsonNode now = node.json("GET", "/" + id, null, null);
            print().print("\r" + bar(now));
            print().flush();
            if (!now.path("state").asString().equals("RUNNING")) {
                print().println();
                return now;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Lines done of all, as a bar, with rate and remaining time. */
    static String bar(JsonNode now) {
        long total = Math.max(now.path("total").asLong(0), 0);
        long done = now.path("done").asLong(0);
        int full = total == 0 ? 0 : (int) (BAR_CHARACTERS * done / total);
        String left =
                now.path("secondsLeft").isNumber()
                        ? now.path("secondsLeft").asLong() + " s left"
                        : "";
        return "[%s%s] %,d of %,d  %,d/s  %s"
                .formatted(
                        "#".repeat(full),
                        ".".repeat(BAR_CHARACTERS - full),
                        done,
                        total,
                        now.path("linesPerSecond").asLong(0),
                        left);
    }

    private void read(Api node, String id, Path result)
            throws IOException, InterruptedException, Refused {
        Path part = result.resolveSibling(result.getFileName() + ".part");
        node.file("/" + id + "/result?format=" + format(result).toLowerCase(Locale.ROOT), part);
        Files.move(part, result, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path resume() {
        Path result = Objects.requireNonNull(out);
        return result.resolveSibling(result.getFileName() + ".resume");
    }

    private static String format(Path file) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return "CSV";
        }
        if (name.endsWith(".xlsx")) {
            return "XLSX";
        }
        throw new IOException(file + " ends neither in .csv nor in .xlsx");
    }

    private int failed(String why) {
        Objects.requireNonNull(spec).commandLine().getErr().println("xinqiao: " + why);
        return FAILED;
    }

    private PrintWriter print() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** The node, asked again while the line is broken or it is busy. */
    private record Api(HttpClient client, URI api, String token) {
        JsonNode json(String method, String path, byte @Nullable [] body, @Nullable String type)
                throws IOException, InterruptedException, Refused {
            HttpRequest.Builder request = request(path);
            if (body == null) {
                request.GET();
            } else {
                request.method(method, BodyPublishers.ofByteArray(body))
                        .header("Content-Type", Objects.requireNonNull(type));
            }
            HttpResponse<byte[]> answer = patiently(request.build(), BodyHandlers.ofByteArray());
            JsonNode json = parsed(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw refused(answer.statusCode(), json);
            }
            return json;
        }

        void file(String path, Path target) throws IOException, InterruptedException, Refused {
            HttpResponse<Path> answer =
                    patiently(request(path).build(), BodyHandlers.ofFile(target));
            if (answer.statusCode() / 100 != 2) {
                throw refused(answer.statusCode(), parsed(Files.readAllBytes(target)));
            }
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(api.resolve("/api/v1/verifications" + path))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + token);
        }

        private <T> HttpResponse<T> patiently(HttpRequest request, HttpResponse.BodyHandler<T> body)
                throws IOException, InterruptedException {
            for (int tries = 1; ; tries++) {
                try {
                    HttpResponse<T> answer = client.send(request, body);
                    boolean busy = answer.statusCode() == TOO_MANY || answer.statusCode() == 503;
                    if (!busy || tries == TRIES_MAX) {
                        return answer;
                    }
                } catch (IOException e) {
                    if (tries == TRIES_MAX) {
                        throw new IOException(api + " does not answer", e);
                    }
                }
                Thread.sleep(2L * PAUSE_MILLIS);
            }
        }

        private static JsonNode parsed(byte[] body) {
            try {
                return StrictJson.parse(body);
            } catch (MalformedJson e) {
                return StrictJson.object();
            }
        }

        private static Refused refused(int status, JsonNode problem) {
            String rule = problem.path("facts").path("rule").asString("");
            String title = problem.path("title").asString("HTTP " + status);
            return new Refused(status, rule.isEmpty() ? title : title + ": " + rule);
        }
    }
}
