package org.xinqiao.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.trust.edit.CannotSign;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.tuf.TufRefused;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One step of {@code xinqiao trust}: whatever stops it is one line, or one line a fault. */
abstract class TrustStep implements Callable<Integer> {
    static final int FAILED = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    /** Does it; the exit code. */
    abstract int run() throws IOException, LintFailed, CannotSign, TufRefused;

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (LintFailed e) {
            e.faults().forEach(fault -> err().println(fault));
        } catch (TufRefused e) {
            err().println("xinqiao: refused: " + e.getMessage());
        } catch (IOException | CannotSign | InvalidIdentifier e) {
            err().println("xinqiao: " + e.getMessage());
        }
        return FAILED;
    }

    final Instant now() {
        return clock.instant();
    }

    final PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    final PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
