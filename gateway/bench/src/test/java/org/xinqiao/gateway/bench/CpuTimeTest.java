package org.xinqiao.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    /** One tick, and one more for rounding user and system time each. */
    private static final long TICKS_MILLIS = 30;

    @Test
    void millis_ofThisProcess_areWhatItKnowsItself() throws IOException {
        assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
        long pid = ProcessHandle.current().pid();

        Duration before = itself();
        long read = CpuTime.millisOf(pid);
        Duration after = itself();

        assertThat(read)
                .isBetween(before.toMillis() - TICKS_MILLIS, after.toMillis() + TICKS_MILLIS);
        assertThat(CpuTime.millisOfAll(pid)).isGreaterThanOrEqualTo(read);
    }

    private static Duration itself() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
