package org.xinqiao.gateway.operate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.key.KeyDirectory;
import org.xinqiao.trust.key.Passphrase;
import org.xinqiao.trust.key.PrivateKeys;

/**
 * Everything one node is told at start. There is no other source: no system properties, and of the
 * environment only the variables that the file names for its secrets.
 *
 * @param node this node's id
 * @param level the level of the platform that it belongs to
 * @param api where the city's own systems, counters and pages call
 * @param federation where other nodes call
 * @param database the node's own PostgreSQL database
 * @param trust where the trust documents come from
 * @param keys the node's private keys
 * @param secrets symmetric keys of the node
 * @param tokens who may call the API
 * @param city the city's score platform, where the node has one behind it
 * @param wallet the city's wallet
 * @param cluster the node's other instances, which share caches
 * @param limits quotas
 * @param retention how long what is kept
 * @param management a port of its own for health and metrics
 * @param stop how the node ends
 * @param streams lists and records; null where the node keeps to itself what it has of its own
 */
public record NodeConfig(
        NodeId node,
        Level level,
        Api api,
        Federation federation,
        Database database,
        Trust trust,
        Keys keys,
        Secrets secrets,
        List<Token> tokens,
        @Nullable City city,
        @Nullable Wallet wallet,
        @Nullable Cluster cluster,
        Limits limits,
        Retention retention,
        @Nullable Management management,
        Stop stop,
        @Nullable Streams streams) {
    /** Keeps its own copy of the tokens. */
    public NodeConfig {
        tokens = List.copyOf(tokens);
    }

    /**
     * The same with the usual times of keeping, no port for health and metrics, and ended at once.
     */
    public NodeConfig(
            NodeId node,
            Level level,
            Api api,
            Federation federation,
            Database database,
            Trust trust,
            Keys keys,
            Secrets secrets,
            List<Token> tokens,
            @Nullable City city,
            @Nullable Wallet wallet,
            @Nullable Cluster cluster,
            Limits limits) {
        this(
                node,
                level,
                api,
                federation,
                database,
                trust,
                keys,
                secrets,
                tokens,
                city,
                wallet,
                cluster,
                limits,
                Retention.usual(),
                null,
                Stop.atOnce(),
                null);
    }

    /**
     * A certificate in PEM and its private key in PEM or PKCS #12: P-256 towards other nodes, P-256
     * or RSA for the API.
     *
     * @param passphrase what the key opens with, where it is encrypted
     */
    public record Tls(Path certificate, Path key, Passphrase passphrase) {
        /** With a key that is not encrypted. */
        public Tls(Path certificate, Path key) {
            this(certificate, key, Passphrase.NONE);
        }

        /** The same for other files. */
        public Tls at(Path otherCertificate, Path otherKey) {
            return new Tls(otherCertificate, otherKey, passphrase);
        }
    }

    /** Where the API listens; port 0 takes a free one; plain HTTP without {@code tls}. */
    public record Api(String address, int port, @Nullable Tls tls) {}

    /** Where other nodes call, always TLS; {@code tls} is also what this node shows to them. */
    public record Federation(String address, int port, Tls tls) {}

    /**
     * Where health and metrics are asked for, without a token: an address that only the operator's
     * own systems reach. Without it they are on the API port.
     */
    public record Management(String address, int port) {}

    /**
     * How the node ends: so many seconds it still takes requests while it already says that it is
     * not ready, so that a balancer sends no more; then what is under way ends.
     */
    public record Stop(int drainSeconds) {
        /** What holds where the configuration names nothing. */
        public static Stop usual() {
            return new Stop(5);
        }

        /** Without waiting for a balancer. */
        public static Stop atOnce() {
            return new Stop(0);
        }
    }

    /**
     * A PostgreSQL database that belongs to this node alone.
     *
     * @param rootCertificate whoever signed the server's certificate: then TLS is required, and the
     *     server's name is checked
     */
    public record Database(
            String url,
            String username,
            Secret password,
            @Nullable Path rootCertificate,
            int connectionsMax) {
        /** With the password in a file, and TLS only as the URL says. */
        public Database(String url, String username, Path passwordFile, int connectionsMax) {
            this(url, username, Secret.in(passwordFile), null, connectionsMax);
        }
    }

    /**
     * The first trusted root, the repository, and where the last good metadata is kept.
     *
     * @param overlapSeconds how long a key or pin of this node must have been published before the
     *     node uses it, where it has another; no shorter than any partner's {@code pollSeconds}
     */
    public record Trust(
            Path root, URI repository, Path stateDirectory, int pollSeconds, int overlapSeconds) {
        /** Twice the longest {@code pollSeconds} that a partner may have. */
        public static final int OVERLAP_SECONDS_USUAL = 7200;

        /** With the usual overlap. */
        public Trust(Path root, URI repository, Path stateDirectory, int pollSeconds) {
            this(root, repository, stateDirectory, pollSeconds, OVERLAP_SECONDS_USUAL);
        }
    }

    /**
     * A directory of private key files; the published key ids say which is used for what.
     *
     * @param passphrase what they open with, where they are encrypted
     */
    public record Keys(Path directory, Passphrase passphrase) {
        /** With keys that are not encrypted. */
        public Keys(Path directory) {
            this(directory, Passphrase.NONE);
        }

        /** The place that they are read from. */
        public PrivateKeys source() {
            return new KeyDirectory(directory, passphrase);
        }
    }

    /** 32 random bytes each, in base64url. */
    public record Secrets(Secret pseudonymKey, Secret atRestKey, List<Secret> atRestPreviousKeys) {
        /** Keeps its own copy of the previous keys. */
        public Secrets {
            atRestPreviousKeys = List.copyOf(atRestPreviousKeys);
        }

        /** In files, without previous keys. */
        public Secrets(Path pseudonymKeyFile, Path atRestKeyFile) {
            this(Secret.in(pseudonymKeyFile), Secret.in(atRestKeyFile), List.of());
        }
    }

    /** For how many days bodies of messages are kept; their commitments and receipts stay. */
    public record Retention(int bodyDays) {
        /** Least number of days: a notice may be delivered for 30, and be asked about then. */
        public static final int BODY_DAYS_LEAST = 31;

        /** What holds where the configuration names nothing. */
        public static Retention usual() {
            return new Retention(180);
        }
    }

    /**
     * Lists and records in bulk.
     *
     * @param routes the file that says which stream goes where; read again when it changes
     * @param catalogue a file that supplements the federation's catalogue of entries; read again
     *     when it changes. Null where nothing is collected but what the federation agreed
     * @param kafka the cluster through which partners are reached that the routes name for it; null
     *     where there is none
     */
    public record Streams(Path routes, @Nullable Path catalogue, @Nullable Kafka kafka) {}

    /**
     * A Kafka cluster.
     *
     * @param servers {@code host:port}, several separated by commas
     * @param settings a file of properties with further client settings, such as those for TLS and
     *     passwords; null where none are needed
     */
    public record Kafka(String servers, @Nullable Path settings) {}

    /** A caller of the API; the token itself is never stored, only its SHA-256 in hex. */
    public record Token(String name, Role role, String sha256) {}

    /** The city's platform: where scores are asked for, and where notices for people are posted. */
    public record City(URI scores, int timeoutMillis, int scoreMax, @Nullable URI notices) {}

    /** Where a wallet page without a session sends people. */
    public record Wallet(URI entry) {}

    /** This instance's own address and all instances, as {@code host:port}. */
    public record Cluster(String address, int port, List<String> members) {
        /** Keeps its own copy of the members. */
        public Cluster {
            members = List.copyOf(members);
        }
    }

    /**
     * Calls that one caller may make in a minute, by role; {@code federation} is per partner node
     * and never less than {@link Bounds#FEDERATION_PER_MINUTE_LEAST}, {@code open} is per address
     * for callers without a token.
     */
    public record Limits(
            int federationPerMinute,
            int platformPerMinute,
            int counterPerMinute,
            int operatorPerMinute,
            int walletPerMinute,
            int openPerMinute) {
        /** The figures that hold where the configuration names none. */
        public static Limits usual() {
            return new Limits(6000, 6000, 1200, 600, 120, 600);
        }
    }

    /** The JSON Schema of the file, for editors and for checking before a roll-out. */
    public static String schema() throws IOException {
        try (InputStream schema = NodeConfig.class.getResourceAsStream("node.schema.json")) {
            return new String(
                    Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads a file; relative paths in it count from its own directory. */
    public static NodeConfig read(Path file) throws IOException, InvalidConfig {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is not a file");
        }
        return NodeConfigReader.read(
                file.toString(), Files.readString(file), directory, System.getenv());
    }

    /** Reads YAML text; relative paths in it count from {@code directory}. */
    public static NodeConfig parse(String yaml, Path directory) throws InvalidConfig {
        return parse(yaml, directory, Map.of());
    }

    /** The same with environment variables, out of which the text may name some for its secrets. */
    public static NodeConfig parse(String yaml, Path directory, Map<String, String> environment)
            throws InvalidConfig {
        return NodeConfigReader.read("configuration", yaml, directory, environment);
    }
}
