package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.xinqiao.gateway.sandbox.files.PrivateFile;
import org.xinqiao.gateway.sandbox.keys.MemberKeys;
import org.xinqiao.gateway.sandbox.keys.TlsIdentity;

/**
 * One node's own directory: its keys, certificate, secrets, tokens, and the configuration file that
 * a node in production would have, too. What is there is kept, so that a second start is the same
 * node.
 *
 * @param databasePassword also in a file, where the node reads it
 * @param tokens by role in lower case, in the clear: callers in the sandbox need them, the node
 *     itself sees hashes
 */
record NodeHome(
        SandboxNode node,
        Path directory,
        MemberKeys keys,
        TlsIdentity tls,
        String databasePassword,
        Map<String, String> tokens) {
    private static final List<String> ROLES = List.of("platform", "counter", "operator");

    static NodeHome open(Path nodes, SandboxNode node, Instant now, SecureRandom random)
            throws IOException {
        Path directory = nodes.resolve(node.id().value());
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String role : ROLES) {
            tokens.put(role, PrivateFile.secret(directory.resolve("token." + role), random));
        }
        PrivateFile.secret(directory.resolve("pseudonym.key"), random);
        PrivateFile.secret(directory.resolve("at-rest.key"), random);
        return new NodeHome(
                node,
                directory,
                MemberKeys.ofNode(directory.resolve("keys"), random),
                TlsIdentity.in(directory, node.id().value(), now, random),
                PrivateFile.secret(directory.resolve("database.password"), random),
                tokens);
    }

    /**
     * Writes the configuration for this start; ports and the database's address may be others than
     * last time.
     *
     * @param kafka whether there is a broker
     */
    void configure(Ports ports, String databaseUrl, Path trustRoot, boolean kafka)
            throws IOException {
        String yaml =
                """
                # Written by the sandbox at every start.
                node: %s
                level: %s
                api: { address: 127.0.0.1, port: %d }
                federation:
                  address: 127.0.0.1
                  port: %d
                  tls: { certificate: %s, key: %s }
                database: { url: "%s", username: %s, passwordFile: database.password, connectionsMax: 16 }
                trust: { root: "%s", repository: "%s", stateDirectory: trust, pollSeconds: 2, overlapSeconds: 6 }
                keys: { directory: keys }
                secrets: { pseudonymKeyFile: pseudonym.key, atRestKeyFile: at-rest.key }
                stop: { drainSeconds: 0 }
                streams: { routes: routes.yaml%s%s }
                tokens:
                %s\
                """
                                .formatted(
                                        node.id(),
                                        node.level(),
                                        ports.api(node.place()),
                                        ports.federation(node.place()),
                                        tls.certificate().getFileName(),
                                        tls.key().getFileName(),
                                        databaseUrl,
                                        node.id(),
                                        trustRoot.toAbsolutePath(),
                                        repository(ports),
                                        supplement(),
                                        throughKafka(kafka) ? cluster(ports) : "",
                                        tokenLines())
                        + cityLines(ports);
        PrivateFile.write(configuration(), yaml);
        Files.createDirectories(directory.resolve("trust"));
        kept("routes.yaml", routes(kafka));
    }

    /** What people may edit stays as they left it. */
    private void kept(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            PrivateFile.write(file, text);
        }
    }

    /** An earlier release put the catalogue here; what stands in it still supplements. */
    private String supplement() {
        String name = "entry-catalogue.json";
        return Files.exists(directory.resolve(name)) ? ", catalogue: " + name : "";
    }

    /** The two ends of the broker. */
    private boolean throughKafka(boolean kafka) {
        return kafka && SandboxNode.THROUGH_KAFKA.contains(node);
    }

    private static String cluster(Ports ports) {
        return ", kafka: { servers: \"127.0.0.1:" + ports.kafka() + "\" }";
    }

    /**
     * Cities give each other their red lists of organisations, and the province their penalties,
     * which passes them on to the nation.
     */
    private String routes(boolean kafka) {
        StringBuilder lines = new StringBuilder("# Which stream of this node goes where.\n");
        if (node.equals(SandboxNode.XIAMEN) || node.equals(SandboxNode.FUZHOU)) {
            SandboxNode other =
                    node.equals(SandboxNode.XIAMEN) ? SandboxNode.FUZHOU : SandboxNode.XIAMEN;
            lines.append("%s/list/red: [%s]%n".formatted(node.id(), other.id()));
            String up = SandboxNode.FUJIAN.id().value();
            lines.append("%s/record/penalty: [%s]%n".formatted(node.id(), up));
            lines.append("%s/record/penalty/for/%s: [%s]%n".formatted(node.id(), up, up));
        }
        if (node.equals(SandboxNode.FUJIAN)) {
            lines.append(provinceRoutes());
            lines.append(kafka ? "kafka: [%s]%n".formatted(SandboxNode.NATION.id()) : "");
        }
        return lines.toString();
    }

    /** Organisations in the open, persons encrypted from hop to hop. */
    private String provinceRoutes() {
        String nation = SandboxNode.NATION.id().value();
        String own = node.id() + "/record/penalty";
        StringBuilder lines = new StringBuilder();
        lines.append("%s: [%s]%n".formatted(own, nation));
        lines.append("%s/for/%s: [%s]%nforward:%n".formatted(own, nation, nation));
        for (SandboxNode city : List.of(SandboxNode.XIAMEN, SandboxNode.FUZHOU)) {
            String theirs = city.id() + "/record/penalty";
            lines.append("  - { from: %s, to: %s }%n".formatted(theirs, own));
            lines.append(
                    "  - { from: %s/for/%s, to: %s/for/%s }%n"
                            .formatted(theirs, node.id(), own, nation));
        }
        return lines.toString();
    }

    /** The file that {@link #configure} writes. */
    Path configuration() {
        return directory.resolve("node.yaml");
    }

    /** The token of a role in lower case. */
    String token(String role) {
        return Objects.requireNonNull(tokens.get(role), role);
    }

    /** Where all nodes fetch the trust documents. */
    static URI repository(Ports ports) {
        return URI.create("http://localhost:" + ports.repository() + "/");
    }

    private String tokenLines() {
        StringBuilder lines = new StringBuilder();
        tokens.forEach((role, token) ->
                lines.append(
                        "  - { name: %s, role: %s, sha256: %s }%n"
                                .formatted(role, role.toUpperCase(Locale.ROOT), sha256(token))));
        return lines.toString();
    }

    private String cityLines(Ports ports) {
        return node.city()
                .map(city ->
                        """
                        city: { scores: "http://127.0.0.1:%d/", timeoutMillis: 1500, scoreMax: %d, notices: "http://127.0.0.1:%d/notices" }
                        wallet: { entry: "http://localhost:%d/app" }
                        """
                                .formatted(
                                        ports.platform(node.place()),
                                        city.scoreMax(),
                                        ports.platform(node.place()),
                                        ports.platform(node.place())))
                .orElse("");
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
