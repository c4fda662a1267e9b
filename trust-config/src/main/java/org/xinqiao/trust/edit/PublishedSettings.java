package org.xinqiao.trust.edit;

import java.io.IOException;
import java.util.Optional;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.tuf.Store;
import tools.jackson.databind.JsonNode;

/**
 * {@code federation.yaml} as it was at the last publication. It is never published itself, so a
 * plan could not tell otherwise that, say, metadata is to count for longer.
 */
final class PublishedSettings {
    private static final String FILE = "federation.json";

    private final Store store;

    PublishedSettings(Federation federation) {
        this.store = new Store(federation.signed());
    }

    void write(JsonNode settings) throws IOException {
        store.write(FILE, StrictJson.write(settings));
    }

    Optional<JsonNode> read() throws IOException {
        Optional<byte[]> bytes = store.read(FILE);
        try {
            return bytes.isEmpty() ? Optional.empty() : Optional.of(StrictJson.parse(bytes.get()));
        } catch (MalformedJson e) {
            throw new IOException("signed/" + FILE + " is damaged: " + e.getMessage(), e);
        }
    }
}
