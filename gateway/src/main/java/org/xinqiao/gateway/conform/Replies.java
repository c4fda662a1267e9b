package org.xinqiao.gateway.conform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKey;
import tools.jackson.databind.node.ObjectNode;

/** Verifies what the node answers, and says in words what it is. Nothing else is believed. */
final class Replies {
    private final TrustSnapshot trust;
    private final NodeId node;
    private final NodeId self;

    Replies(TrustSnapshot trust, NodeId node, NodeId self) {
        this.trust = trust;
        this.node = node;
        this.self = self;
    }

    /**
     * Such as {@code 422 code-malformed, signed}, {@code 401 message-not-attributable, plain},
     * {@code 200 xinqiao.recognition.response.v1, signed}, or what is wrong with the answer.
     */
    String inWords(Answer answer, byte[] request, Instant now) {
        if (answer.isPlainProblem()) {
            return answer.status() + " " + plainProblem(answer) + ", plain";
        }
        if (!answer.isJose()) {
            return "%d of media type '%s'".formatted(answer.status(), answer.mediaType());
        }
        try {
            Envelope envelope = verified(answer, request, now);
            String what =
                    envelope.type().equals(MessageType.PROBLEM.wire())
                            ? problem(answer, envelope.data())
                            : envelope.type();
            return answer.status() + " " + what + ", signed";
        } catch (NotTheirs e) {
            return answer.status() + ", but " + e.getMessage();
        }
    }

    private static String plainProblem(Answer answer) {
        try {
            return problem(answer, StrictJson.parseObject(answer.body()));
        } catch (MalformedJson e) {
            return "a problem that " + e.rule();
        } catch (NotTheirs e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String problem(Answer answer, ObjectNode data) throws NotTheirs {
        if (data.path("status").asInt(-1) != answer.status()) {
            throw new NotTheirs("the problem's status is another than HTTP's");
        }
        String type = data.path("type").asString("");
        if (!type.startsWith(ProblemType.BASE)) {
            throw new NotTheirs("the problem's type is not one of the protocol's");
        }
        return type.substring(ProblemType.BASE.length());
    }

    /** The node's own answer to exactly this request. */
    Envelope verified(Answer answer, byte[] request, Instant now) throws NotTheirs {
        try {
            CompactJws jws = CompactJws.parse(answer.body(), JwsType.MESSAGE);
            Envelope envelope = Envelope.parse(jws.payload());
            signed(jws, envelope, now);
            CompactJws asked = CompactJws.parse(request, JwsType.MESSAGE);
            byte[] digest = asked.algorithm().suite().digest(request);
            require(envelope.source().equals(node), "its source is not the node");
            require(envelope.to().equals(self), "it is not addressed to the member");
            require(
                    Envelope.parse(asked.payload()).id().equals(envelope.replyTo()),
                    "xqreplyto is not the request's id");
            require(
                    Base64Url.encode(digest).equals(envelope.requestDigest()),
                    "xqrequestdigest is not the request's");
            require(
                    jws.algorithm().suite() == asked.algorithm().suite(),
                    "it is of another suite than the request");
            return envelope;
        } catch (MalformedJws | MalformedJson e) {
            throw new NotTheirs("it is malformed: " + e.getMessage());
        }
    }

    private void signed(CompactJws jws, Envelope envelope, Instant now) throws NotTheirs {
        NodeKey key = trust.key(node, KeyUse.MESSAGE, jws.kid()).orElse(null);
        if (key == null || key.key().algorithm() != jws.algorithm()) {
            throw new NotTheirs("it is signed by no message key of the node");
        }
        require(
                key.standing(envelope.time().toInstant(), now) == NodeKey.Standing.GOOD,
                "its key is not in force");
        try {
            jws.verify(key.key());
        } catch (BadSignature e) {
            throw new NotTheirs("its signature does not hold");
        }
    }

    private static void require(boolean holds, @Nullable String otherwise) throws NotTheirs {
        if (!holds) {
            throw new NotTheirs(String.valueOf(otherwise));
        }
    }

    /** The id of a message that was made here. */
    static MessageId idOf(byte[] own) {
        try {
            return Envelope.parse(CompactJws.parse(own, JwsType.MESSAGE).payload()).id();
        } catch (MalformedJws | MalformedJson e) {
            throw new IllegalStateException("the member's own message can be read", e);
        }
    }
}
