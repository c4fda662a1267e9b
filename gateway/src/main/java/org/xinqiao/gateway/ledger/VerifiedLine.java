package org.xinqiao.gateway.ledger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * One line of a file, verified.
 *
 * @param line its number in the file
 * @param code what stands there, as far as it may be shown
 * @param verdict what was found
 * @param note which rule the code breaks; null where it is right
 * @param sources streams and documents
 */
public record VerifiedLine(
        long line, String code, Verdict verdict, @Nullable String note, ArrayNode sources) {
    /** What was found. */
    public enum Verdict {
        /** Something is held, and the sources say what. */
        HELD,
        /** Nothing is held that the asker may see. */
        NOTHING_HELD,
        /** What stands there is no code. */
        CODE_WRONG,
        /** What stands there may be a person's number; persons are asked about one by one. */
        NOT_AN_ORGANISATION
    }
}
