package org.xinqiao.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.Schema;
import org.xinqiao.gateway.operate.Secret;
import org.xinqiao.gateway.seal.NodeKeyring;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustWatch;
import org.xinqiao.trust.tuf.HttpFetcher;
import org.xinqiao.trust.tuf.TufRefused;

/**
 * Looks at everything that a node's configuration names, as starting would, and finds all faults at
 * once. It changes nothing and asks nobody, but for the database where that is wanted.
 */
public final class NodeCheck {
    private final List<String> faults = new ArrayList<>();

    private NodeCheck() {}

    private interface Look {
        void at() throws IOException, TufRefused;
    }

    /** Faults in files and secrets, each with the setting that names it; none means in order. */
    public static List<String> files(NodeConfig config) {
        var check = new NodeCheck();
        check.tls(config);
        check.secrets(config);
        check.look("keys.directory", () -> requireKeys(config.keys()));
        NodeConfig.Trust trust = config.trust();
        check.look(
                "trust.root",
                () -> {
                    var repository = new HttpFetcher(trust.repository());
                    var _ = TrustWatch.open(trust.root(), trust.stateDirectory(), repository);
                });
        check.look("trust.stateDirectory", () -> requireWritable(trust.stateDirectory()));
        return List.copyOf(check.faults);
    }

    /** What is wrong with the database, as it answers now; none means in order. */
    public static List<String> database(NodeConfig config) {
        var check = new NodeCheck();
        check.look("database", () -> Schema.reach(config.database()));
        return List.copyOf(check.faults);
    }

    /** The schema of the database beside the one that this release brings; for people to read. */
    public static String schema(NodeConfig config) throws IOException {
        try {
            return Schema.compared(config.database());
        } catch (FlywayException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void tls(NodeConfig config) {
        NodeConfig.Tls federation = config.federation().tls();
        look("federation.tls", () -> TlsIdentity.read(federation));
        NodeConfig.@Nullable Tls api = config.api().tls();
        if (api != null) {
            look("api.tls", () -> TlsIdentity.readForBrowsers(api));
        }
    }

    private void secrets(NodeConfig config) {
        NodeConfig.Secrets secrets = config.secrets();
        look("database.password", config.database().password()::read);
        look("secrets.pseudonymKey", () -> AtRest.secret(secrets.pseudonymKey()));
        look("secrets.atRestKey", () -> AtRest.secret(secrets.atRestKey()));
        for (Secret previous : secrets.atRestPreviousKeys()) {
            look("secrets.atRestPreviousKeyFiles", () -> AtRest.secret(previous));
        }
    }

    private void look(String setting, Look look) {
        try {
            look.at();
        } catch (IOException | TufRefused e) {
            String what = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            faults.add(setting + ": " + what);
        }
    }

    private static void requireKeys(NodeConfig.Keys keys) throws IOException {
        if (!Files.isDirectory(keys.directory())) {
            throw new IOException(keys.directory() + " is not a directory");
        }
        if (NodeKeyring.load(keys.source()).isEmpty()) {
            throw new IOException(
                    keys.directory() + " holds no private key (*.json, *.pem, *.p12)");
        }
    }

    private static void requireWritable(Path directory) throws IOException {
        Path there = directory;
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.toAbsolutePath().getParent());
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            throw new IOException(there + " cannot be written to");
        }
    }
}
