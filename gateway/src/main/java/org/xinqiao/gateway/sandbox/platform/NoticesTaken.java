package org.xinqiao.gateway.sandbox.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.PersonNotice;

/**
 * {@code POST /notices}: what the node says that people should hear. A real platform would push it
 * to the person's phone; this one keeps the last few for its page. The same event counts once.
 */
final class NoticesTaken implements HttpHandler {
    private static final int KEPT_MAX = 20;

    private final NodeId node;
    private final List<VerificationKey> keys;
    private final Set<String> seen = new HashSet<>();
    private final ArrayDeque<Taken> taken = new ArrayDeque<>();

    /**
     * A notice and when it was taken; the newest are kept.
     *
     * @param notice what it says
     * @param at when it was signed
     */
    record Taken(PersonNotice notice, Instant at) {}

    /**
     * @param node whose notices these are
     * @param keys that its messages are signed with
     */
    NoticesTaken(NodeId node, List<VerificationKey> keys) {
        this.node = node;
        this.keys = keys;
    }

    /** The last ones, the newest first. */
    synchronized List<Taken> last() {
        return List.copyOf(taken);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        int status = post && take(Exchanges.body(exchange)) ? 204 : 400;
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private synchronized boolean take(byte[] body) {
        try {
            CompactJws jws = CompactJws.parse(body, JwsType.MESSAGE);
            Envelope envelope = verified(jws);
            PersonNotice notice = PersonNotice.parse(envelope.data());
            if (seen.add(envelope.id().toString())) {
                taken.addFirst(new Taken(notice, envelope.time().toInstant()));
            }
            if (taken.size() > KEPT_MAX) {
                taken.removeLast();
            }
            return true;
        } catch (MalformedJws | MalformedJson | BadSignature e) {
            return false;
        }
    }

    private Envelope verified(CompactJws jws) throws MalformedJson, BadSignature {
        Envelope envelope = Envelope.parse(jws.payload());
        boolean ours =
                envelope.source().equals(node)
                        && envelope.to().equals(node)
                        && envelope.type().equals(MessageType.PERSON_NOTICE.wire());
        VerificationKey key =
                keys.stream()
                        .filter(known -> ours && known.kid().equals(jws.kid()))
                        .findFirst()
                        .orElseThrow(BadSignature::new);
        jws.verify(key);
        return envelope;
    }
}
