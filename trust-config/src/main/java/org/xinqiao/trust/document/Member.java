package org.xinqiao.trust.document;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;

/**
 * A member: the body that runs a node. Signed by its parent's role, so nobody promotes itself or
 * lifts its own suspension.
 *
 * @param id its node
 * @param nameZh name in Chinese
 * @param nameEn name in English
 * @param level level of its platform
 * @param parent the platform above; null for the nation
 * @param state active or suspended
 */
public record Member(
        NodeId id,
        String nameZh,
        String nameEn,
        Level level,
        @Nullable NodeId parent,
        State state) {
    /** Whether a member takes part. */
    public enum State {
        /** It does. */
        ACTIVE,
        /** Its messages are refused. */
        SUSPENDED
    }

    /** Whether it takes part. */
    public boolean active() {
        return state == State.ACTIVE;
    }
}
