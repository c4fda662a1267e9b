package org.xinqiao.contracts.stream;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.NodeId;

/**
 * The name of a stream: {@code cn-350200/list/red}, or {@code
 * cn-350200/record/penalty/for/cn-350000} where natural persons are in it. Every character of it
 * stands in a URL's path as it is.
 *
 * @param source the node whose stream it is, and who signs it
 * @param kind what it carries
 * @param recipient for whom alone its entries are encrypted; null in a stream of organisations
 */
public record StreamName(NodeId source, StreamKind kind, @Nullable NodeId recipient) {
    private static final String FOR = "/for/";
    private static final int CHARACTERS_MAX = 64;

    /** A node keeps no stream for itself. */
    public StreamName {
        if (source.equals(recipient)) {
            throw new IllegalArgumentException("a stream is for another node");
        }
    }

    /** A stream without natural persons. */
    public StreamName(NodeId source, StreamKind kind) {
        this(source, kind, null);
    }

    /** The stream that a text names; empty for everything that is not its one spelling. */
    public static Optional<StreamName> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.length() > CHARACTERS_MAX) {
            return Optional.empty();
        }
        int end = text.indexOf(FOR);
        String kind = text.substring(slash + 1, end < 0 ? text.length() : Math.max(end, slash + 1));
        try {
            NodeId source = NodeId.parse(text.substring(0, slash));
            NodeId recipient = end < 0 ? null : NodeId.parse(text.substring(end + FOR.length()));
            return source.equals(recipient)
                    ? Optional.empty()
                    : StreamKind.ofWire(kind).map(of -> new StreamName(source, of, recipient));
        } catch (InvalidIdentifier e) {
            return Optional.empty();
        }
    }

    /** Whether its entries are encrypted, and may be about natural persons. */
    public boolean isPersonal() {
        return recipient != null;
    }

    /** The text that {@link #parse} reads. */
    public String value() {
        String open = source.value() + "/" + kind.wire();
        return recipient == null ? open : open + FOR + recipient.value();
    }

    @Override
    public String toString() {
        return value();
    }
}
