package org.xinqiao.gateway.sandbox.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Calls one node's API with one token. */
public final class NodeApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI api;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** Callers with this token, at this address. */
    public NodeApi(URI api, String token) {
        this.api = api;
        this.token = token;
    }

    /** What came back; a body that is not JSON reads as an empty object. */
    public record Answer(int status, JsonNode body) {
        /** The body of a success; everything else is an error that names the problem's title. */
        public JsonNode orThrow() throws IOException {
            if (status / 100 != 2) {
                throw new IOException(body.path("title").asString("HTTP " + status));
            }
            return body;
        }
    }

    /** Reads. */
    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** Sends JSON. */
    public Answer post(String path, JsonNode body) throws IOException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(StrictJson.write(body))));
    }

    /** An address of this node. */
    public URI resolve(String path) {
        return api.resolve(path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response =
                    client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), json(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the node was asked");
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode read = StrictJson.mapper().readTree(body);
            return read == null ? StrictJson.object() : read;
        } catch (JacksonException e) {
            return StrictJson.object();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
