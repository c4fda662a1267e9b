package org.xinqiao.gateway.command;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.edit.LintFailed;
import org.xinqiao.trust.edit.NodeKeyLife;
import org.xinqiao.trust.edit.NotPossible;
import org.xinqiao.trust.edit.RoleKeyLife;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code xinqiao trust revoke}: a key that somebody else may have. */
@Command(
        name = "revoke",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Says that nothing which arrives under a key is to be believed any more:",
            "  DIR --node ID --key KID [--at TIME]",
            "  DIR --node ID --pin STOLEN            refused once partners look again",
            "  DIR --role ROLE --key ID"
        })
final class TrustRevokeStep extends TrustKeyStep {
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
        Set<KeyUse> left =
                new NodeKeyLife(federation(), RANDOM).revoke(of, given(), instant(at, now()));
        out().println("key " + key + " of " + of + " is revoked from " + instant(at, now()));
        for (KeyUse use : new TreeSet<>(left)) {
            err().println(
                            "xinqiao: "
                                    + of
                                    + " has no other key of this suite in force for "
                                    + use.wire()
                                    + " then: give it one with rotate before you publish");
        }
    }
}
