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

    /**
     * Whether {@code other} can be its parent: of a higher level, with a division that contains
     * this one's.
     */
    public boolean canBeBelow(Member other) {
        String shared = other.id.division().code().substring(0, digits(other.level));
        return other.level.compareTo(level) < 0 && id.division().code().startsWith(shared);
    }

    private static int digits(Level level) {
        return switch (level) {
            case NATION -> 0;
            case PROVINCE -> 2;
            case CITY -> 4;
            case DISTRICT -> 6;
        };
    }
}
