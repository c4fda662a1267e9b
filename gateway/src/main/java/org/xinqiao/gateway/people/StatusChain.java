package org.xinqiao.gateway.people;

import org.xinqiao.contracts.message.StatusNotice;

/** How a notice about a status list stands to the list that is held (protocol, section 4). */
public final class StatusChain {
    private StatusChain() {}

    /** How it stands. */
    public enum Place {
        /** The list holds it already. */
        OLD,
        /** The list is what the notice continues. */
        CONTINUES,
        /** Something is missing between them. */
        BROKEN
    }

    /**
     * A list signed at any time from the notice's {@code from} on and before its {@code to} has the
     * content that the notice continues, because every change in between would have had a notice
     * with a {@code to} of its own.
     */
    public static Place decide(PartnerList known, StatusNotice notice) {
        if (notice.to() <= known.version()) {
            return Place.OLD;
        }
        return notice.from() <= known.version() ? Place.CONTINUES : Place.BROKEN;
    }
}
