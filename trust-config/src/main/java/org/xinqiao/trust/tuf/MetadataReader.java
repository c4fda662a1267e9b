package org.xinqiao.trust.tuf;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.trust.tuf.Metadata.Root;
import org.xinqiao.trust.tuf.Metadata.Snapshot;
import org.xinqiao.trust.tuf.Metadata.Targets;
import org.xinqiao.trust.tuf.Metadata.Timestamp;

/**
 * Reads the signed part of a metadata file. Members that it does not know are signed with the rest
 * and otherwise ignored, as section 4.2 of the specification asks.
 */
final class MetadataReader {
    private static final int ROLES_MAX = 10_000;
    private static final String SUFFIX = ".json";

    private MetadataReader() {}

    private interface Part<T> {
        T read(Fields fields) throws MalformedJson;
    }

    static Root root(String file, SignedMetadata metadata) throws TufRefused {
        return read(
                file,
                Role.ROOT,
                metadata,
                fields -> {
                    if (!fields.bool("consistent_snapshot")) {
                        throw fields.malformed("consistent_snapshot", "must be true");
                    }
                    Map<String, RoleKey> keys = keys(fields);
                    Fields roles = fields.object("roles");
                    Map<String, Authority> authorities = new HashMap<>();
                    for (String role :
                            List.of(Role.ROOT, Role.TIMESTAMP, Role.SNAPSHOT, Role.TARGETS)) {
                        authorities.put(role, Authority.read(roles.object(role), keys));
                    }
                    return new Root(version(fields), expires(fields), authorities);
                });
    }

    static Timestamp timestamp(String file, SignedMetadata metadata) throws TufRefused {
        return read(
                file,
                Role.TIMESTAMP,
                metadata,
                fields ->
                        new Timestamp(
                                version(fields),
                                expires(fields),
                                MetaFile.read(fields.object("meta").object("snapshot.json"))));
    }

    static Snapshot snapshot(String file, SignedMetadata metadata) throws TufRefused {
        return read(
                file,
                Role.SNAPSHOT,
                metadata,
                fields -> {
                    Fields meta = fields.object("meta");
                    Map<String, MetaFile> roles = new HashMap<>();
                    for (String name : meta.names()) {
                        if (!name.endsWith(SUFFIX) || roles.size() >= ROLES_MAX) {
                            throw meta.malformed(name, "must be one of few roles' files");
                        }
                        String role = name.substring(0, name.length() - SUFFIX.length());
                        roles.put(role, MetaFile.read(meta.object(name)));
                    }
                    return new Snapshot(version(fields), expires(fields), roles);
                });
    }

    static Targets targets(String file, SignedMetadata metadata) throws TufRefused {
        return read(
                file,
                Role.TARGETS,
                metadata,
                fields ->
                        new Targets(
                                version(fields),
                                expires(fields),
                                files(fields.object("targets")),
                                delegations(fields)));
    }

    private static Map<String, FileInfo> files(Fields fields) throws MalformedJson {
        Map<String, FileInfo> files = new HashMap<>();
        for (String path : fields.names()) {
            if (!PathPattern.isPath(path)) {
                throw fields.malformed(path, "must be a path such as keys/cn-350200.json");
            }
            files.put(path, FileInfo.read(fields.object(path)));
        }
        return files;
    }

    private static List<Delegation> delegations(Fields fields) throws MalformedJson {
        List<Delegation> delegations = new ArrayList<>();
        if (fields.has("delegations")) {
            Fields object = fields.object("delegations");
            Map<String, RoleKey> keys = keys(object);
            Set<String> names = new HashSet<>();
            for (Fields role : object.objects("roles")) {
                Delegation delegation = Delegation.read(role, keys);
                if (!names.add(delegation.role())) {
                    throw role.malformed("name", "stands twice");
                }
                delegations.add(delegation);
            }
        }
        return delegations;
    }

    private static Map<String, RoleKey> keys(Fields fields) throws MalformedJson {
        Fields object = fields.object("keys");
        Map<String, RoleKey> keys = new HashMap<>();
        for (String id : object.names()) {
            keys.put(id, RoleKey.read(id, object.object(id)));
        }
        return keys;
    }

    private static <T> T read(String file, String type, SignedMetadata metadata, Part<T> part)
            throws TufRefused {
        try {
            Fields fields = new Fields("signed", metadata.signed());
            // A file of one role must never pass for one of another, whoever signed both.
            if (!fields.text("_type").equals(type)) {
                throw fields.malformed("_type", "must be " + type);
            }
            if (!fields.text("spec_version").startsWith("1.")) {
                throw fields.malformed("spec_version", "must be 1");
            }
            return part.read(fields);
        } catch (MalformedJson e) {
            throw new TufRefused(new TufRefusal.Malformed(file, String.valueOf(e.getMessage())));
        }
    }

    private static long version(Fields fields) throws MalformedJson {
        return fields.integer("version", 1, MetaFile.VERSION_MAX);
    }

    private static Instant expires(Fields fields) throws MalformedJson {
        String text = fields.text("expires");
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z")) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException e) {
            // Refused below, as any other text is.
        }
        throw fields.malformed("expires", "must be a time such as 2026-11-21T00:00:00Z");
    }
}
