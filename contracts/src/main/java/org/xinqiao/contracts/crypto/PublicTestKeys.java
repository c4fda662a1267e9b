package org.xinqiao.contracts.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;

/**
 * The keys of the golden vectors. Their private halves ship with them, so anybody signs with them:
 * no document that a federation publishes may name one.
 */
public final class PublicTestKeys {
    private static final String FILE = "/org/xinqiao/contracts/vectors/protocol/test_keys.json";
    private static final Set<String> KIDS = kids();

    private PublicTestKeys() {}

    /** Whether a key of this RFC 7638 thumbprint is a public test key. */
    public static boolean isOne(String kid) {
        return KIDS.contains(kid);
    }

    private static Set<String> kids() {
        try (InputStream in = PublicTestKeys.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            var kids = new HashSet<String>();
            for (JsonNode key : StrictJson.parseObject(in.readAllBytes()).path("keys")) {
                kids.add(key.path("jwk").path("kid").asString());
            }
            return Set.copyOf(kids);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJson e) {
            throw new IllegalStateException(FILE + " is damaged", e);
        }
    }
}
