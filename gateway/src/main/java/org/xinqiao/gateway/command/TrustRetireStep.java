package org.xinqiao.gateway.command;

import java.io.IOException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.edit.NodeKeyLife;
import org.xinqiao.trust.edit.NotPossible;
import org.xinqiao.trust.edit.RoleKeyLife;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code xinqiao trust retire}: a key that has done its work. */
@Command(
        name = "retire",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Ends a key that has a successor; what it signed before stays good:",
            "  DIR --node ID --key KID [--at TIME]",
            "  DIR --node ID --pin OLD",
            "  DIR --role ROLE --key ID"
        })
final class TrustRetireStep extends TrustKeyStep {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Option(names = "--at", paramLabel = "TIME", description = "from when on; now if left out")
    @Nullable String at;

    @Override
    void ofRole(String name) throws IOException, LintFailed, NotPossible {
        new RoleKeyLife(federation(), RANDOM).remove(name, given());
        out().println("key " + key + " of role " + name + " is out");
    }

    @Override
    void ofPin(NodeId of, String changed) throws IOException, NotPossible {
        new NodeKeyLife(federation(), RANDOM).removePin(of, changed);
        out().println("pin " + changed + " of " + of + " is out");
    }

    @Override
    void ofNode(NodeId of) throws IOException, NotPossible {
        new NodeKeyLife(federation(), RANDOM).retire(of, given(), instant(at, now()), now());
        out().println("key " + key + " of " + of + " retires at " + instant(at, now()));
    }
}
