package org.xinqiao.gateway.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.conform.Conformance;
import org.xinqiao.gateway.conform.Member;
import org.xinqiao.gateway.conform.MemberFile;
import org.xinqiao.gateway.conform.Row;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.tuf.HttpFetcher;
import org.xinqiao.trust.tuf.TufRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code xinqiao conform}: plays a foreign member, and says what of the protocol a node keeps. */
@Command(
        name = "conform",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Plays a foreign member against a node, ours or any other, over its federation port.",
            "Exit code 0: all that could be tried conforms; 1: something does not, or could not be reached."
        })
final class ConformCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "The node's endpoint, https://host:port")
    private URI endpoint = URI.create("https://localhost");

    @Option(
            names = "--sandbox",
            paramLabel = "FILE",
            description =
                    "sandbox.json: plays its outside member (default: .xinqiao/sandbox/sandbox.json)")
    private @Nullable Path sandbox;

    @Option(
            names = "--member",
            paramLabel = "DIR",
            description = "Plays the member whose keys are in DIR/member.json; see docs/conform.md")
    private @Nullable Path member;

    @Option(
            names = "--node",
            paramLabel = "ID",
            description = "The node's id, where it publishes another endpoint than URL")
    private @Nullable String node;

    @Option(
            names = "--suite",
            paramLabel = "SM|INTL|both",
            defaultValue = "both",
            description = "Of the messages to send (default: ${DEFAULT-VALUE})")
    private String suite = "both";

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "xqseq of the first notice; numbers before it that never came are missed (default: ${DEFAULT-VALUE})")
    private long number = 1;

    @Option(names = "--json", description = "For machines.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            Member played = MemberFile.read(file());
            Clock clock = Clock.systemUTC();
            TrustSnapshot trust =
                    Verification.verify(
                            played.root(), new HttpFetcher(played.repository()), clock.instant());
            var conformance = new Conformance(played, trust, under(trust), endpoint, clock);
            List<Row> rows = conformance.run(suites(played), number, row -> print(row));
            summary(rows);
            return rows.stream().anyMatch(row -> row.verdict() == Row.Verdict.FAILS) ? FAILED : 0;
        } catch (NoSuchFileException e) {
            return failed("there is no file " + e.getFile());
        } catch (IOException | TufRefused | IllegalArgumentException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private Path file() {
        if (sandbox != null && member != null) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--sandbox and --member exclude each other");
        }
        if (member != null) {
            return member.resolve("member.json");
        }
        return sandbox == null ? Path.of(".xinqiao", "sandbox", "sandbox.json") : sandbox;
    }

    private NodeId under(TrustSnapshot trust) {
        if (node != null) {
            try {
                return NodeId.parse(node);
            } catch (InvalidIdentifier e) {
                throw new IllegalArgumentException("--node is cn- and six digits", e);
            }
        }
        return trust.members().stream()
                .flatMap(each -> trust.keys(each.id()).stream())
                .filter(keys -> keys.endpoint().equals(endpoint))
                .map(keys -> keys.node())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no member publishes the endpoint " + endpoint + "; try --node"));
    }

    private Set<Suite> suites(Member played) {
        Set<Suite> wanted =
                suite.equals("both")
                        ? EnumSet.allOf(Suite.class)
                        : EnumSet.of(Suite.valueOf(suite));
        wanted.retainAll(played.keys().keySet());
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("the member has no key of " + suite);
        }
        return wanted;
    }

    private void print(Row row) {
        if (json) {
            return;
        }
        String found =
                row.verdict() == Row.Verdict.CONFORMS
                        ? row.expected()
                        : row.expected() + " / " + row.got();
        out().printf(
                        "| %s | %s | %s | %s | %s %s | %s |%n",
                        mark(row.verdict()),
                        row.clause(),
                        row.suite() == null ? "" : row.suite(),
                        row.id(),
                        row.zh(),
                        row.en(),
                        found);
        out().flush();
    }

    private static String mark(Row.Verdict verdict) {
        return switch (verdict) {
            case CONFORMS -> "符合 ok";
            case FAILS -> "不符 FAILS";
            case SKIPPED -> "未试 SKIPPED";
        };
    }

    private void summary(List<Row> rows) {
        if (json) {
            out().println(StrictJson.mapper().writeValueAsString(toJson(rows)));
            return;
        }
        out().printf(
                        "符合 %d，不符 %d，未试 %d / %d conform, %d fail, %d skipped%n",
                        count(rows, Row.Verdict.CONFORMS),
                        count(rows, Row.Verdict.FAILS),
                        count(rows, Row.Verdict.SKIPPED),
                        count(rows, Row.Verdict.CONFORMS),
                        count(rows, Row.Verdict.FAILS),
                        count(rows, Row.Verdict.SKIPPED));
    }

    private ObjectNode toJson(List<Row> rows) {
        ObjectNode document = StrictJson.object().put("endpoint", endpoint.toString());
        ArrayNode array = document.putArray("rows");
        for (Row row : rows) {
            ObjectNode one = array.addObject().put("check", row.id());
            if (row.suite() != null) {
                one.put("suite", row.suite().name());
            }
            one.put("clause", row.clause()).put("zh", row.zh()).put("en", row.en());
            one.put("expected", row.expected()).put("got", row.got());
            one.put("verdict", row.verdict().name());
        }
        return document;
    }

    private static long count(List<Row> rows, Row.Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    private int failed(String why) {
        Objects.requireNonNull(spec).commandLine().getErr().println("xinqiao: " + why);
        return FAILED;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
