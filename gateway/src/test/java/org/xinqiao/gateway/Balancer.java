package org.xinqiao.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP balancer as simple as they come: it asks each instance again and again whether it is ready,
 * gives new connections to the ready ones in turn, and tries the next where one refuses.
 */
final class Balancer implements AutoCloseable {
    private static final int ASK_MILLIS = 50;
    private static final int PIECE_BYTES = 8_192;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Instance> instances = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** One instance, and how many connections it was given. */
    static final class Instance {
        private final URI api;
        private final URI readiness;
        private volatile boolean ready;
        private volatile boolean removed;
        final AtomicInteger connections = new AtomicInteger();

        private Instance(URI api, URI readiness) {
            this.api = api;
            this.readiness = readiness;
        }

        boolean isReady() {
            return ready;
        }
    }

    Balancer() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    Instance add(Node node) {
        var instance =
                new Instance(node.api(), node.management().resolve("/actuator/health/readiness"));
        instances.add(instance);
        threads.execute(() -> ask(instance));
        return instance;
    }

    void remove(Instance instance) {
        instance.removed = true;
        instances.remove(instance);
    }

    private void ask(Instance instance) {
        try {
            while (!instance.removed && !server.isClosed()) {
                instance.ready = isReady(instance);
                TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isReady(Instance instance) throws InterruptedException {
        try {
            var question =
                    HttpRequest.newBuilder(instance.readiness)
                            .timeout(Duration.ofSeconds(2))
                            .build();
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                threads.execute(() -> connect(caller));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket caller) {
        List<Instance> ready = instances.stream().filter(Instance::isReady).toList();
        int first = turn.getAndIncrement();
        for (int i = 0; i < ready.size(); i++) {
            Instance instance = ready.get((first + i) % ready.size());
            try {
                var socket = new Socket(InetAddress.getLoopbackAddress(), instance.api.getPort());
                instance.connections.incrementAndGet();
                threads.execute(() -> pipe(caller, socket));
                threads.execute(() -> pipe(socket, caller));
                return;
            } catch (IOException refused) {
                instance.ready = false;
            }
        }
        close(caller);
    }

    private static void pipe(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            var piece = new byte[PIECE_BYTES];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                out.write(piece, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
