package org.xinqiao.trust.document;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;

/**
 * A member of the federation, the body that runs a node: {@code members/<node>.json}.
 *
 * @param id its node
 * @param nameZh its name in Chinese
 * @param nameEn its name in English
 * @param level its level
 * @param parent the member that on-boarded it and signs this document; none only for the nation
 * @param state whether it takes part
 */
public record Member(
        NodeId id,
        String nameZh,
        String nameEn,
        Level level,
        @Nullable NodeId parent,
        MemberState state) {
    /** Whether it takes part. */
    public boolean isActive() {
        return state == MemberState.ACTIVE;
    }
}
