package org.xinqiao.gateway.operate;

/** Every bound of the node's edges, in one place; the unit stands last in each name. */
public final class Bounds {
    /** Largest body of a message from another node. */
    public static final int FEDERATION_BODY_BYTES_MAX = 64 * 1024;

    /** Largest body of a call to the API. */
    public static final int API_BODY_BYTES_MAX = 32 * 1024;

    /** Largest answer that is read from another node. */
    public static final int ANSWER_BODY_BYTES_MAX = 64 * 1024;

    /** Largest request line and headers together. */
    public static final int HEADER_BYTES_MAX = 8 * 1024;

    /** Most headers of one request. */
    public static final int HEADERS_MAX = 50;

    /** Connections that a port holds at a time. */
    public static final int CONNECTIONS_MAX = 2000;

    /**
     * Requests that a port works on at a time, several times what one slow partner may hold up.
     * Threads of the system: with virtual ones the slowest hundredth of answers took three times as
     * long on two processors.
     */
    public static final int REQUESTS_AT_ONCE_MAX = 256;

    /** How long a connection may stay silent inside a request or a handshake. */
    public static final int SILENCE_MILLIS_MAX = 5_000;

    /** How long an idle connection is kept on the API port. */
    public static final int API_IDLE_MILLIS_MAX = 30_000;

    /** How long an idle connection from a partner is kept: longer than the partner keeps it. */
    public static final int FEDERATION_IDLE_MILLIS_MAX = 90_000;

    /** After how long an idle connection to a partner is no longer used. */
    public static final int PARTNER_IDLE_MILLIS_MAX = 60_000;

    /** How long connecting to a partner may take. */
    public static final int PARTNER_CONNECT_MILLIS_MAX = 1_000;

    /** Everything about one call to a partner together: waiting, connecting, resending, reading. */
    public static final int PARTNER_CALL_MILLIS_MAX = 4_000;

    /** How long a batch on a topic is waited for; then it is sent once more. */
    public static final int KAFKA_ANSWER_MILLIS_MAX = 30_000;

    /** Calls under way to one partner; further ones are told that it is out of reach. */
    public static final int PARTNER_CALLS_MAX = 64;

    /** Notices under way to one partner at a time; the other calls are left to questions. */
    public static final int NOTICES_UNDER_WAY_MAX = 32;

    /** How long a call waits for one of them to end. */
    public static final int PARTNER_WAIT_MILLIS_MAX = 500;

    /** A partner may always send this many messages a minute. */
    public static final int FEDERATION_PER_MINUTE_LEAST = 100;

    /** How long a stopping node may go on taking requests while it says that it is not ready. */
    public static final int DRAIN_SECONDS_MAX = 60;

    /** How long requests under way may take to end when the node stops. */
    public static final int STOP_SECONDS_MAX = 10;

    /** How long a wallet session lasts. */
    public static final int WALLET_SESSION_MINUTES_MAX = 30;

    /** How often a member may read from this node's log and cosignatures. */
    public static final int LOG_READS_PER_MINUTE_MAX = 1_200;

    /** How often a member may read status lists. */
    public static final int STATUS_READS_PER_MINUTE_MAX = 300;

    /** How long this node works with a partner's status lists before it fetches them anew. */
    public static final int STATUS_FETCH_SECONDS_MAX = 300;

    /** How long it waits before it looks whether a list is to be fetched. */
    public static final int STATUS_LOOK_MILLIS_MAX = 5_000;

    /** Status lists of one partner at most. */
    public static final int STATUS_LISTS_MAX = 64;

    /** How long a reader may keep a status list instead of asking again. */
    public static final int STATUS_CACHE_SECONDS_MAX = 30;

    /** How long an entry waits for the log at most, but for the work itself. */
    public static final int LOG_PAUSE_MILLIS_MAX = 400;

    /** Entries that the log takes in by one transaction. */
    public static final int LOG_BATCH_ENTRIES_MAX = 5_000;

    /** How often the rolling audit reads one old tile of this node's log again. */
    public static final int LOG_AUDIT_PAUSE_MILLIS = 10_000;

    /** How long this node looks away from a partner's log at least. */
    public static final int WATCH_PAUSE_SECONDS_MIN = 3;

    /**
     * How often it looks at any partner's log: with more partners each waits longer for its turn.
     */
    public static final int WATCH_TURN_MILLIS = 1_000;

    /** How long a restored node waits before it asks again those who did not answer. */
    public static final int RESTORE_PAUSE_MILLIS_MAX = 1_000;

    /**
     * By how much this clock and the database's may differ; codes tolerate as much (protocol,
     * section 4).
     */
    public static final int CLOCK_OFFSET_SECONDS_MAX = 10;

    /** After how long a log that did not grow is cosigned anew, to say that it still stands. */
    public static final int COSIGNATURE_AGE_SECONDS_MAX = 60;

    /** Alarms that the operator's list shows, open ones first. */
    public static final int ALARMS_LISTED_MAX = 200;

    /** After this a notice that is not acknowledged stands on the operator's list. */
    public static final int NOTICE_OVERDUE_SECONDS = 60;

    /** Rows of one page of any list in the API. */
    public static final int PAGE_ROWS_MAX = 200;

    /** Characters of an operator's reason. */
    public static final int REASON_CHARACTERS_MAX = 500;

    /** How long a number may be missing before it is an alarm (protocol, section 3). */
    public static final int GAP_OPEN_DAYS_MAX = 30;

    /** How long a declared staff query may be used. */
    public static final int STAFF_REFERENCE_MINUTES_MAX = 15;

    /** Characters of a declared purpose, of a duty, and of a second person's finding. */
    public static final int DECLARED_CHARACTERS_MAX = 200;

    /** Characters of an officer's id. */
    public static final int OFFICER_CHARACTERS_MAX = 64;

    /** Largest body of entries that a source hands in at once. */
    public static final int ENTRIES_BODY_BYTES_MAX = 64 << 20;

    /** Entries that a source hands in at once. */
    public static final int ENTRIES_PER_CALL_MAX = 100_000;

    /** Entries that are accepted by one transaction. */
    public static final int ENTRIES_AT_ONCE_MAX = 1_000;

    /** Faults that the answer to a source names one by one. */
    public static final int FAULTS_NAMED_MAX = 1_000;

    /** Changes of one batch that this node cuts. */
    public static final int BATCH_CHANGES_MAX = 5_000;

    /** Bytes of bodies in one batch that this node cuts; one change always fits. */
    public static final int BATCH_CONTENT_BYTES_MAX = 8 << 20;

    /** Everything about sending one batch together. */
    public static final int BATCH_CALL_MILLIS_MAX = 60_000;

    /** How long changes wait for a batch at most, where no signal told of them. */
    public static final int CUT_PAUSE_MILLIS_MAX = 1_000;

    /** Of a stream with more entries the state's root is not computed while a partner waits. */
    public static final int STATE_AT_ONCE_ENTRIES_MAX = 100_000;

    /** States that a node compares at a time, each by a pass over all entries of a stream. */
    public static final int STATES_COMPARED_MAX = 2;

    /** How often it looks for states that nobody has compared yet. */
    public static final int COMPARE_LOOK_MILLIS = 10_000;

    /** How many times longer than it took a state's root is left alone. */
    public static final int STATE_REST_TIMES = 10;

    /** Entries that a repair asks for at once. */
    public static final int REPAIR_PLACES_MAX = 500;

    /** Largest answer about a stream that is read from another node. */
    public static final int STREAM_ANSWER_BYTES_MAX = 64 << 20;

    /** After this a recall that somebody has not acknowledged is an alarm. */
    public static final int RECALL_OVERDUE_SECONDS = 60;

    private Bounds() {}
}
