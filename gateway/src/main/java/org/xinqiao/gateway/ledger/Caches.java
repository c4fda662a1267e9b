package org.xinqiao.gateway.ledger;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.xinqiao.gateway.operate.NodeConfig;

/**
 * Caches that a node's instances share. What is in them may be lost or stale at any moment: nothing
 * is counted, locked or deduplicated here. Started by whoever asks first, so a node whose caches
 * nobody uses does not pay for them.
 */
@Configuration(proxyBeanMethods = false)
class Caches {
    @Bean(destroyMethod = "shutdown")
    @Lazy
    HazelcastInstance hazelcast(NodeConfig config) {
        var hazelcast = new Config(config.node() + "-" + UUID.randomUUID());
        hazelcast.setClusterName(config.node().value());
        hazelcast.setProperty("hazelcast.phone.home.enabled", "false");
        hazelcast.setProperty("hazelcast.logging.type", "slf4j");
        hazelcast.setProperty("hazelcast.shutdownhook.enabled", "false");
        hazelcast.getJetConfig().setEnabled(false);
        hazelcast.getMetricsConfig().setEnabled(false);
        JoinConfig join = hazelcast.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        NodeConfig.Cluster cluster = config.cluster();
        var network = hazelcast.getNetworkConfig();
        if (cluster == null) {
            network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
            network.setPort(0);
        } else {
            network.getInterfaces().setEnabled(true).addInterface(cluster.address());
            network.setPort(cluster.port()).setPortAutoIncrement(false);
            join.getTcpIpConfig().setEnabled(true).setMembers(cluster.members());
        }
        return Hazelcast.newHazelcastInstance(hazelcast);
    }
}
