package org.xinqiao.gateway.operate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.NodeConfig.Api;
import org.xinqiao.gateway.operate.NodeConfig.City;
import org.xinqiao.gateway.operate.NodeConfig.Cluster;
import org.xinqiao.gateway.operate.NodeConfig.Database;
import org.xinqiao.gateway.operate.NodeConfig.Federation;
import org.xinqiao.gateway.operate.NodeConfig.Kafka;
import org.xinqiao.gateway.operate.NodeConfig.Keys;
import org.xinqiao.gateway.operate.NodeConfig.Limits;
import org.xinqiao.gateway.operate.NodeConfig.Management;
import org.xinqiao.gateway.operate.NodeConfig.Retention;
import org.xinqiao.gateway.operate.NodeConfig.Secrets;
import org.xinqiao.gateway.operate.NodeConfig.Stop;
import org.xinqiao.gateway.operate.NodeConfig.Streams;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.operate.NodeConfig.Token;
import org.xinqiao.gateway.operate.NodeConfig.Trust;
import org.xinqiao.gateway.operate.NodeConfig.Wallet;
import org.xinqiao.trust.key.Passphrase;

/** Reads a node's YAML into the record tree and cross-checks it. */
final class NodeConfigReader {
    private NodeConfigReader() {}

    static NodeConfig read(
            String file, String yaml, Path directory, Map<String, String> environment)
            throws InvalidConfig {
        Node document = compose(file, yaml);
        var faults = new ArrayList<ConfigFault>();
        NodeConfig config =
                Section.read(document, directory, environment, faults, NodeConfigReader::node);
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(ConfigFault::line));
            throw new InvalidConfig(file, faults);
        }
        return config;
    }

    /** Every setting there is; the JSON Schema that ships is held against this. */
    static List<Setting> settings() {
        return Section.settings(NodeConfigReader::node);
    }

    private static Node compose(String file, String yaml) throws InvalidConfig {
        try {
            var settings = LoadSettings.builder().setLabel(file).build();
            return new Compose(settings)
                    .composeString(yaml)
                    .orElseThrow(() -> broken(file, 1, "the file is empty"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw broken(file, line, Objects.requireNonNullElse(e.getProblem(), "not YAML"));
        } catch (YamlEngineException e) {
            throw broken(file, 1, "not YAML");
        }
    }

    private static InvalidConfig broken(String file, int line, String rule) {
        return new InvalidConfig(file, List.of(new ConfigFault(line, "document", rule)));
    }

    private static NodeConfig node(Section top) {
        var config =
                new NodeConfig(
                        top.parsed(
                                "node",
                                "an id such as cn-350200 is expected",
                                NodeId.parse("cn-000000"),
                                NodeId::parse),
                        top.choice("level", List.of(Level.values())),
                        top.section("api", NodeConfigReader::api),
                        top.section("federation", NodeConfigReader::federation),
                        top.section("database", NodeConfigReader::database),
                        top.section("trust", NodeConfigReader::trust),
                        top.section(
                                "keys", keys -> new Keys(keys.path("directory"), passphrase(keys))),
                        top.section(
                                "secrets",
                                s ->
                                        new Secrets(
                                                s.secret("pseudonymKey"),
                                                s.secret("atRestKey"),
                                                s.optionalFiles("atRestPreviousKeyFiles").stream()
                                                        .map(Secret::in)
                                                        .toList())),
                        top.sections("tokens", NodeConfigReader::token),
                        top.optional("city", NodeConfigReader::city),
                        top.optional("wallet", wallet -> new Wallet(wallet.uri("entry"))),
                        top.optional("cluster", NodeConfigReader::cluster),
                        Objects.requireNonNullElseGet(
                                top.optional("limits", NodeConfigReader::limits), Limits::usual),
                        Objects.requireNonNullElseGet(
                                top.optional("retention", NodeConfigReader::retention),
                                Retention::usual),
                        top.optional("management", NodeConfigReader::management),
                        Objects.requireNonNullElseGet(
                                top.optional("stop", NodeConfigReader::stop), Stop::usual),
                        top.optional(
                                "streams",
                                streams ->
                                        new Streams(
                                                streams.file("routes"),
                                                streams.optionalFile("catalogue"),
                                                streams.optional(
                                                        "kafka", NodeConfigReader::kafka))));
        crossCheck(top, config);
        return config;
    }

    private static void crossCheck(Section top, NodeConfig config) {
        Api api = config.api();
        Federation federation = config.federation();
        if (api.port() != 0
                && api.port() == federation.port()
                && api.address().equals(federation.address())) {
            top.fault("federation.port", "is the API's port too");
        }
        Management management = config.management();
        if (management != null
                && management.port() != 0
                && (management.port() == api.port() || management.port() == federation.port())) {
            top.fault("management.port", "is another port of the node, too");
        }
        var names = new HashSet<String>();
        var hashes = new HashSet<String>();
        for (Token token : config.tokens()) {
            if (!names.add(token.name()) || !hashes.add(token.sha256())) {
                top.fault(
                        "tokens",
                        "'" + token.name() + "' has the name or the hash of another token");
            }
        }
    }

    private static Api api(Section api) {
        return new Api(
                api.text("address"),
                api.integer("port", 0, 65535),
                api.optional("tls", NodeConfigReader::tls));
    }

    private static Federation federation(Section federation) {
        return new Federation(
                federation.text("address"),
                federation.integer("port", 0, 65535),
                federation.section("tls", NodeConfigReader::tls));
    }

    private static Tls tls(Section tls) {
        return new Tls(tls.file("certificate"), tls.file("key"), passphrase(tls));
    }

    private static Passphrase passphrase(Section section) {
        return switch (section.optionalSecret("passphrase")) {
            case null -> Passphrase.NONE;
            case Secret.InFile in -> Passphrase.in(in.file());
            case Secret.InEnvironment in -> Passphrase.of(in.toString(), in.value());
        };
    }

    private static Database database(Section database) {
        String url = database.text("url");
        if (!url.startsWith("jdbc:postgresql://")) {
            database.fault("url", "must begin with jdbc:postgresql://");
        }
        if (url.contains("password=")) {
            database.fault("url", "a password does not stand here: passwordFile or passwordEnv");
        }
        return new Database(
                url,
                database.text("username"),
                database.secret("password"),
                database.optionalFile("rootCertificate"),
                database.integer("connectionsMax", 2, 200, 16));
    }

    private static Trust trust(Section trust) {
        return new Trust(
                trust.file("root"),
                trust.uri("repository"),
                trust.path("stateDirectory"),
                trust.integer("pollSeconds", 1, 3600),
                trust.integer("overlapSeconds", 0, 604_800, Trust.OVERLAP_SECONDS_USUAL));
    }

    private static Token token(Section token) {
        // A wallet has sessions, not a configured token.
        Role role = token.choice("role", List.of(Role.PLATFORM, Role.COUNTER, Role.OPERATOR));
        return new Token(
                token.text("name"),
                role,
                token.parsed(
                        "sha256",
                        "64 hexadecimal digits are expected",
                        "",
                        NodeConfigReader::sha256));
    }

    private static String sha256(String text) {
        if (!text.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("not a SHA-256");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static City city(Section city) {
        return new City(
                city.uri("scores"),
                city.integer("timeoutMillis", 100, 10_000),
                city.integer("scoreMax", 1, 1_000_000),
                city.optionalUri("notices"));
    }

    private static Cluster cluster(Section cluster) {
        return new Cluster(
                cluster.text("address"),
                cluster.integer("port", 1, 65535),
                cluster.texts("members"));
    }

    private static Limits limits(Section limits) {
        Limits usual = Limits.usual();
        int most = 10_000_000;
        return new Limits(
                limits.integer(
                        "federationPerMinute",
                        Bounds.FEDERATION_PER_MINUTE_LEAST,
                        most,
                        usual.federationPerMinute()),
                limits.integer("platformPerMinute", 1, most, usual.platformPerMinute()),
                limits.integer("counterPerMinute", 1, most, usual.counterPerMinute()),
                limits.integer("operatorPerMinute", 1, most, usual.operatorPerMinute()),
                limits.integer("walletPerMinute", 1, most, usual.walletPerMinute()),
                limits.integer("openPerMinute", 1, most, usual.openPerMinute()));
    }

    private static Retention retention(Section retention) {
        return new Retention(
                retention.integer(
                        "bodyDays",
                        Retention.BODY_DAYS_LEAST,
                        36_500,
                        Retention.usual().bodyDays()));
    }

    private static Management management(Section management) {
        return new Management(management.text("address"), management.integer("port", 0, 65535));
    }

    private static Kafka kafka(Section kafka) {
        return new Kafka(kafka.text("servers"), kafka.optionalFile("settings"));
    }

    private static Stop stop(Section stop) {
        return new Stop(
                stop.integer(
                        "drainSeconds", 0, Bounds.DRAIN_SECONDS_MAX, Stop.usual().drainSeconds()));
    }
}
