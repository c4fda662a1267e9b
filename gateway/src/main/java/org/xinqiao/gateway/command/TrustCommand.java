package org.xinqiao.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.edit.CannotSign;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.KeyGen;
import org.xinqiao.trust.edit.Lint;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.edit.LintFault;
import org.xinqiao.trust.edit.Publisher;
import org.xinqiao.trust.edit.Signer;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.tuf.DirectoryFetcher;
import org.xinqiao.trust.tuf.Fetcher;
import org.xinqiao.trust.tuf.HttpFetcher;
import org.xinqiao.trust.tuf.TufRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xinqiao trust}: who is trusted, for what: from the YAML that people edit to nodes. */
@Command(
        name = "trust",
        sortOptions = false,
        usageHelpWidth = 100,
        synopsisSubcommandLabel =
                "lint|plan|keygen|rotate|retire|revoke|encrypt|sign|publish|verify|approve|rollback",
        description = {
            "Edits, signs, publishes and verifies the trust documents of a federation.",
            "DIR is a working copy of a federation such as trust-config/federations/sandbox."
        },
        subcommands = {
            TrustPlanStep.class,
            TrustRotateStep.class,
            TrustRetireStep.class,
            TrustRevokeStep.class,
            TrustEncryptStep.class,
            TrustApproveStep.class,
            TrustRollbackStep.class,
            HelpCommand.class
        })
final class TrustCommand implements Runnable {
    private static final int FAILED = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    /** Without a subcommand it explains itself. */
    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().usage(out());
    }

    private interface Step {
        int run() throws IOException, LintFailed, CannotSign, TufRefused;
    }

    @Command(name = "lint", description = "Finds everything that is wrong, with file, line, rule.")
    int lint(@Parameters(paramLabel = "DIR") Path directory) {
        return report(() -> {
            List<LintFault> faults = Lint.check(new Federation(directory));
            faults.forEach(fault -> err().println(fault));
            out().println(faults.isEmpty() ? "in order" : faults.size() + " faults");
            return faults.isEmpty() ? 0 : FAILED;
        });
    }

    @Command(
            name = "keygen",
            description = {
                "Makes the keys of all roles that have none; with --node new keys of a node.",
                "Private keys go into DIR/private: keep them out of any source repository."
            })
    int keygen(
            @Parameters(paramLabel = "DIR") Path directory,
            @Option(names = "--node", paramLabel = "ID", description = "such as cn-350200")
                    @Nullable String node,
            @Option(names = "--endpoint", paramLabel = "URI", description = "where it is reached")
                    @Nullable URI endpoint,
            @Option(
                            names = "--pin",
                            paramLabel = "SHA256",
                            description = "base64url SHA-256 of its TLS SubjectPublicKeyInfo")
                    @Nullable Set<String> pins,
            @Option(names = "--suite", description = "${COMPLETION-CANDIDATES}; both if left out")
                    @Nullable Set<Suite> suites,
            @Option(names = "--rotate", paramLabel = "ROLE", description = "replaces a role's keys")
                    @Nullable String rotate,
            @Mixin PassphraseOptions passphrase) {
        return report(() -> {
            KeyGen keys = new KeyGen(passphrase.of(directory), new SecureRandom());
            if (rotate != null) {
                keys.rotateRole(rotate);
                out().println("new keys of role " + rotate);
            } else if (node == null) {
                out().println("new keys of roles " + keys.missingRoleKeys());
            } else if (endpoint == null || pins == null) {
                err().println("xinqiao: --node needs --endpoint and --pin");
                return FAILED;
            } else {
                Set<Suite> both = suites == null ? EnumSet.allOf(Suite.class) : suites;
                keys.newNodeKeys(NodeId.parse(node), endpoint, both, pins, clock.instant());
                out().println("new keys of node " + node);
            }
            return 0;
        });
    }

    @Command(
            name = "sign",
            description = "Signs the agreements for every party whose private keys are here.")
    int sign(@Parameters(paramLabel = "DIR") Path directory, @Mixin PassphraseOptions passphrase) {
        return report(() -> {
            for (Signer.Signed signed :
                    new Signer(passphrase.of(directory)).sign(clock.instant())) {
                out().println(
                                "agreement "
                                        + signed.agreement().number()
                                        + " revision "
                                        + signed.agreement().revision()
                                        + (signed.isComplete()
                                                ? " is signed by all"
                                                : " waits for " + signed.missing())
                                        + ", digest "
                                        + signed.agreement().digest());
            }
            return 0;
        });
    }

    @Command(name = "publish", description = "Signs what changed and writes the TUF repository.")
    int publish(
            @Parameters(paramLabel = "DIR") Path directory,
            @Option(names = "--to", paramLabel = "REPOSITORY", required = true) Path repository,
            @Option(
                            names = "--timestamp-only",
                            description = "only renews the timestamp, which is good for a day")
                    boolean timestampOnly,
            @Mixin PassphraseOptions passphrase) {
        return report(() -> {
            Publisher publisher = new Publisher(passphrase.of(directory), repository);
            if (timestampOnly) {
                publisher.refreshTimestamp(clock.instant());
                out().println("timestamp renewed");
                return 0;
            }
            Publisher.Published published = publisher.publish(clock.instant());
            published.waiting().forEach(err()::println);
            out().println(
                            "snapshot "
                                    + published.snapshotVersion()
                                    + ", timestamp "
                                    + published.timestampVersion()
                                    + "; partners start from "
                                    + published.root());
            return 0;
        });
    }

    @Command(name = "verify", description = "Says what a node with this root would trust.")
    int verify(
            @Parameters(paramLabel = "REPOSITORY", description = "a directory or http(s) URL")
                    String repository,
            @Option(names = "--root", paramLabel = "FILE", required = true) Path root) {
        return report(() -> {
            Fetcher fetcher =
                    repository.matches("https?://.*")
                            ? new HttpFetcher(URI.create(repository))
                            : new DirectoryFetcher(Path.of(repository));
            TrustSnapshot snapshot = Verification.verify(root, fetcher, clock.instant());
            Verification.lines(snapshot).forEach(out()::println);
            return snapshot.faults().isEmpty() ? 0 : FAILED;
        });
    }

    private int report(Step step) {
        try {
            return step.run();
        } catch (LintFailed e) {
            e.faults().forEach(fault -> err().println(fault));
        } catch (TufRefused e) {
            err().println("xinqiao: refused: " + e.getMessage());
        } catch (IOException | CannotSign | InvalidIdentifier e) {
            err().println("xinqiao: " + e.getMessage());
        }
        return FAILED;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
