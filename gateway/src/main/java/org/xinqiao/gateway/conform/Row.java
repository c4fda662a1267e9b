package org.xinqiao.gateway.conform;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.Suite;

/**
 * One thing that was tried.
 *
 * @param id names the check, in every run alike
 * @param suite of the message that was sent; none where it makes no difference
 * @param clause section of the protocol that asks for it
 * @param zh what was sent, in Chinese
 * @param en what was sent, in English
 * @param expected what a node must do
 * @param got what this node did; why, where it was skipped
 * @param verdict what follows
 */
public record Row(
        String id,
        @Nullable Suite suite,
        String clause,
        String zh,
        String en,
        String expected,
        String got,
        Verdict verdict) {
    /** What a row says of the node. */
    public enum Verdict {
        /** It does what the protocol asks for. */
        CONFORMS,
        /** It does something else. */
        FAILS,
        /** Nobody knows: what the check needs was not there. */
        SKIPPED
    }

    /** The check's name with its suite, unique in a run. */
    public String name() {
        return suite == null ? id : id + "/" + suite;
    }
}
