package org.xinqiao.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A line between two parties that can be cut, slow, or lose what comes back. */
public final class FaultyLink implements AutoCloseable {
    /** How the line is. */
    public enum State {
        /** Everything passes. */
        GOOD,
        /** Connections end at once, also those under way. */
        CUT,
        /** What is said arrives; what is answered does not. */
        ANSWERS_LOST,
        /** Everything passes, each piece a little later. */
        SLOW
    }

    private static final int SLOW_MILLIS = 40;
    private static final int PIECE_BYTES = 8_192;

    private final ServerSocket server;
    private final List<Integer> targets = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger next = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile State state = State.GOOD;

    /** A line that leads nowhere yet, on a free port. */
    public FaultyLink() throws IOException {
        this(0);
    }

    /** The same on a port of its own. */
    public FaultyLink(int port) throws IOException {
        server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Where it begins. */
    public int port() {
        return server.getLocalPort();
    }

    /** Where it leads from now on: to one of these ports, in turn. */
    public void to(List<Integer> ports) {
        targets.clear();
        targets.addAll(ports);
    }

    /** Changes how it is; cutting it also ends what is under way. */
    public void is(State next) {
        state = next;
        if (next == State.CUT) {
            open.forEach(FaultyLink::end);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                threads.execute(() -> join(from));
            } catch (IOException e) {
                // Closed, or one connection less.
            }
        }
    }

    private void join(Socket from) {
        try (from) {
            List<Integer> ports = List.copyOf(targets);
            if (state == State.CUT || ports.isEmpty()) {
                return;
            }
            int port = ports.get(Math.floorMod(next.getAndIncrement(), ports.size()));
            try (var to = new Socket(InetAddress.getLoopbackAddress(), port)) {
                open.add(from);
                open.add(to);
                var there = threads.submit(() -> copy(from, to, false));
                copy(to, from, true);
                end(from);
                there.get();
            } finally {
                open.remove(from);
            }
        } catch (Exception e) {
            // A line that breaks is what this is for.
        }
    }

    private void copy(Socket from, Socket to, boolean answer) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE_BYTES];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (answer && state == State.ANSWERS_LOST) {
                    end(from);
                    end(to);
                    return;
                }
                if (state == State.SLOW) {
                    Thread.sleep(SLOW_MILLIS);
                }
                out.write(piece, 0, n);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // As above.
        }
        end(to);
        open.remove(from);
        open.remove(to);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It has ended then.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(FaultyLink::end);
        threads.shutdownNow();
    }
}
