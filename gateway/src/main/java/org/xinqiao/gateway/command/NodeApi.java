package org.xinqiao.gateway.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The API of a running node, as an operator calls it from the command line. */
final class NodeApi {
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(30);
    private static final int REFUSED = 400;

    @Option(names = "--api", paramLabel = "URI", required = true, description = "the node's API")
    @Nullable URI api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "holds the token of an operator")
    @Nullable Path token;

    /**
     * Calls the node.
     *
     * @throws IOException with the problem's title and rule where it refuses
     */
    ObjectNode call(String method, String path, @Nullable ObjectNode body) throws IOException {
        String base = Objects.requireNonNull(api).toString().replaceFirst("/$", "");
        String bearer = Files.readString(Objects.requireNonNull(token)).strip();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(ANSWER_TIME_MAX)
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(
                                                StrictJson.write(body)))
                        .build();
        HttpResponse<byte[]> answer = answer(base, request);
        try {
            ObjectNode json = StrictJson.parseObject(answer.body());
            if (answer.statusCode() >= REFUSED) {
                throw new IOException(
                        answer.statusCode()
                                + " "
                                + json.path("title").asString("")
                                + " "
                                + json.path("rule").asString(""));
            }
            return json;
        } catch (MalformedJson e) {
            throw new IOException(base + " does not answer as a node does", e);
        }
    }

    private static HttpResponse<byte[]> answer(String base, HttpRequest request)
            throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(base + " is out of reach", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + base, e);
        }
    }
}
