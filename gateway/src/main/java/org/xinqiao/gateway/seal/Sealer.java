package org.xinqiao.gateway.seal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.crypto.VerificationKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/** Signs messages. What it takes is {@link Disclosed}, so nothing unfiltered can be signed. */
@Component
public class Sealer {
    private final NodeKeyring keyring;
    private final Clock clock;
    private final SecureRandom random;

    /** Signs with the keyring's keys. */
    public Sealer(NodeKeyring keyring, Clock clock, SecureRandom random) {
        this.keyring = keyring;
        this.clock = clock;
        this.random = random;
    }

    /** A question to a partner. */
    public Sealed ask(Disclosed data, NodeId to, String purpose, ActingTrust trust) throws Refusal {
        return seal(data, to, purpose, null, null, null, null, preferred(to, trust), trust);
    }

    /**
     * A notice to a partner, under its number.
     *
     * @param sequence counts the notices for this partner
     * @param replays the notice whose place and number it takes, if any; said in a member that a
     *     receiver ignores
     */
    public Sealed notice(
            Disclosed data,
            NodeId to,
            @Nullable String purpose,
            long sequence,
            @Nullable MessageId replays,
            ActingTrust trust)
            throws Refusal {
        String note = replays == null ? null : "xinqiao=replays:" + replays;
        return seal(data, to, purpose, sequence, null, null, note, preferred(to, trust), trust);
    }

    /**
     * A notice to the platform of the node's own city: from the node to itself, so that it means
     * nothing to another.
     *
     * @param id the event's id, the same however often it is signed
     */
    public Sealed ownCity(Disclosed data, MessageId id, ActingTrust trust) throws Refusal {
        Instant now = clock.instant();
        Suite suite = preferred(trust.self(), trust);
        SigningKey key = key(KeyUse.MESSAGE, suite, trust, now);
        return sign(
                new Envelope(
                        id,
                        trust.self(),
                        data.type().wire(),
                        WireTime.of(now),
                        trust.self(),
                        trust.snapshot().version(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        data.data()),
                key);
    }

    /** The receipt for a batch of a stream, in the suite of its manifest. */
    public Sealed receipt(
            Disclosed data, NodeId to, Suite suite, byte[] manifest, ActingTrust trust)
            throws Refusal {
        String digest = Base64Url.encode(suite.digest(manifest));
        return seal(data, to, null, null, null, digest, null, suite, trust);
    }

    /** The answer to a message, in the suite of the request. */
    public Sealed answer(Disclosed data, Authentic request) throws Refusal {
        Envelope asked = request.envelope();
        return seal(
                data,
                asked.source(),
                asked.purpose(),
                null,
                asked.id(),
                Base64Url.encode(request.digest()),
                null,
                request.algorithm().suite(),
                request.trust());
    }

    private Sealed seal(
            Disclosed data,
            NodeId to,
            @Nullable String purpose,
            @Nullable Long sequence,
            @Nullable MessageId replyTo,
            @Nullable String requestDigest,
            @Nullable String tracestate,
            Suite suite,
            ActingTrust trust)
            throws Refusal {
        Instant now = clock.instant();
        SigningKey key = key(KeyUse.MESSAGE, suite, trust, now);
        OffsetDateTime time = WireTime.of(now);
        var envelope =
                new Envelope(
                        MessageId.random(now.toEpochMilli(), random),
                        trust.self(),
                        data.type().wire(),
                        time,
                        to,
                        trust.snapshot().version(),
                        sequence,
                        purpose,
                        replyTo,
                        requestDigest,
                        tracestate,
                        data.data());
        return sign(envelope, key);
    }

    private static Sealed sign(Envelope envelope, SigningKey key) {
        return new Sealed(
                envelope,
                key.kid(),
                key.algorithm(),
                ascii(CompactJws.sign(key, JwsType.MESSAGE, envelope.toBytes())));
    }

    private static byte[] ascii(String jws) {
        return jws.getBytes(StandardCharsets.US_ASCII);
    }

    /** The key in force for a use; without one the node cannot answer just now. */
    public SigningKey key(KeyUse use, Suite suite, ActingTrust trust, Instant now) throws Refusal {
        return keyring.signing(own(trust), use, suite, now)
                .orElseThrow(() -> new Refusal(ProblemType.TRY_LATER, "dependency", "keys"));
    }

    /** The key in force for a use, of the suite preferred towards a partner. */
    public SigningKey preferredKey(KeyUse use, NodeId to, ActingTrust trust, Instant now)
            throws Refusal {
        return key(use, preferred(to, trust), trust, now);
    }

    /**
     * The key to which what is for a partner's eyes alone is encrypted: SM where both have it.
     *
     * @throws Refusal {@code try-later} if the partner publishes none
     */
    public VerificationKey recipient(NodeId to, ActingTrust trust, Instant now) throws Refusal {
        Suite suite = preferred(to, trust);
        return trust.snapshot().keys(to).stream()
                .flatMap(keys -> keys.keys().stream())
                .filter(key -> key.uses().contains(KeyUse.ENC))
                .filter(key -> key.standing(now, now) == NodeKey.Standing.GOOD)
                .max(
                        Comparator.<NodeKey, Boolean>comparing(
                                        key -> key.key().algorithm().suite() == suite)
                                .thenComparing(NodeKey::startsAt))
                .map(NodeKey::key)
                .orElseThrow(
                        () -> new Refusal(ProblemType.TRY_LATER, "dependency", "recipient-key"));
    }

    /**
     * Whether messages for a partner can be signed just now.
     *
     * @throws Refusal {@code try-later} if not
     */
    public void ready(NodeId to, ActingTrust trust) throws Refusal {
        preferredKey(KeyUse.MESSAGE, to, trust, clock.instant());
    }

    /** SM where both sides have it (protocol, section 2). */
    private static Suite preferred(NodeId to, ActingTrust trust) throws Refusal {
        boolean theirs =
                trust.snapshot()
                        .keys(to)
                        .map(keys -> keys.suites().contains(Suite.SM))
                        .orElse(false);
        return theirs && own(trust).suites().contains(Suite.SM) ? Suite.SM : Suite.INTL;
    }

    private static NodeKeys own(ActingTrust trust) throws Refusal {
        return trust.snapshot()
                .keys(trust.self())
                .orElseThrow(() -> new Refusal(ProblemType.TRY_LATER, "dependency", "trust"));
    }
}
