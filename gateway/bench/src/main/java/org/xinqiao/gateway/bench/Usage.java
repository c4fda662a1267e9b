package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** What a piece of work took of this process and of the database server: time, CPU, memory. */
final class Usage {
    private final long server;
    private final List<MemoryPoolMXBean> heap;

    /**
     * Watches this process and a server.
     *
     * @param server the server's process
     */
    Usage(long server) {
        this.server = server;
        this.heap =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .toList();
    }

    /**
     * What it took.
     *
     * @param seconds from beginning to end
     * @param here seconds of CPU of this process
     * @param database seconds of CPU of the server with all of its processes
     * @param heapMax most bytes of heap in use at a time, garbage included
     */
    record Span(double seconds, double here, double database, long heapMax) {}

    Span of(Runnable work) {
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long here = millisHere();
        long there = millisThere();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Span(
                seconds,
                (millisHere() - here) / 1e3,
                (millisThere() - there) / 1e3,
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
    }

    private static long millisHere() {
        try {
            return CpuTime.millisOf(ProcessHandle.current().pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long millisThere() {
        try {
            return CpuTime.millisOfAll(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
