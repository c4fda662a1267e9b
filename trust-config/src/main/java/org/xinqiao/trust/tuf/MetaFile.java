package org.xinqiao.trust.tuf;

import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ObjectNode;

/** Which version of a metadata file belongs to a snapshot, and what it is byte for byte. */
public record MetaFile(long version, FileInfo info) {
    static final long VERSION_MAX = (1L << 53) - 1;

    static MetaFile read(Fields fields) throws MalformedJson {
        return new MetaFile(fields.integer("version", 1, VERSION_MAX), FileInfo.read(fields));
    }

    ObjectNode json(ObjectNode json) {
        json.put("version", version);
        info.write(json);
        return json;
    }
}
