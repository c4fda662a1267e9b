package org.xinqiao.gateway.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.Base64Url;

/** Entity tags of the files in the jar: the digest of each, computed once. */
final class EntityTags {
    private final Map<String, String> known = new ConcurrentHashMap<>();

    String of(Resource resource) {
        return known.computeIfAbsent(resource.getDescription(), _ -> digest(resource));
    }

    private static String digest(Resource resource) {
        try {
            return Base64Url.encode(Suite.INTL.digest(resource.getContentAsByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
