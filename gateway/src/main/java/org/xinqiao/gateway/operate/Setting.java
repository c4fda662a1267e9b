package org.xinqiao.gateway.operate;

import java.util.List;

/**
 * One setting that the reader of the configuration asks for: what the JSON Schema must say of it.
 *
 * @param path where in the tree; {@code []} after a list whose items are sections
 * @param type what may stand there
 * @param required whether it must stand there
 * @param least of a whole number
 * @param most of a whole number
 * @param choices of which one is expected; empty for all other types
 */
record Setting(
        String path, Type type, boolean required, int least, int most, List<String> choices) {
    /** What may stand in a setting. */
    enum Type {
        TEXT,
        INTEGER,
        SECTION,
        SECTIONS,
        TEXTS
    }

    static Setting of(String path, Type type, boolean required) {
        return new Setting(path, type, required, 0, 0, List.of());
    }
}
