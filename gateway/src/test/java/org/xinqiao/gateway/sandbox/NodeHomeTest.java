package org.xinqiao.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.sandbox.keys.MemberKeys;

class NodeHomeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final Ports PORTS = new Ports(Ports.DEFAULT_BASE);

    @TempDir Path directory;

    @Test
    void home_configured_isAConfigurationThatTheNodeReads() throws Exception {
        Path root = Files.writeString(directory.resolve("root.json"), "{}");
        for (SandboxNode node : SandboxNode.ALL) {
            NodeHome home = open(node);
            home.configure(PORTS, "jdbc:postgresql://127.0.0.1:5432/" + node.id(), root, true);

            NodeConfig config = NodeConfig.read(home.configuration());

            assertThat(config.node()).isEqualTo(node.id());
            assertThat(config.level()).isEqualTo(node.level());
            assertThat(config.api().port()).isEqualTo(18_400 + node.place());
            assertThat(config.federation().port()).isEqualTo(18_410 + node.place());
            assertThat(config.city() != null).isEqualTo(node.city().isPresent());
            assertThat(config.tokens()).hasSize(3);
            assertThat(Files.readString(home.configuration()))
                    .doesNotContain(home.tokens().values());
        }
    }

    @Test
    void home_openedAgain_isTheSame() throws Exception {
        NodeHome first = open(SandboxNode.XIAMEN);
        NodeHome second = open(SandboxNode.XIAMEN);

        assertThat(second.tokens()).isEqualTo(first.tokens());
        assertThat(second.tls().pins()).isEqualTo(first.tls().pins());
        assertThat(second.databasePassword()).isEqualTo(first.databasePassword());
        assertThat(second.keys().keys())
                .extracting(MemberKeys.MemberKey::uses, key -> key.key().kid())
                .containsExactlyInAnyOrderElementsOf(
                        first.keys().keys().stream()
                                .map(key ->
                                        org.assertj.core.groups.Tuple.tuple(
                                                key.uses(), key.key().kid()))
                                .toList());
    }

    @Test
    void home_ofANode_hasOneKeyForItsLogAndOneAsAWitness() throws Exception {
        MemberKeys keys = open(SandboxNode.XIAMEN).keys();

        assertThat(keys.keys())
                .filteredOn(key -> key.key().algorithm() == SignatureAlgorithm.EDDSA)
                .extracting(MemberKeys.MemberKey::uses)
                .containsExactly(Set.of(KeyUse.LOG), Set.of(KeyUse.WITNESS));
        assertThat(keys.first(KeyUse.LOG).kid()).isNotEqualTo(keys.first(KeyUse.WITNESS).kid());
    }

    private NodeHome open(SandboxNode node) throws Exception {
        return NodeHome.open(directory.resolve("nodes"), node, NOW, new SecureRandom());
    }
}
