package org.xinqiao.contracts.json;

/**
 * What came in is not the JSON that was agreed. It names the place and the rule, never the value,
 * because the value may be personal data.
 */
public final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String rule;

    /** The member at {@code path} (empty for the whole document) breaks {@code rule}. */
    public MalformedJson(String path, String rule) {
        super(path.isEmpty() ? rule : path + ": " + rule, null, false, false);
        this.path = path;
        this.rule = rule;
    }

    /** Where: member names joined by dots, indices in brackets; empty for the whole document. */
    public String path() {
        return path;
    }

    /** What is wrong, in words. */
    public String rule() {
        return rule;
    }
}
