package org.xinqiao.contracts.message;

import java.util.Arrays;
import java.util.Optional;

/** Types of message that this version of the product speaks (protocol, section 3). */
public enum MessageType {
    /** Host city to home city: verify a credit code and decide benefits. */
    RECOGNITION_REQUEST("xinqiao.recognition.request.v1", Kind.QUERY),
    /** Its answer. */
    RECOGNITION_RESPONSE("xinqiao.recognition.response.v1", Kind.ANSWER),
    /** Between platforms: data items about one subject, under consent or statutory duty. */
    ITEMS_REQUEST("xinqiao.items.request.v1", Kind.QUERY),
    /** Its answer. */
    ITEMS_RESPONSE("xinqiao.items.response.v1", Kind.ANSWER),
    /** Host city to home city: what became of a benefit. */
    BENEFIT_NOTICE("xinqiao.benefit.notice.v1", Kind.NOTICE),
    /** Home city to whoever relied on a consent: its state has changed. */
    CONSENT_NOTICE("xinqiao.consent.notice.v1", Kind.NOTICE),
    /** Home city to its partners: passes of a status list have ended. */
    STATUS_NOTICE("xinqiao.status.notice.v1", Kind.NOTICE),
    /** Host city to home city: a code was honoured while the home city was out of reach. */
    OFFLINE_NOTICE("xinqiao.offline.notice.v1", Kind.NOTICE),
    /** Source of a stream to whoever ever had an entry of it: it is taken back. */
    RECALL_NOTICE("xinqiao.recall.notice.v1", Kind.NOTICE),
    /** To anyone: a newer trust snapshot exists. */
    TRUST_NOTICE("xinqiao.trust.notice.v1", Kind.NOTICE),
    /** In the place of a notice that its sender discarded, under its number. */
    VOID_NOTICE("xinqiao.void.notice.v1", Kind.NOTICE),
    /** To the platform of one's own city, never to another node: a person should hear of it. */
    PERSON_NOTICE("xinqiao.person.notice.v1", Kind.NOTICE),
    /** A notice has been taken: its effect is durable. */
    RECEIPT("xinqiao.receipt.v1", Kind.ANSWER),
    /** A batch of a stream has been taken, and what of it was set aside. */
    STREAM_RECEIPT("xinqiao.stream.receipt.v1", Kind.ANSWER),
    /** A signed refusal for reasons of business. */
    PROBLEM("xinqiao.problem.v1", Kind.ANSWER);

    /** What a receiver does with a message of the type. */
    public enum Kind {
        /** Answered at once. */
        QUERY,
        /** Takes effect once, whenever it arrives, and is answered with a receipt. */
        NOTICE,
        /** Comes back in the HTTP answer to a query or notice; never sent by itself. */
        ANSWER
    }

    private static final String NOTICE_SUFFIX = ".notice.v1";

    private final String wire;
    private final Kind kind;

    MessageType(String wire, Kind kind) {
        this.wire = wire;
        this.kind = kind;
    }

    /** The CloudEvents {@code type}. */
    public String wire() {
        return wire;
    }

    /** What a receiver does with it. */
    public Kind kind() {
        return kind;
    }

    /** The type of a wire name. */
    public static Optional<MessageType> ofWire(String wire) {
        return Arrays.stream(values()).filter(t -> t.wire.equals(wire)).findFirst();
    }

    /** Whether a wire name, known or not, is a notice's: it may be older than a query. */
    public static boolean isNotice(String wire) {
        return wire.endsWith(NOTICE_SUFFIX);
    }
}
