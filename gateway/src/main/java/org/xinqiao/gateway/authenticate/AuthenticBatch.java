package org.xinqiao.gateway.authenticate;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.receive.BatchArrived;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * A batch whose manifest its source signed, and brought itself. Only {@link BatchRules} makes one.
 * Whether the file is the one that the manifest speaks of is seen when it is read.
 */
public final class AuthenticBatch {
    private final BatchArrived arrived;
    private final Signed<Manifest> manifest;
    private final @Nullable Signed<StreamState> state;
    private final ActingTrust trust;

    AuthenticBatch(
            BatchArrived arrived,
            Signed<Manifest> manifest,
            @Nullable Signed<StreamState> state,
            ActingTrust trust) {
        this.arrived = arrived;
        this.manifest = manifest;
        this.state = state;
        this.trust = trust;
    }

    /** How it came. */
    public BatchArrived arrived() {
        return arrived;
    }

    /** What its source states of it. */
    public Signed<Manifest> manifest() {
        return manifest;
    }

    /** What its source states of the whole stream; null if it said nothing now. */
    public @Nullable Signed<StreamState> state() {
        return state;
    }

    /** The source. */
    public NodeId source() {
        return manifest.statement().stream().source();
    }

    /** By which trust it was judged. */
    public ActingTrust trust() {
        return trust;
    }
}
