package org.xinqiao.adapters.city;

/**
 * The platform gave no usable answer. For the person at the counter this is always "try later",
 * never "no effect".
 *
 * <p>Carries no stack trace, no address and nothing of what the platform sent: only which kind of
 * fault it was.
 */
public final class PlatformUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** A refusal because of one kind of fault. */
    public PlatformUnavailable(Fault fault) {
        super("city platform: " + fault.description, null, false, false);
        this.fault = fault;
    }

    /** What went wrong, for metrics and the operator. */
    public Fault fault() {
        return fault;
    }

    /** The kinds of fault. Those that {@link #condemnsPlatform} count towards resting it. */
    public enum Fault {
        /** No whole answer within the time that the node allows. */
        TOO_SLOW("no answer in time", true),
        /** No connection, or one that broke. */
        UNREACHABLE("cannot be reached", true),
        /** A status other than 200 and 404. */
        WRONG_STATUS("answered with an unexpected status", true),
        /**
         * Not the answer that was agreed: not JSON, another member, too long, a time from the
         * future.
         */
        MALFORMED("answered with something else than a score", false),
        /** A score outside the city's scale. */
        OUT_OF_RANGE("answered with a score outside its scale", false),
        /** Failed so often just now that it is left alone for a moment. */
        RESTING("failed just now and is left alone for a moment", false),
        /** More questions at once than the node sends to it. */
        BUSY("too many questions at once", false);

        private final String description;
        private final boolean condemnsPlatform;

        Fault(String description, boolean condemnsPlatform) {
            this.description = description;
            this.condemnsPlatform = condemnsPlatform;
        }

        /**
         * Whether it says something about the platform as a whole rather than about one person's
         * record.
         */
        boolean condemnsPlatform() {
            return condemnsPlatform;
        }
    }
}
