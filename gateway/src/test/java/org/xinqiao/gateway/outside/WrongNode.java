package org.xinqiao.gateway.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.xinqiao.gateway.trust.TlsIdentity;

/**
 * Xiamen's node with faults: it answers what the real one answers, but asks nobody for a
 * certificate, sends receipts with status 200, refuses old messages without a signature, takes
 * headers with embedded keys for something else, and loses the last byte of answers to questions
 * that were asked before.
 */
final class WrongNode implements AutoCloseable {
    private final HttpsServer server;
    private final Outside outside;
    private volatile String last = "";

    WrongNode(Outside outside, Path sandbox) throws Exception {
        this.outside = outside;
        Path home = sandbox.resolve("nodes").resolve(Outside.XIAMEN.value());
        TlsIdentity identity =
                TlsIdentity.read(home.resolve("tls.certificate.pem"), home.resolve("tls.key.pem"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.keyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Outside.Answer answer = wrong(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private Outside.Answer wrong(HttpExchange exchange) throws Exception {
        if (exchange.getRequestMethod().equals("GET")) {
            return outside.get(Outside.XIAMEN, exchange.getRequestURI().getPath());
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        String mediaType = exchange.getRequestHeaders().getFirst("Content-Type");
        Outside.Answer right = outside.post(Outside.XIAMEN, body, mediaType);
        String asked = new String(body, StandardCharsets.ISO_8859_1);
        boolean again = asked.equals(last);
        last = asked;
        if (right.status() == 202) {
            return with(200, right.mediaType(), right.body());
        }
        String problem = right.status() < 400 ? "" : right.problem();
        return switch (problem) {
            case "message-too-old" -> plain(problem, 422);
            case "header-not-allowed" -> plain("message-malformed", 400);
            default ->
                    again && right.mediaType().startsWith("application/jose")
                            ? with(right.status(), right.mediaType(), cut(right.body()))
                            : right;
        };
    }

    private static byte[] cut(byte[] body) {
        return java.util.Arrays.copyOf(body, body.length - 1);
    }

    private static Outside.Answer plain(String problem, int status) {
        String json =
                "{\"type\":\"https://xinqiao.org/problems/%s\",\"status\":%d}"
                        .formatted(problem, status);
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return with(status, "application/problem+json", body);
    }

    private static Outside.Answer with(int status, String mediaType, byte[] body) {
        return new Outside.Answer(status, mediaType, body, "");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
