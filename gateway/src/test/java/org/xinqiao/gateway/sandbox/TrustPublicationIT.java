package org.xinqiao.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.keys.MemberKeys;
import org.xinqiao.gateway.sandbox.keys.TlsIdentity;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.NodeKeyLife;

class TrustPublicationIT {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir Path directory;

    private final SecureRandom random = new SecureRandom();
    private final List<NodeHome> homes = new ArrayList<>();
    private Layout layout;
    private Ports ports;

    @BeforeEach
    void prepare() throws IOException {
        layout = new Layout(directory);
        ports = new Ports(FreePorts.base());
        for (SandboxNode node : SandboxNode.ALL) {
            homes.add(NodeHome.open(layout.nodes(), node, NOW, random));
        }
    }

    @Test
    void publication_open_servesAgreementSignedByAllAndEveryMember() throws Exception {
        try (TrustPublication publication = open()) {
            assertThat(publication).isNotNull();
            assertThat(fetch("1.root.json").path("signed").path("_type").asString())
                    .isEqualTo("root");
            assertThat(layout.trustRoot()).exists();
            assertThat(published("members"))
                    .extracting(name -> name.replaceFirst("^[0-9a-f]+\\.", ""))
                    .containsExactlyInAnyOrder(
                            "cn-100000.json",
                            "cn-350000.json",
                            "cn-350200.json",
                            "cn-350100.json",
                            "cn-330000.json",
                            "cn-330100.json");
            assertThat(published("agreements")).hasSize(3);
        }
    }

    @Test
    void furtherCity_isAMember_alsoAfterARestart() throws Exception {
        homes.add(NodeHome.open(layout.nodes(), SandboxNode.FURTHER.getLast(), NOW, random));
        for (int start = 0; start < 2; start++) {
            try (TrustPublication publication = open()) {
                assertThat(publication).isNotNull();
                assertThat(published("members")).anyMatch(name -> name.endsWith("cn-350900.json"));
                assertThat(published("keys")).anyMatch(name -> name.endsWith("cn-350900.json"));
            }
        }
    }

    @Test
    void renew_nothingChanged_signsTheTimestampAnew() throws Exception {
        try (TrustPublication publication = open()) {
            long before = timestamp();
            publication.renew();

            assertThat(timestamp()).isEqualTo(before + 1);
        }
    }

    @Test
    void renew_documentsOutOfOrder_stillSignsTheTimestamp() throws Exception {
        try (TrustPublication publication = open()) {
            long before = timestamp();
            Files.writeString(
                    layout.federation().resolve("members/cn-350200.yaml"), "halfway: through\n");
            publication.renew();

            assertThat(timestamp()).isEqualTo(before + 1);
        }
    }

    @Test
    void open_documentsOutOfOrder_saysWhichFile() throws Exception {
        open().close();
        Files.writeString(
                layout.federation().resolve("members/cn-350200.yaml"), "halfway: through\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cn-350200.yaml");
    }

    @Test
    void rotation_ofKeysAndPin_andARevocation_outliveTheNextStart() throws Exception {
        open().close();
        NodeHome home = homes.getFirst();
        NodeId node = home.node().id();
        NodeKeyLife life = new NodeKeyLife(new Federation(layout.federation()), random);
        Path file = layout.federation().resolve("keys").resolve(node + ".yaml");
        String pin = home.tls().pins().iterator().next();
        String successor =
                life.rotate(node, KeyUse.MESSAGE, Suite.SM, Duration.ofHours(2), NOW)
                        .getFirst()
                        .key()
                        .kid();
        life.revoke(node, home.keys().first(KeyUse.LOG).kid(), NOW);
        TlsIdentity next = TlsIdentity.in(directory.resolve("next"), "next", NOW, random);
        Files.copy(
                next.certificate(),
                home.tls().certificate().resolveSibling("tls.certificate.pem.next"));
        life.addPin(node, next.pins().iterator().next());
        life.removePin(node, pin);
        String changed = Files.readString(file);
        assertThat(changed).contains(successor, "retiredAt", "revokedAt").doesNotContain(pin);

        try (TrustPublication publication = open()) {
            assertThat(publication).isNotNull();
            assertThat(file).hasContent(changed);
        }
    }

    @Test
    void tlsKey_thatWasMadeAnew_isPublishedBesideWhatIsThere() throws Exception {
        open().close();
        NodeHome home = homes.getFirst();
        String old = home.tls().pins().iterator().next();
        Files.delete(home.tls().certificate());
        homes.set(0, NodeHome.open(layout.nodes(), home.node(), NOW, random));

        try (TrustPublication publication = open()) {
            assertThat(publication).isNotNull();
            assertThat(layout.federation().resolve("keys").resolve(home.node().id() + ".yaml"))
                    .content()
                    .contains(old, homes.getFirst().tls().pins().iterator().next());
        }
    }

    private TrustPublication open() throws IOException {
        SandboxFile.Outside outside =
                new SandboxFile.Outside(
                        MemberKeys.ofOutsider(layout.outside(), random),
                        TlsIdentity.in(layout.outside(), SandboxNode.OUTSIDE.value(), NOW, random));
        return TrustPublication.open(layout, ports, homes, outside, InstantSource.fixed(NOW));
    }

    private long timestamp() throws Exception {
        return fetch("timestamp.json").path("signed").path("version").asLong();
    }

    private List<String> published(String kind) throws IOException {
        try (var files = Files.list(layout.repository().resolve("targets").resolve(kind))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private tools.jackson.databind.JsonNode fetch(String file) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = NodeHome.repository(ports).resolve(file);
            HttpResponse<byte[]> response =
                    client.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            return StrictJson.parseObject(response.body());
        }
    }
}
