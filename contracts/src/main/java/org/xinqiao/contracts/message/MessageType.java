package org.xinqiao.contracts.message;

import java.util.Arrays;
import java.util.Optional;

/** Types of message that this version of the product speaks (protocol, section 3). */
public enum MessageType {
    /** Host city to home city: verify a credit code and decide benefits. */
    RECOGNITION_REQUEST("xinqiao.recognition.request.v1", Kind.QUERY),
    /** Its answer. */
    RECOGNITION_RESPONSE("xinqiao.recognition.response.v1", Kind.ANSWER),
    /** A signed refusal for reasons of business. */
    PROBLEM("xinqiao.problem.v1", Kind.ANSWER);

    /** What a receiver does with a message of the type. */
    public enum Kind {
        /** Answered at once. */
        QUERY,
        /** Comes back in the HTTP answer to a query; never sent by itself. */
        ANSWER
    }

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
}
