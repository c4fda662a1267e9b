package org.xinqiao.contracts.identity;

/** The name of a node, one platform's gateway: {@code cn-} and its division code. */
public record NodeId(DivisionCode division) implements Comparable<NodeId> {
    private static final String PREFIX = "cn-";

    /** The node that a text like {@code cn-350200} names. */
    public static NodeId parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new InvalidIdentifier("node id of cn- and six digits", text);
        }
        return ofDivision(text.substring(PREFIX.length()));
    }

    /** The node of a division code. */
    public static NodeId ofDivision(String code) {
        return new NodeId(DivisionCode.parse(code));
    }

    /** The text that {@link #parse} reads. */
    public String value() {
        return PREFIX + division.code();
    }

    @Override
    public int compareTo(NodeId other) {
        return division.compareTo(other.division);
    }

    @Override
    public String toString() {
        return value();
    }
}
