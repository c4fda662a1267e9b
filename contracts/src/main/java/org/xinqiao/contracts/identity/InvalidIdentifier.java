package org.xinqiao.contracts.identity;

/** A text that is no identifier of the kind asked for; it shows the rule, and the text masked. */
public final class InvalidIdentifier extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final String masked;

    InvalidIdentifier(String rule, String text) {
        super(rule + ": " + Masking.of(text), null, false, false);
        this.rule = rule;
        this.masked = Masking.of(text);
    }

    /** Which rule it breaks, such as {@code GB 11643-1999 check character}. */
    public String rule() {
        return rule;
    }

    /** The refused text with its middle hidden. */
    public String masked() {
        return masked;
    }
}
