package org.xinqiao.gateway.authenticate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.receive.Received;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Whether a message is what it claims to be (protocol, sections 2 and 3), in the order of checks
 * that the protocol lays down: form, signature, peer, addressee; then, after the memory of ids,
 * time.
 */
public final class MessageRules {
    /** How old an unknown query may be. */
    public static final Duration QUERY_AGE_MAX = Duration.ofSeconds(300);

    /** How old an unknown notice may be. */
    public static final Duration NOTICE_AGE_MAX = Duration.ofDays(30);

    /** How far ahead of this node's clock a message may be dated. */
    public static final Duration AHEAD_MAX = Duration.ofSeconds(300);

    private static final KeyTimes.Problems TIMES =
            new KeyTimes.Problems(
                    ProblemType.KEY_NOT_YET_VALID,
                    ProblemType.KEY_RETIRED,
                    ProblemType.KEY_REVOKED);

    private MessageRules() {}

    /**
     * Returns only for a message that its source signed, over the source's own connection, to us.
     *
     * @throws Refusal that is answered unsigned and tells an attacker nothing to guess with
     */
    public static Authentic decide(Received received, ActingTrust trust) throws Refusal {
        CompactJws jws = parse(received.body());
        Envelope envelope = envelope(jws);
        NodeKeys keys = signedBy(jws, envelope, received.at(), trust);
        if (!keys.pins().contains(received.peerPin())) {
            throw new Refusal(ProblemType.PEER_NOT_SOURCE);
        }
        if (!envelope.to().equals(trust.self())) {
            throw new Refusal(ProblemType.NOT_ADDRESSED_HERE);
        }
        byte[] digest = jws.algorithm().suite().digest(received.body());
        return new Authentic(envelope, jws.algorithm(), digest, received, trust);
    }

    /** The time window of a message whose id is not known yet. */
    public static void decideTime(Authentic message) throws Refusal {
        Instant time = message.envelope().time().toInstant();
        Instant now = message.received().at();
        Duration ageMax = ageMax(message);
        if (time.isBefore(now.minus(ageMax))) {
            throw new Refusal(
                    ProblemType.MESSAGE_TOO_OLD,
                    "age_seconds_max",
                    String.valueOf(ageMax.toSeconds()));
        }
        if (time.isAfter(now.plus(AHEAD_MAX))) {
            throw new Refusal(
                    ProblemType.MESSAGE_FROM_FUTURE,
                    "ahead_seconds_max",
                    String.valueOf(AHEAD_MAX.toSeconds()));
        }
    }

    /** After this instant the message would fail the time check, so its id may be forgotten. */
    public static Instant forgettable(Authentic message) {
        return message.envelope().time().toInstant().plus(ageMax(message));
    }

    private static Duration ageMax(Authentic message) {
        return MessageType.isNotice(message.envelope().type()) ? NOTICE_AGE_MAX : QUERY_AGE_MAX;
    }

    static CompactJws parse(byte[] body) throws Refusal {
        try {
            return CompactJws.parse(body, JwsType.MESSAGE);
        } catch (MalformedJws e) {
            throw new Refusal(e.problem(), "rule", String.valueOf(e.getMessage()));
        }
    }

    static Envelope envelope(CompactJws jws) throws Refusal {
        try {
            return Envelope.parse(jws.payload());
        } catch (MalformedJson e) {
            throw new Refusal(
                    ProblemType.MESSAGE_MALFORMED, "rule", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Looks the {@code kid} up among the keys of the claimed source only. Whether the key exists
     * and whether the signature holds must look the same from outside; what comes after is only
     * told to the key's owner.
     */
    static NodeKeys signedBy(CompactJws jws, Envelope envelope, Instant now, ActingTrust trust)
            throws Refusal {
        NodeId source = envelope.source();
        NodeKeys keys =
                trust.snapshot()
                        .keys(source)
                        .orElseThrow(() -> new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE));
        Optional<NodeKey> key =
                keys.keys().stream().filter(k -> k.key().kid().equals(jws.kid())).findFirst();
        if (key.isEmpty()) {
            throw new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE);
        }
        if (key.get().key().algorithm() != jws.algorithm()) {
            throw new Refusal(ProblemType.ALGORITHM_NOT_ALLOWED);
        }
        try {
            jws.verify(key.get().key());
        } catch (BadSignature e) {
            throw new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE);
        }
        if (!key.get().uses().contains(KeyUse.MESSAGE)) {
            throw new Refusal(ProblemType.KEY_NOT_FOR_USE, "use", KeyUse.MESSAGE.wire());
        }
        Instant dated = envelope.time().toInstant();
        KeyTimes.decide(key.get(), key.get().startsAt(), dated, now, TIMES);
        return keys;
    }
}
