package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.util.stream.IntStream;

/** Finds a number from which all of the sandbox's ports are free. */
public final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int STEP = 300;

    private FreePorts() {}

    /**
     * Starts looking where other test processes on the machine do not; below the range of ephemeral
     * ports.
     */
    public static int base() throws IOException {
        int steps = (HIGHEST - LOWEST) / STEP;
        int first = (int) (ProcessHandle.current().pid() % steps);
        return IntStream.range(0, steps)
                .map(step -> LOWEST + (first + step) % steps * STEP)
                .filter(FreePorts::isFree)
                .findFirst()
                .orElseThrow(() -> new IOException("no free range of ports"));
    }

    private static boolean isFree(int base) {
        try {
            new Ports(base).requireFree();
            return true;
        } catch (SandboxFault taken) {
            return false;
        }
    }
}
