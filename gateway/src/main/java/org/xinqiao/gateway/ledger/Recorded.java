package org.xinqiao.gateway.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.seal.Sealed;

/**
 * A message that crossed the border, as the ledger keeps it: its bytes, and the entry that commits
 * to them in the evidence log.
 *
 * @param message its id
 * @param direction whether it came or went
 * @param source who signed it
 * @param peer the other node
 * @param type its type
 * @param replyTo what it answers
 * @param salt 32 random bytes
 * @param body the JWS
 * @param at when
 */
@SuppressWarnings("ArrayRecordComponent")
public record Recorded(
        MessageId message,
        LogEntry.Direction direction,
        NodeId source,
        NodeId peer,
        String type,
        @Nullable MessageId replyTo,
        byte[] salt,
        byte[] body,
        Instant at) {
    /** A message that came to this node. */
    public static Recorded received(Authentic message, byte[] salt) {
        var received = message.received();
        return received(message.envelope(), salt, received.body(), received.at());
    }

    /** A message that this node signed. */
    public static Recorded sent(Sealed message, byte[] salt) {
        Instant at = message.envelope().time().toInstant();
        return of(
                message.envelope(),
                LogEntry.Direction.SENT,
                message.to(),
                salt,
                message.bytes(),
                at);
    }

    /** What came back from a partner. */
    public static Recorded received(Envelope envelope, byte[] salt, byte[] body, Instant at) {
        return of(envelope, LogEntry.Direction.RECEIVED, envelope.source(), salt, body, at);
    }

    private static Recorded of(
            Envelope envelope,
            LogEntry.Direction direction,
            NodeId peer,
            byte[] salt,
            byte[] body,
            Instant at) {
        return new Recorded(
                envelope.id(),
                direction,
                envelope.source(),
                peer,
                envelope.type(),
                envelope.replyTo(),
                salt,
                body,
                at);
    }

    /** The entry of the evidence log (protocol, section 8). */
    public LogEntry entry() {
        return LogEntry.of(direction, salt, body);
    }
}
