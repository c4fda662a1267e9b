package org.xinqiao.gateway.command;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.key.KeyEncryption;
import org.xinqiao.trust.key.Passphrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xinqiao trust encrypt}: private keys under a passphrase. */
@Command(
        name = "encrypt",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Encrypts private keys (PEM, PKCS #8 with PBES2), or changes their passphrase. Nothing is",
            "changed before every file was opened; a JWK x.json becomes x.pem. What is encrypted with",
            "this passphrase already stays as it is."
        })
final class TrustEncryptStep extends TrustStep {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "key files, or directories of them: a node's keys.directory, DIR/private of a"
                            + " federation")
    List<Path> paths = List.of();

    @Mixin final PassphraseOptions after = new PassphraseOptions();

    @Option(
            names = "--old-passphrase-file",
            paramLabel = "FILE",
            description = "opens what is encrypted until now")
    @Nullable Path old;

    @Override
    int run() throws IOException {
        Passphrase passphrase = after.passphrase();
        if (passphrase.isNone()) {
            err().println("xinqiao: give --passphrase-file or --passphrase-env");
            return FAILED;
        }
        Passphrase before = old == null ? Passphrase.NONE : Passphrase.in(old);
        List<Path> written = new KeyEncryption(before, passphrase, RANDOM).encrypt(paths);
        written.forEach(file -> out().println("encrypted " + file));
        if (written.isEmpty()) {
            out().println("nothing to do: all are encrypted with this passphrase");
        }
        return 0;
    }
}
