package org.xinqiao.gateway.permit;

/** What may become of one item that is asked for. */
public sealed interface ItemVerdict {
    /** Code of the item. */
    String item();

    /**
     * It may be told.
     *
     * @param ground on what
     * @param basis {@code <agreement>#<clause>}
     */
    record Open(String item, ItemGround ground, String basis) implements ItemVerdict {}

    /** Neither consent nor duty of this question covers it. */
    record Closed(String item) implements ItemVerdict {}
}
