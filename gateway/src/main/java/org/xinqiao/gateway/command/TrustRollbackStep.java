package org.xinqiao.gateway.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.edit.CannotSign;
import org.xinqiao.trust.edit.Draft;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.edit.NotPossible;
import org.xinqiao.trust.edit.Publisher;
import org.xinqiao.trust.edit.Rollback;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.plan.TrustPlan;
import org.xinqiao.trust.plan.TrustVersion;
import org.xinqiao.trust.tuf.DirectoryFetcher;
import org.xinqiao.trust.tuf.TufRefused;
import org.xinqiao.trust.tuf.VerifiedRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xinqiao trust rollback}: what an earlier version said, as a new version. */
@Command(
        name = "rollback",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Says again what an earlier version said, as a new one: shows the plan, and with --yes writes",
            "DIR and publishes. Keys stay as they are; agreements come back as their next revision, with",
            "new signatures, and each operator approves them anew."
        })
final class TrustRollbackStep extends TrustStep {
    @Parameters(paramLabel = "DIR")
    @Nullable Path directory;

    @Option(names = "--repository", paramLabel = "REPOSITORY", required = true)
    @Nullable Path repository;

    @Option(names = "--to", paramLabel = "N", required = true, description = "an earlier snapshot")
    long to;

    @Option(names = "--yes", description = "does it; without it, only the plan is shown")
    boolean yes;

    @Mixin final PassphraseOptions keys = new PassphraseOptions();

    @Override
    int run() throws IOException, LintFailed, CannotSign, TufRefused {
        Federation federation = keys.of(Objects.requireNonNull(directory));
        Path files = Objects.requireNonNull(repository);
        VerifiedRepository newest =
                Verification.repository(
                        files.resolve("1.root.json"), new DirectoryFetcher(files), now());
        try {
            Rollback rollback = new Rollback(federation, files);
            var changed = rollback.files(to, newest.snapshotVersion());
            show(rollback, changed, newest, federation);
            if (!yes) {
                out().println("nothing is written yet: --yes writes and publishes it");
                return 0;
            }
            rollback.write(changed);
        } catch (NotPossible e) {
            err().println("xinqiao: " + e.getMessage());
            return FAILED;
        }
        Publisher.Published published = new Publisher(federation, files).publish(now());
        published.waiting().forEach(err()::println);
        out().println(
                        "snapshot "
                                + published.snapshotVersion()
                                + " says what snapshot "
                                + to
                                + " said");
        return 0;
    }

    private void show(
            Rollback rollback,
            Map<String, Optional<String>> changed,
            VerifiedRepository newest,
            Federation federation)
            throws IOException, LintFailed {
        Path scratch = Files.createTempDirectory("xinqiao-rollback");
        try {
            TrustVersion then = Draft.of(rollback.rehearse(changed, scratch));
            TrustVersion published =
                    TrustVersion.of(newest).withSettings(Draft.publishedSettings(federation));
            LocalDate day = LocalDate.ofInstant(now(), TrustPlanStep.ZONE);
            new PlanText(out(), null).print(TrustPlan.between(published, then, day));
        } finally {
            try (Stream<Path> all = Files.walk(scratch)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
