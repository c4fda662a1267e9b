package org.xinqiao.gateway.bench.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds the CPU time of each operation, in microseconds: on a machine that is shared, time on the
 * clock says how long others were served meanwhile. It counts the whole process, the compiler's and
 * the collector's threads too.
 */
public final class CpuPerOperation implements InternalProfiler {
    private static final double NANOS_PER_MICRO = 1_000;

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long begun;

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        begun = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long operations = result.getMetadata().getMeasuredOps();
        double micros = (system.getProcessCpuTime() - begun) / NANOS_PER_MICRO;
        return operations == 0
                ? List.of()
                : List.of(
                        new ScalarResult(
                                "cpu", micros / operations, "us/op", AggregationPolicy.AVG));
    }

    @Override
    public String getDescription() {
        return "CPU time of the process for each operation";
    }
}
