package org.xinqiao.trust.tuf;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.tuf.Metadata.Root;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Targets;
import org.xinqiao.trust.tuf.Metadata.Timestamp;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes and signs metadata files as section 4 of the specification lays them down. */
public final class MetadataWriter {
    /** The version of the specification that the files keep to. */
    public static final String SPEC_VERSION = "1.0.31";

    private MetadataWriter() {}

    /** The file, signed by these keys; whether they are enough is the caller's to know. */
    public static byte[] sign(Metadata metadata, Collection<SigningKey> keys) {
        ObjectNode signed = signed(metadata);
        ObjectNode file = StrictJson.object();
        ArrayNode signatures = file.putArray("signatures");
        try {
            byte[] canonical = CanonicalJson.write(signed);
            Map<String, String> byId = new TreeMap<>();
            for (SigningKey key : keys) {
                byId.put(
                        RoleKey.of(key.publicKey()).id(),
                        HexFormat.of().formatHex(key.sign(canonical)));
            }
            byId.forEach((id, hex) -> signatures.addObject().put("keyid", id).put("sig", hex));
        } catch (MalformedJson e) {
            throw new IllegalStateException("What is written here has a canonical form", e);
        }
        file.set("signed", signed);
        return StrictJson.write(file);
    }

    private static ObjectNode signed(Metadata metadata) {
        return switch (metadata) {
            case Root root -> root(root);
            case Timestamp timestamp -> timestamp(timestamp);
            case Snapshot snapshot -> snapshot(snapshot);
            case Targets targets -> targets(targets);
        };
    }

    private static ObjectNode root(Root root) {
        ObjectNode json = frame(Role.ROOT, root).put("consistent_snapshot", true);
        ObjectNode keys = json.putObject("keys");
        ObjectNode roles = json.putObject("roles");
        new TreeMap<>(root.roles())
                .forEach((role, authority) -> {
                    authority.keys().forEach(key -> keys.set(key.id(), key.json()));
                    ObjectNode each = roles.putObject(role);
                    keyIds(authority, each.putArray("keyids"));
                    each.put("threshold", authority.threshold());
                });
        return json;
    }

    private static ObjectNode timestamp(Timestamp timestamp) {
        ObjectNode json = frame(Role.TIMESTAMP, timestamp);
        timestamp.snapshot().json(json.putObject("meta").putObject("snapshot.json"));
        return json;
    }

    private static ObjectNode snapshot(Snapshot snapshot) {
        ObjectNode json = frame(Role.SNAPSHOT, snapshot);
        ObjectNode meta = json.putObject("meta");
        new TreeMap<>(snapshot.roles())
                .forEach((role, file) -> file.json(meta.putObject(role + ".json")));
        return json;
    }

    private static ObjectNode targets(Targets targets) {
        ObjectNode json = frame(Role.TARGETS, targets);
        ObjectNode files = json.putObject("targets");
        new TreeMap<>(targets.files()).forEach((path, info) -> info.write(files.putObject(path)));
        if (!targets.delegations().isEmpty()) {
            ObjectNode delegations = json.putObject("delegations");
            ObjectNode keys = delegations.putObject("keys");
            ArrayNode roles = delegations.putArray("roles");
            for (Delegation delegation : targets.delegations()) {
                delegation.authority().keys().forEach(key -> keys.set(key.id(), key.json()));
                delegation.json(roles.addObject());
            }
        }
        return json;
    }

    private static ObjectNode frame(String type, Metadata metadata) {
        Instant expires = metadata.expires().truncatedTo(ChronoUnit.SECONDS);
        return StrictJson.object()
                .put("_type", type)
                .put("spec_version", SPEC_VERSION)
                .put("version", metadata.version())
                .put("expires", expires.toString());
    }

    private static void keyIds(Authority authority, ArrayNode ids) {
        authority.keys().stream().map(RoleKey::id).sorted().forEach(ids::add);
    }
}
