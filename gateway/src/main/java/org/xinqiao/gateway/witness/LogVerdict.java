package org.xinqiao.gateway.witness;

import org.xinqiao.contracts.log.ConsistencyProof;
import org.xinqiao.contracts.log.SignedCheckpoint;

/** What a checkpoint that a log shows now means beside the one that was known before. */
public sealed interface LogVerdict {
    /** It is the known one again. */
    record Same() implements LogVerdict {}

    /** It continues the known one. */
    record Grown(ConsistencyProof proof) implements LogVerdict {}

    /** Both are signed, of one size, and differ. The two notes alone prove it. */
    record Forked(SignedCheckpoint known, SignedCheckpoint shown) implements LogVerdict {}

    /**
     * It is smaller than the known one. A copy that was kept somewhere would look the same, so it
     * counts only if asked for afresh.
     */
    record Shrunk(SignedCheckpoint known, SignedCheckpoint shown) implements LogVerdict {}

    /**
     * What stood there before does not stand there now.
     *
     * @param signed true where the tiles lead to the root now signed and away from the one signed
     *     before: then notes and tiles prove it to anybody. False where the tiles do not lead to
     *     the root now signed: the log shows other entries than it signed, and only who fetched
     *     them knows.
     */
    record Changed(SignedCheckpoint known, SignedCheckpoint shown, boolean signed)
            implements LogVerdict {}

    /** Nothing can be said: what is needed was not to be had. */
    record Unknown(String reason) implements LogVerdict {}
}
