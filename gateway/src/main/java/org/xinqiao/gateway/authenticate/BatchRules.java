package org.xinqiao.gateway.authenticate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.Statement;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.receive.BatchArrived;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;

/** Whether a batch is brought by its source, and stated by it (protocol, section 6). */
public final class BatchRules {
    /** How far ahead of this node's clock a state may be dated. */
    public static final Duration AHEAD_MAX = Duration.ofSeconds(300);

    private static final KeyTimes.Problems TIMES =
            new KeyTimes.Problems(
                    ProblemType.KEY_NOT_YET_VALID,
                    ProblemType.KEY_RETIRED,
                    ProblemType.KEY_REVOKED);

    private BatchRules() {}

    /**
     * Returns only for a batch that its source states, over the source's own connection.
     *
     * @throws Refusal that is answered unsigned and tells an attacker nothing to guess with
     */
    public static AuthenticBatch decide(BatchArrived arrived, ActingTrust trust) throws Refusal {
        Signed<Manifest> manifest;
        Signed<StreamState> state;
        byte[] stated = arrived.state();
        try {
            manifest = Signed.manifest(arrived.manifest());
            state = stated == null ? null : Signed.state(stated);
        } catch (BadBatch e) {
            throw new Refusal(e.problem(), "rule", String.valueOf(e.getMessage()));
        }
        NodeKeys keys =
                trust.snapshot()
                        .keys(arrived.stream().source())
                        .orElseThrow(() -> new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE));
        // A manifest has no date: its key must be in force now, and a source signs anew with one.
        requireSigned(manifest, keys, arrived.at(), arrived.at());
        requireAddress(manifest.statement(), arrived);
        String pin = arrived.peerPin();
        if (pin != null && !keys.pins().contains(pin)) {
            throw new Refusal(ProblemType.PEER_NOT_SOURCE);
        }
        requireState(state, arrived, keys);
        return new AuthenticBatch(arrived, manifest, state, trust);
    }

    /**
     * What a source states of its stream, as it answered over its own pinned connection.
     *
     * @throws Refusal if it is not its own statement about this stream
     */
    public static Signed<StreamState> state(
            byte[] jws, StreamName stream, ActingTrust trust, Instant now) throws Refusal {
        Signed<StreamState> state;
        try {
            state = Signed.state(jws);
        } catch (BadBatch e) {
            throw new Refusal(e.problem(), "rule", String.valueOf(e.getMessage()));
        }
        NodeKeys keys =
                trust.snapshot()
                        .keys(stream.source())
                        .orElseThrow(() -> new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE));
        requireSigned(state, keys, state.statement().instant(), now);
        if (!state.statement().stream().equals(stream)) {
            throw malformed("the state is of another stream");
        }
        return state;
    }

    private static void requireAddress(Manifest manifest, BatchArrived arrived) throws Refusal {
        boolean same =
                manifest.stream().equals(arrived.stream())
                        && manifest.from() == arrived.from()
                        && manifest.to() == arrived.to();
        if (!same) {
            throw malformed("the manifest is of another batch than the address");
        }
    }

    private static void requireState(
            @Nullable Signed<StreamState> state, BatchArrived arrived, NodeKeys keys)
            throws Refusal {
        if (state == null) {
            return;
        }
        requireSigned(state, keys, state.statement().instant(), arrived.at());
        if (!state.statement().stream().equals(arrived.stream())) {
            throw malformed("the state is of another stream than the address");
        }
        if (state.statement().instant().isAfter(arrived.at().plus(AHEAD_MAX))) {
            throw new Refusal(ProblemType.MESSAGE_FROM_FUTURE);
        }
    }

    private static void requireSigned(
            Signed<? extends Statement> signed, NodeKeys keys, Instant dated, Instant now)
            throws Refusal {
        NodeKey key =
                keys.keys().stream()
                        .filter(each -> each.key().kid().equals(signed.kid()))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE));
        if (key.key().algorithm() != signed.algorithm()) {
            throw new Refusal(ProblemType.ALGORITHM_NOT_ALLOWED);
        }
        try {
            signed.verify(key.key());
        } catch (BadSignature e) {
            throw new Refusal(ProblemType.MESSAGE_NOT_ATTRIBUTABLE);
        }
        if (!key.uses().contains(KeyUse.STREAM)) {
            throw new Refusal(ProblemType.KEY_NOT_FOR_USE, "use", KeyUse.STREAM.wire());
        }
        KeyTimes.decide(key, key.startsAt(), dated, now, TIMES);
    }

    private static Refusal malformed(String rule) {
        return new Refusal(ProblemType.BATCH_MALFORMED, "rule", rule);
    }
}
