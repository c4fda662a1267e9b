package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.operate.NodeConfig.Cluster;

class CachesIT {
    @TempDir Path directory;

    @Test
    void instances_ofOneNode_shareWhatIsCached() throws Exception {
        int one = freePort();
        int two = freePort();
        var members = List.of("127.0.0.1:" + one, "127.0.0.1:" + two);
        HazelcastInstance first = start(new Cluster("127.0.0.1", one, members));
        HazelcastInstance second = start(new Cluster("127.0.0.1", two, members));
        try {
            Awaitility.await().until(() -> second.getCluster().getMembers().size() == 2);
            first.getMap("m").put("a", "b");

            assertThat(second.getMap("m").get("a")).isEqualTo("b");
        } finally {
            first.shutdown();
            second.shutdown();
        }
    }

    @Test
    void instance_withoutCluster_isAlone() throws Exception {
        HazelcastInstance alone = start(null);
        HazelcastInstance other = start(null);
        try {
            assertThat(alone.getCluster().getMembers()).hasSize(1);
            assertThat(other.getCluster().getMembers()).hasSize(1);
            assertThat(alone.getName()).isNotEqualTo(other.getName());
        } finally {
            alone.shutdown();
            other.shutdown();
        }
    }

    private HazelcastInstance start(Cluster cluster) throws Exception {
        return new Caches()
                .hazelcast(
                        TestNodes.withCluster(TestNodes.config("cn-350200", directory), cluster));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
