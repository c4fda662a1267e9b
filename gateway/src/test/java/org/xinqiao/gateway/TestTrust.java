package org.xinqiao.gateway;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustDocuments;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.NodeKeys;

/** Snapshots that say only where nodes are and which pins they have. */
public final class TestTrust {
    private TestTrust() {}

    /** A snapshot of these nodes. */
    public static TrustSnapshot of(long version, NodeKeys... keys) {
        Instant expires = Instant.parse("2100-01-01T00:00:00Z");
        return of(version, expires, keys);
    }

    /** A snapshot of these nodes that expires. */
    public static TrustSnapshot of(long version, Instant expires, NodeKeys... keys) {
        var catalogue = new Catalogue("none", List.of(), List.of());
        return TrustSnapshot.of(
                new TrustDocuments(
                        version,
                        expires,
                        List.of(),
                        List.of(keys),
                        List.of(),
                        List.of(),
                        catalogue,
                        List.of()));
    }

    /** A node at an address with one certificate. */
    public static NodeKeys node(String id, URI endpoint, Tls... certificates) throws Exception {
        var pins = new java.util.HashSet<String>();
        for (Tls tls : certificates) {
            pins.add(TlsIdentity.read(tls.certificate(), tls.key()).pin());
        }
        return new NodeKeys(NodeId.parse(id), endpoint, Set.of(Suite.INTL), List.of(), pins);
    }
}
