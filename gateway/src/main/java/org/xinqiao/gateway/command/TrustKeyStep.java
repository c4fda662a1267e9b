package org.xinqiao.gateway.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.edit.NotPossible;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What changing a key of a node, a TLS pin or a key of a role has in common. */
abstract class TrustKeyStep extends TrustStep {
    @Parameters(paramLabel = "DIR")
    @Nullable Path directory;

    @Option(names = "--node", paramLabel = "ID", description = "whose keys, such as cn-350200")
    @Nullable String node;

    @Option(
            names = "--pin",
            paramLabel = "SHA256",
            description = "base64url SHA-256 of a TLS SubjectPublicKeyInfo")
    @Nullable String pin;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "a role of the repository, such as targets or cn-350200")
    @Nullable String role;

    @Option(
            names = "--key",
            paramLabel = "KID",
            description = "a node's key, or a role's, by its id")
    @Nullable String key;

    @Override
    final int run() throws IOException, LintFailed {
        if ((node == null) == (role == null) || (role != null && pin != null)) {
            err().println("xinqiao: give --node with a key or --pin, or --role");
            return FAILED;
        }
        try {
            if (role != null) {
                ofRole(role);
            } else if (pin != null) {
                ofPin(nodeId(), pin);
            } else {
                ofNode(nodeId());
            }
            out().println("publish to make it count: xinqiao trust plan, then publish");
            return 0;
        } catch (NotPossible e) {
            err().println("xinqiao: " + e.getMessage());
            return FAILED;
        }
    }

    abstract void ofRole(String name) throws IOException, LintFailed, NotPossible;

    abstract void ofPin(NodeId of, String changed) throws IOException, NotPossible;

    abstract void ofNode(NodeId of) throws IOException, NotPossible;

    /** Where it is changed; who makes new keys says what they are encrypted with. */
    Federation federation() throws IOException {
        return new Federation(Objects.requireNonNull(directory));
    }

    private NodeId nodeId() {
        return NodeId.parse(Objects.requireNonNull(node));
    }

    final String given() throws IOException {
        if (key == null) {
            throw new IOException("--key is missing");
        }
        return key;
    }

    static Instant instant(@Nullable String text, Instant otherwise) throws IOException {
        try {
            return text == null ? otherwise : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IOException("--at must be a time such as 2026-11-21T09:00:00+08:00", e);
        }
    }
}
