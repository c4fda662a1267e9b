package org.xinqiao.gateway.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.trust.edit.Draft;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.plan.TrustPlan;
import org.xinqiao.trust.plan.TrustVersion;
import org.xinqiao.trust.tuf.DirectoryFetcher;
import org.xinqiao.trust.tuf.Fetcher;
import org.xinqiao.trust.tuf.HttpFetcher;
import org.xinqiao.trust.tuf.TufRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code xinqiao trust plan}: what publishing the draft would change, in words. */
@Command(
        name = "plan",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Says in words what publishing DIR would change: who gains or loses which benefit, who is",
            "trusted no more, which agreement begins or lapses. Changes nothing."
        })
final class TrustPlanStep extends TrustStep {
    /** All calendar dates of the protocol are of this zone. */
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Parameters(paramLabel = "DIR")
    @Nullable Path directory;

    @Option(
            names = "--repository",
            paramLabel = "REPOSITORY",
            description =
                    "what is published: a directory or http(s) URL; left out if nothing is yet")
    @Nullable String repository;

    @Option(
            names = "--root",
            paramLabel = "FILE",
            description = "the trusted root; 1.root.json of a REPOSITORY that is a directory")
    @Nullable Path root;

    @Option(names = "--lang", paramLabel = "zh|en", description = "one language only")
    @Nullable String language;

    @Override
    int run() throws IOException, LintFailed, TufRefused {
        if (directory == null) {
            return FAILED;
        }
        Federation federation = new Federation(directory);
        TrustVersion draft = Draft.of(federation);
        TrustVersion published = TrustVersion.NONE;
        if (repository != null) {
            Path trusted = trustedRoot(repository);
            if (trusted == null) {
                err().println("xinqiao: a REPOSITORY behind a URL needs --root");
                return FAILED;
            }
            published =
                    TrustVersion.of(Verification.repository(trusted, fetcher(repository), now()));
            Optional<JsonNode> settings = Draft.publishedSettings(federation);
            if (settings.isEmpty()) {
                err().println(
                                "xinqiao: not published from here before: federation.yaml's name and"
                                        + " expiry cannot be compared");
                draft = draft.withSettings(Optional.empty());
            }
            published = published.withSettings(settings);
        }
        new PlanText(out(), language)
                .print(TrustPlan.between(published, draft, LocalDate.ofInstant(now(), ZONE)));
        return 0;
    }

    private @Nullable Path trustedRoot(String from) {
        if (root != null || from.matches("https?://.*")) {
            return root;
        }
        return Path.of(from, "1.root.json");
    }

    private static Fetcher fetcher(String from) {
        return from.matches("https?://.*")
                ? new HttpFetcher(URI.create(from))
                : new DirectoryFetcher(Path.of(from));
    }
}
