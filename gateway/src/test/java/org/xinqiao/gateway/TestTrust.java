package org.xinqiao.gateway;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustDocuments;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.NodeKeys;
import org.xinqiao.trust.tuf.CanonicalJson;
import org.xinqiao.trust.tuf.RoleKey;
import tools.jackson.databind.node.ObjectNode;

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

    /** Writes a root that one key signs for every role; no repository follows from it. */
    public static Path root(Path file) throws Exception {
        SigningKey key = Keys.generate(SignatureAlgorithm.EDDSA, new SecureRandom());
        RoleKey role = RoleKey.of(key.publicKey());
        ObjectNode document = StrictJson.object();
        ObjectNode signed = document.putObject("signed");
        signed.put("_type", "root").put("spec_version", "1.0.31").put("version", 1);
        signed.put("expires", "2100-01-01T00:00:00Z").put("consistent_snapshot", true);
        signed.putObject("keys").set(role.id(), role.json());
        ObjectNode roles = signed.putObject("roles");
        for (String name : List.of("root", "targets", "snapshot", "timestamp")) {
            roles.putObject(name).put("threshold", 1).putArray("keyids").add(role.id());
        }
        byte[] signature = key.sign(CanonicalJson.write(signed));
        ObjectNode entry = document.putArray("signatures").addObject();
        entry.put("keyid", role.id()).put("sig", HexFormat.of().formatHex(signature));
        return Files.write(file, StrictJson.write(document));
    }
}
