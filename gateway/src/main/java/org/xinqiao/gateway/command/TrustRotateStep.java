package org.xinqiao.gateway.command;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.edit.NodeKeyLife;
import org.xinqiao.trust.edit.NotPossible;
import org.xinqiao.trust.edit.RoleKeyLife;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xinqiao trust rotate}: a successor for a key, published before it is used. */
@Command(
        name = "rotate",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Gives keys a successor, so that nothing is refused meanwhile:",
            "  DIR --node ID --use USE [--suite S]   message, pass, log and witness keys and the others",
            "  DIR --node ID --pin NEW               a TLS key: publishes the new pin beside the old one",
            "  DIR --role ROLE [--key ID]            keys of a role of the repository, or one of them"
        })
final class TrustRotateStep extends TrustKeyStep {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Option(
            names = "--use",
            paramLabel = "USE",
            description = "message, pass, status, consent, stream, agreement, enc, log or witness")
    @Nullable String use;

    @Option(names = "--suite", description = "${COMPLETION-CANDIDATES}; both if left out")
    @Nullable Suite suite;

    @Option(
            names = "--overlap",
            paramLabel = "DURATION",
            defaultValue = "PT2H",
            description =
                    "how long a key is published before it signs; no shorter than any partner's"
                            + " pollSeconds (default: ${DEFAULT-VALUE})")
    String overlap = "PT2H";

    @Mixin final PassphraseOptions keys = new PassphraseOptions();

    @Override
    Federation federation() throws IOException {
        return keys.of(super.federation().directory());
    }

    @Override
    void ofRole(String name) throws IOException, LintFailed, NotPossible {
        new RoleKeyLife(federation(), RANDOM).rotate(name, key);
        out().println("new keys of role " + name);
    }

    @Override
    void ofPin(NodeId of, String changed) throws IOException, NotPossible {
        new NodeKeyLife(federation(), RANDOM).addPin(of, changed);
        out().println(
                        "pin "
                                + changed
                                + " of "
                                + of
                                + " is added; put its certificate and key beside the configured files,"
                                + " with .next after their names, and retire the old pin once the node"
                                + " shows the new one");
    }

    @Override
    void ofNode(NodeId of) throws IOException, NotPossible {
        for (NodeKeyLife.Succession each :
                new NodeKeyLife(federation(), RANDOM).rotate(of, use(), suite, overlap(), now())) {
            out().println(
                            "key "
                                    + each.key().kid()
                                    + " follows "
                                    + each.before()
                                    + ": signs from "
                                    + each.startsAt()
                                    + ", the old one retires at "
                                    + each.retiredAt());
        }
        out().println(
                        "copy the new files of DIR/private/nodes/"
                                + of
                                + " into the node's keys.directory; it picks them up by itself");
    }

    private KeyUse use() throws IOException {
        String uses =
                Arrays.stream(KeyUse.values()).map(KeyUse::wire).collect(Collectors.joining(", "));
        if (use == null) {
            throw new IOException("--use is missing: one of " + uses);
        }
        String wanted = use;
        return KeyUse.ofWire(wanted)
                .orElseThrow(
                        () -> new IOException("--use must be one of " + uses + ", not " + wanted));
    }

    private Duration overlap() throws IOException {
        try {
            Duration duration = Duration.parse(overlap);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw new IOException("--overlap must be a duration such as PT2H", e);
        }
        throw new IOException("--overlap must be a duration such as PT2H");
    }
}
