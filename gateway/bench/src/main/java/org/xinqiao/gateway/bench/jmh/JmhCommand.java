package org.xinqiao.gateway.bench.jmh;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xinqiao bench jmh}: the hot functions one by one. */
@Command(name = "jmh", description = "JMH benchmarks of the hot functions.")
public final class JmhCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Parameters(arity = "0..1", paramLabel = "REGEXP", description = "Which; all without.")
    String which = ".*";

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of each iteration (default: ${DEFAULT-VALUE}); more on a busy machine.")
    int seconds = 1;

    @Override
    public Integer call() throws RunnerException {
        new Runner(
                        new OptionsBuilder()
                                .include(which)
                                .warmupTime(TimeValue.seconds(seconds))
                                .measurementTime(TimeValue.seconds(seconds))
                                .addProfiler(CpuPerOperation.class)
                                .build())
                .run();
        return 0;
    }
}
