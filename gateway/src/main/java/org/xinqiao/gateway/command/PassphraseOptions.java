package org.xinqiao.gateway.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.key.Passphrase;
import picocli.CommandLine.Option;

/** Where the passphrase of private keys comes from, for the commands that open or write them. */
final class PassphraseOptions {
    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "private keys are encrypted; the first line of FILE opens them")
    @Nullable Path file;

    @Option(
            names = "--passphrase-env",
            paramLabel = "NAME",
            description = "the same with what stands in an environment variable")
    @Nullable String variable;

    /**
     * The passphrase; none where neither is given.
     *
     * @throws IOException if both are, or the variable is empty
     */
    Passphrase passphrase() throws IOException {
        if (file != null && variable != null) {
            throw new IOException("give --passphrase-file or --passphrase-env, not both");
        }
        if (file != null) {
            return Passphrase.in(file);
        }
        if (variable == null) {
            return Passphrase.NONE;
        }
        String text = System.getenv(variable);
        if (text == null || text.isEmpty()) {
            throw new IOException("--passphrase-env: the environment has no " + variable);
        }
        return Passphrase.of("the environment variable " + variable, text);
    }

    /** A federation's working directory with its private keys under this passphrase. */
    Federation of(Path directory) throws IOException {
        return new Federation(directory, passphrase());
    }
}
