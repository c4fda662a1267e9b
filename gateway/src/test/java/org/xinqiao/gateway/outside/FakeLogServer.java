package org.xinqiao.gateway.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.Tile;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.gateway.witness.MadeLog;
import tools.jackson.databind.JsonNode;

/** Hangzhou's log as somebody else might show it, at the published endpoint. */
final class FakeLogServer implements AutoCloseable {
    private static final String LOG = "/federation/v1/log/";

    private final HttpsServer server;
    private final MadeLog log;

    FakeLogServer(JsonNode sandbox, MadeLog log) throws Exception {
        this.log = log;
        JsonNode own = sandbox.path("outside");
        TlsIdentity identity =
                TlsIdentity.read(
                        Path.of(own.path("tls").path("certificate").stringValue()),
                        Path.of(own.path("tls").path("key").stringValue()));
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(identity.keyManagers(), null, null);
        int port = URI.create(own.path("federation").stringValue()).getPort();
        server = HttpsServer.create(new InetSocketAddress("localhost", port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(LOG, this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = content(exchange.getRequestURI().getPath().substring(LOG.length()));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private byte[] content(String path) throws IOException {
        synchronized (log) {
            try {
                return path.equals("checkpoint")
                        ? log.signed().bytes()
                        : log.read(Tile.parse(path).orElseThrow());
            } catch (MissingHash e) {
                throw new IOException(e);
            }
        }
    }

    void holds(String... leaves) {
        synchronized (log) {
            log.holds(leaves);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
