package org.xinqiao.trust.tuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpFetcherTest {
    private final CountDownLatch done = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/file", exchange -> answer(exchange, 200, "12345"));
        server.createContext("/none", exchange -> answer(exchange, 404, "no"));
        server.createContext("/fault", exchange -> answer(exchange, 500, "no"));
        server.createContext("/moved", exchange -> answer(exchange, 302, "no"));
        server.createContext("/drip", this::drip);
        server.start();
    }

    @AfterEach
    void stop() {
        done.countDown();
        server.stop(0);
        threads.close();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000_000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpFetcher fetcher() {
        return new HttpFetcher(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Duration.ofMillis(500));
    }

    @Test
    void file_isReadToItsBoundAndOneByte() throws Exception {
        assertThat(fetcher().fetch("file", 5)).map(String::new).contains("12345");
        assertThat(fetcher().fetch("file", 4)).map(String::new).contains("12345");
        assertThat(fetcher().fetch("file", 3)).map(String::new).contains("1234");
    }

    @Test
    void file_thatIsNotThere_isNothing_andAFaultIsOutOfReach() throws Exception {
        assertThat(fetcher().fetch("none", 5)).isEmpty();
        assertThatThrownBy(() -> fetcher().fetch("fault", 5)).hasMessageContaining("500");
        assertThatThrownBy(() -> fetcher().fetch("moved", 5)).hasMessageContaining("302");
    }

    @Test
    void answer_thatDripsForEver_isGivenUp() {
        assertThatThrownBy(() -> fetcher().fetch("drip", 1_000_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("took longer");
    }
}
