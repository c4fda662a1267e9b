package org.xinqiao.gateway.sandbox.platform;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's small HTTP server on the loopback address, one virtual thread a request. */
public final class LocalServer implements AutoCloseable {
    private static final int BACKLOG = 128;

    static {
        // Without it every small answer waits for the peer's delayed acknowledgement, 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LocalServer(HttpServer server) {
        this.server = server;
    }

    /** Binds the port; 0 takes a free one. Nothing is answered before {@link #start}. */
    public static LocalServer bind(int port) throws IOException {
        return new LocalServer(
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG));
    }

    /** Answers what lies under a path. */
    public LocalServer on(String path, com.sun.net.httpserver.HttpHandler handler) {
        server.createContext(path, handler);
        return this;
    }

    /** Starts to answer. */
    public LocalServer start() {
        server.setExecutor(threads);
        server.start();
        return this;
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
