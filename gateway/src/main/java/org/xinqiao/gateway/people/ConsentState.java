package org.xinqiao.gateway.people;

/** The states of a consent. Withdrawn is final; one that has expired can only be withdrawn. */
public enum ConsentState {
    /** In force. */
    ACTIVE,
    /** Suspended by the person, who may resume it. */
    PAUSED,
    /** Ended by the person. */
    WITHDRAWN,
    /** Ended by its own term, or by its one use. */
    EXPIRED;

    /** Whether a person may bring a consent from this state into that one. */
    public boolean mayBecome(ConsentState next) {
        return switch (this) {
            case ACTIVE -> next != ACTIVE;
            case PAUSED -> next != PAUSED;
            case EXPIRED -> next == WITHDRAWN;
            case WITHDRAWN -> false;
        };
    }
}
