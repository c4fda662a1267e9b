package org.xinqiao.gateway.people;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.gateway.operate.AtRest;
import org.xinqiao.gateway.operate.NodeConfig;

/**
 * Pairwise pseudonyms (protocol, section 1): two partners that compare theirs learn nothing,
 * because each has a key of its own, derived from one secret of the home city.
 */
@Component
public class Pseudonyms {
    private final KeyedHash secret;
    private final Map<NodeId, byte[]> keys = new ConcurrentHashMap<>();

    /** Pseudonyms under the node's secret. */
    public Pseudonyms(NodeConfig config) throws IOException {
        this.secret = new KeyedHash(AtRest.secret(config.secrets().pseudonymKey()));
    }

    /** The person as this partner knows them. */
    public Pseudonym of(SubjectNumber person, NodeId partner) {
        return Pseudonym.derive(keys.computeIfAbsent(partner, this::key), person);
    }

    private byte[] key(NodeId partner) {
        return secret.of("xinqiao pseudonym " + partner);
    }
}
