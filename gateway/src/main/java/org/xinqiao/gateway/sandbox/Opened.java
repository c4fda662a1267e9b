package org.xinqiao.gateway.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Everything that was opened, closed in the reverse order. A stop may come while things are still
 * being opened: what comes too late is closed at once, so that nothing is left behind.
 */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private boolean closed;

    /** Keeps a thing until the end. */
    <T extends AutoCloseable> T add(T thing) {
        synchronized (this) {
            if (!closed) {
                things.push(thing);
                return thing;
            }
        }
        close(List.of(thing));
        throw new SandboxFault("stopped while starting");
    }

    @Override
    public void close() {
        List<AutoCloseable> latestFirst;
        synchronized (this) {
            closed = true;
            latestFirst = new ArrayList<>(things);
            things.clear();
        }
        close(latestFirst);
    }

    /** One thing that does not close must not keep the others open. */
    private static void close(List<AutoCloseable> latestFirst) {
        for (AutoCloseable thing : latestFirst) {
            try {
                thing.close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(Opened.class)
                        .warn("{} did not close cleanly", thing, e);
            }
        }
    }
}
