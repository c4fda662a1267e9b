package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time that processes took, user and system, from {@code /proc}: in ticks of 10 ms, so measure
 * over seconds.
 */
final class CpuTime {
    private static final int MILLIS_PER_TICK = 10;

    /** Where user and system time stand, each followed by that of ended children (proc(5)). */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private CpuTime() {}

    /** What a process itself took, all of its threads together. */
    static long millisOf(long pid) throws IOException {
        String[] fields = fields(pid);
        return ticks(fields, USER) + ticks(fields, SYSTEM);
    }

    /** What a process and its descendants took, also those that have ended. */
    static long millisOfAll(long pid) throws IOException {
        List<ProcessHandle> children = new ArrayList<>();
        ProcessHandle.of(pid).ifPresent(p -> p.descendants().forEach(children::add));
        long millis = 0;
        for (ProcessHandle child : children) {
            try {
                millis += millisOf(child.pid());
            } catch (NoSuchFileException e) {
                // It ended meanwhile (a server's own sweeping does): its parent, read last, has it.
            }
        }
        String[] fields = fields(pid);
        return millis
                + ticks(fields, USER)
                + ticks(fields, SYSTEM)
                + ticks(fields, CHILDREN_USER)
                + ticks(fields, CHILDREN_SYSTEM);
    }

    /** The process of the PostgreSQL server whose data lie in a directory. */
    static long postgresIn(Path directory) throws IOException {
        Path file = directory.resolve("data").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }

    private static long ticks(String[] fields, int which) {
        return Long.parseLong(fields[which]) * MILLIS_PER_TICK;
    }

    /** After the program's name, which may hold anything. */
    private static String[] fields(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
