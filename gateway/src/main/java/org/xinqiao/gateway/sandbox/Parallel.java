package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs tasks side by side and waits for all of them, also when one fails: nothing goes on behind
 * the caller's back. The threads are the system's: starting nodes loads classes, and virtual
 * threads that wait within a class's initialiser keep their carriers, until on a small machine none
 * is left for the one that they wait for.
 */
final class Parallel {
    private Parallel() {}

    static <T> List<T> all(List<Callable<T>> tasks) throws IOException {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<T>> futures = threads.invokeAll(tasks);
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxFault("stopped while starting");
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private static IOException cause(ExecutionException e) {
        return switch (e.getCause()) {
            case SandboxFault fault -> throw fault;
            case IOException fault -> fault;
            case null -> new IOException(e);
            default -> new IOException(e.getCause().getMessage(), e.getCause());
        };
    }
}
