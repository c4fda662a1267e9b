package org.xinqiao.gateway.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A city's node as the pages see it: it serves the real files with the real headers, and plays the
 * API by {@link FakeApi}. Wallet and counter meet in one server.
 */
final class FakeCity implements AutoCloseable {
    private static final Map<String, String> MEDIA_TYPES =
            Map.of(
                    "html", "text/html;charset=UTF-8",
                    "js", "text/javascript",
                    "css", "text/css",
                    "svg", "image/svg+xml",
                    "yaml", "application/yaml",
                    "png", "image/png");

    private final JsonMapper json = new JsonMapper();
    private final HttpServer server;
    final FakeApi api = new FakeApi();

    FakeCity() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** An address on {@code localhost}, which browsers hold for a secure context. */
    URI at(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/api/")) {
                answerApi(exchange);
            } else {
                answerFile(exchange, path.endsWith("/") ? path + "index.html" : path);
            }
        } catch (RuntimeException e) {
            e.printStackTrace(); // else the server swallows it and the test waits in vain
            throw e;
        }
    }

    private void answerApi(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode asked = body.length == 0 ? json.createObjectNode() : json.readTree(body);
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        var answer =
                api.answer(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        token == null ? "" : token,
                        asked);
        String type = answer.status() < 400 ? "application/json" : "application/problem+json";
        send(exchange, answer.status(), type, answer.json().getBytes(StandardCharsets.UTF_8));
    }

    private void answerFile(HttpExchange exchange, String path) throws IOException {
        byte[] file = read(path);
        PageHeaders.of(path).forEach(exchange.getResponseHeaders()::set);
        String type =
                MEDIA_TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain");
        send(exchange, file == null ? 404 : 200, type, file == null ? new byte[0] : file);
    }

    private static byte[] read(String path) {
        String root = path.startsWith("/webjars/") ? "/META-INF/resources" : "/static";
        try (InputStream in = FakeCity.class.getResourceAsStream(root + path)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
