package org.xinqiao.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.operate.NodeConfig;

class RouteFileTest {
    private static final NodeId XIAMEN = NodeId.parse("cn-350200");
    private static final NodeId FUZHOU = NodeId.parse("cn-350100");
    private static final NodeId FUJIAN = NodeId.parse("cn-350000");
    private static final StreamName RED = new StreamName(XIAMEN, StreamKind.LIST_RED);

    @TempDir Path directory;

    @Test
    void file_edited_countsAtTheNextLook_andABrokenOneLeavesAllAsItWas() throws Exception {
        Path file = Files.writeString(directory.resolve("routes.yaml"), "");
        var routes = new RouteFile(config(new NodeConfig.Streams(file, file, null)));
        assertThat(routes.of(RED)).isEmpty();

        Files.writeString(file, "cn-350200/list/red: [cn-350100, cn-350000]\n");
        routes.refresh();
        assertThat(routes.of(RED)).isEqualTo(Set.of(FUZHOU, FUJIAN));

        Files.writeString(file, "cn-350200/list/red: [cn-3501]\n");
        routes.refresh();
        assertThat(routes.of(RED)).isEqualTo(Set.of(FUZHOU, FUJIAN));
        Files.delete(file);
        routes.refresh();
        assertThat(routes.of(RED)).isEqualTo(Set.of(FUZHOU, FUJIAN));

        Files.writeString(file, "# nothing goes anywhere\n");
        routes.refresh();
        assertThat(routes.of(RED)).isEmpty();
    }

    @Test
    void node_withoutStreams_sendsNothing() throws Exception {
        assertThat(new RouteFile(config(null)).of(RED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cn-350100/list/red: [cn-350000] | cn-350100/list/red: is no stream of cn-350200",
                "cn-350200/list/pink: [cn-350000] | cn-350200/list/pink: is no stream",
                "cn-350200/list/red: cn-350000 | a list of nodes is expected",
                "cn-350200/list/red: [cn-350200] | names this node itself",
                "cn-350200/list/red: [Fuzhou] | Fuzhou is none of the nodes",
                "[a, b] | a mapping of streams to nodes is expected",
                "'{' | no YAML",
            })
    void fault_isNamed(String yaml, String fault) {
        assertThatThrownBy(() -> Routing.parse(yaml, XIAMEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }

    private NodeConfig config(NodeConfig.Streams streams) throws Exception {
        return TestNodes.withStreams(TestNodes.files("cn-350200", directory), streams);
    }
}
