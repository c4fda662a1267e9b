package org.xinqiao.trust.plan;

import java.util.Set;
import org.xinqiao.trust.document.DocumentType;

/** Which of the catalogues of a version counts. */
final class Catalogues {
    private Catalogues() {}

    /** The highest number, as nodes take it; empty if there is none. */
    static String newest(TrustVersion version) {
        return newest(version.of(DocumentType.CATALOGUE).keySet());
    }

    private static String newest(Set<String> names) {
        String newest = "";
        for (String name : names) {
            if (name.matches("[0-9]{1,10}")
                    && (newest.isEmpty() || Long.parseLong(name) > Long.parseLong(newest))) {
                newest = name;
            }
        }
        return newest;
    }
}
