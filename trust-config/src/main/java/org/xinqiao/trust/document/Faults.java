package org.xinqiao.trust.document;

import java.util.ArrayList;
import java.util.List;

/** Everything found wrong with one document so far; for one thread. */
final class Faults {
    private final List<DocumentFault> found = new ArrayList<>();

    void add(String path, String rule) {
        found.add(new DocumentFault(path, rule));
    }

    void require(boolean holds, String path, String rule) {
        if (!holds) {
            add(path, rule);
        }
    }

    boolean none() {
        return found.isEmpty();
    }

    List<DocumentFault> list() {
        return List.copyOf(found);
    }
}
