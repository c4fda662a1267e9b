package org.xinqiao.gateway.vectors;

import static org.xinqiao.gateway.vectors.VectorFederation.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.tuf.Authority;
import org.xinqiao.trust.tuf.Delegation;
import org.xinqiao.trust.tuf.FileInfo;
import org.xinqiao.trust.tuf.MetaFile;
import org.xinqiao.trust.tuf.Metadata;
import org.xinqiao.trust.tuf.MetadataWriter;
import org.xinqiao.trust.tuf.PathPattern;
import org.xinqiao.trust.tuf.Role;
import org.xinqiao.trust.tuf.RoleKey;
import tools.jackson.databind.JsonNode;

/** The vectors' federation as a trust repository, for evidence: one key a role. */
final class VectorTuf {
    private static final Instant EXPIRES = NOW.plus(Duration.ofHours(20));

    private final VectorFederation federation;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, MetaFile> roles = new TreeMap<>();

    VectorTuf(VectorFederation federation) {
        this.federation = federation;
        publish();
    }

    byte[] root() {
        return files.get("1.root.json").clone();
    }

    SortedMap<String, byte[]> files() {
        return files;
    }

    private void publish() {
        JsonNode documents = federation.json();
        var nation = new TreeMap<String, FileInfo>();
        var provinces = new TreeMap<String, FileInfo>();
        var cities = new TreeMap<String, FileInfo>();
        for (JsonNode member : documents.get("members")) {
            String path = "members/" + member.get("id").stringValue() + ".json";
            switch (member.get("level").stringValue()) {
                case "NATION" -> nation.put(path, target(path, member));
                case "PROVINCE" -> provinces.put(path, target(path, member));
                default -> {
                    if (member.get("parent").stringValue().equals("cn-350000")) {
                        cities.put(path, target(path, member));
                    }
                }
            }
        }
        for (JsonNode keys : documents.get("keys")) {
            String node = keys.get("node").stringValue();
            if (node.startsWith("cn-35")) {
                String path = "keys/" + node + ".json";
                role(node, Map.of(path, target(path, keys)), List.of());
            }
        }
        role("cn-350000", cities, List.of());
        role("cn-100000", provinces, List.of());
        role(
                Role.TARGETS,
                nation,
                List.of(
                        delegation("cn-350200", "keys/cn-350200.json"),
                        delegation("cn-350100", "keys/cn-350100.json"),
                        delegation("cn-350000", "members/cn-350100.json", "members/cn-350200.json"),
                        delegation(
                                "cn-100000", "members/cn-350000.json", "members/cn-330000.json")));
        top();
    }

    private void top() {
        var top = new TreeMap<String, Authority>();
        for (String role : List.of(Role.ROOT, Role.TARGETS, Role.SNAPSHOT, Role.TIMESTAMP)) {
            top.put(role, authority(role));
        }
        metadata("1.root.json", new Metadata.Root(1, EXPIRES, top), Role.ROOT);
        MetaFile snapshot =
                metadata(
                        "1.snapshot.json", new Metadata.Snapshot(1, EXPIRES, roles), Role.SNAPSHOT);
        metadata("timestamp.json", new Metadata.Timestamp(1, EXPIRES, snapshot), Role.TIMESTAMP);
    }

    private FileInfo target(String path, JsonNode document) {
        byte[] bytes = StrictJson.write(document);
        FileInfo info = FileInfo.of(bytes);
        int name = path.indexOf('/') + 1;
        String place = path.substring(0, name) + info.sha256() + "." + path.substring(name);
        files.put("targets/" + place, bytes);
        return info;
    }

    private Delegation delegation(String role, String... paths) {
        return new Delegation(
                role,
                authority(role),
                true,
                List.of(paths).stream().map(PathPattern::new).toList());
    }

    private void role(String role, Map<String, FileInfo> targets, List<Delegation> delegations) {
        var metadata = new Metadata.Targets(1, EXPIRES, targets, delegations);
        roles.put(role, metadata("1." + role + ".json", metadata, role));
    }

    private MetaFile metadata(String path, Metadata metadata, String role) {
        byte[] bytes = MetadataWriter.sign(metadata, List.of(key(role)));
        files.put(path, bytes);
        return new MetaFile(1, FileInfo.of(bytes));
    }

    private Authority authority(String role) {
        Set<RoleKey> keys = new HashSet<>(Set.of(RoleKey.of(key(role).publicKey())));
        return new Authority(keys, 1);
    }

    private SigningKey key(String role) {
        return federation.make("role " + role, SignatureAlgorithm.EDDSA, "");
    }
}
