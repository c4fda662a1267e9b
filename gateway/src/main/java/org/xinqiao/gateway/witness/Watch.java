package org.xinqiao.gateway.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.BadSignature;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.TileHashes;
import org.xinqiao.gateway.ledger.Alarm;
import org.xinqiao.gateway.ledger.Alarms;
import org.xinqiao.gateway.ledger.EvidenceLog;
import org.xinqiao.gateway.ledger.WitnessedLogs;
import org.xinqiao.gateway.ledger.WitnessedLogs.Witnessed;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.seal.LogKeys;
import org.xinqiao.gateway.witness.ShownLog.NotShown;

/**
 * Looks at one partner's log, and at what that partner saw of ours.
 *
 * <p>A cosignature says that this checkpoint continues every one that this node cosigned before. It
 * says nothing about what the entries mean. While an alarm about a log is open, this node cosigns
 * it no further.
 */
@Component
class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration STALE = Duration.ofSeconds(Bounds.COSIGNATURE_AGE_SECONDS_MAX);

    private final WitnessedLogs witnessed;
    private final EvidenceLog own;
    private final Alarms alarms;
    private final LogKeys keys;

    Watch(WitnessedLogs witnessed, EvidenceLog own, Alarms alarms, LogKeys keys) {
        this.witnessed = witnessed;
        this.own = own;
        this.alarms = alarms;
        this.keys = keys;
    }

    /** Judges a partner's log, and cosigns it if it continues what was known. */
    void theirs(NodeId partner, NoteKeys published, ShownLog log, Instant now) throws NotShown {
        Optional<SigningKey> key = keys.signing(KeyUse.WITNESS, now);
        if (key.isEmpty() || alarms.open(Checkpoint.originOf(partner))) {
            return;
        }
        // Known before shown: another instance may learn of a larger one meanwhile.
        Optional<Witnessed> known = witnessed.of(partner);
        Optional<SignedCheckpoint> shown = verified(published, log);
        if (shown.isEmpty()) {
            return;
        }
        SignedCheckpoint cosigned = shown.get().cosign(keys.self(), key.get(), now);
        if (known.isEmpty()) {
            witnessed.begin(partner, cosigned, now);
        } else {
            judge(partner, published, log, known.get(), cosigned, now);
        }
    }

    private static Optional<SignedCheckpoint> verified(NoteKeys published, ShownLog log)
            throws NotShown {
        Optional<SignedCheckpoint> shown = log.checkpoint();
        return shown.isEmpty() ? shown : Optional.of(alone(published, shown.get()));
    }

    /** Other lines are nobody's word here, and would only pile up. */
    private static SignedCheckpoint alone(NoteKeys published, SignedCheckpoint shown)
            throws NotShown {
        try {
            return shown.only(verify(published, shown));
        } catch (BadSignature e) {
            throw new NotShown("the checkpoint is not signed by the log's key");
        }
    }

    private static NoteKey verify(NoteKeys published, SignedCheckpoint shown) throws NotShown {
        try {
            return published.verifyLog(shown);
        } catch (BadSignature e) {
            // Anybody could have made it: it accuses nobody.
            throw new NotShown("the checkpoint is not signed by the log's key");
        }
    }

    private void judge(
            NodeId partner,
            NoteKeys published,
            ShownLog log,
            Witnessed known,
            SignedCheckpoint shown,
            Instant now)
            throws NotShown {
        KeptTiles tiles = new KeptTiles(log);
        SignedCheckpoint before = known.cosigned();
        NoteKey key = verify(published, shown);
        LogVerdict verdict =
                LogRules.decide(before, shown, new TileHashes(shown.checkpoint().size(), tiles));
        switch (verdict) {
            case LogVerdict.Same same -> {
                if (!now.isBefore(known.at().plus(STALE))) {
                    witnessed.advance(partner, before.checkpoint(), shown, now);
                }
            }
            case LogVerdict.Grown grown ->
                    witnessed.advance(partner, before.checkpoint(), shown, now);
            case LogVerdict.Forked forked -> alarms.raise(LogAlarms.forked(forked, key, now));
            case LogVerdict.Shrunk shrunk -> judgeAfresh(shrunk, published, log, now);
            case LogVerdict.Changed changed ->
                    alarms.raise(LogAlarms.changed(changed, key, tiles, now));
            case LogVerdict.Unknown unknown -> throw new NotShown(unknown.reason());
        }
    }

    private void judgeAfresh(
            LogVerdict.Shrunk shrunk, NoteKeys published, ShownLog log, Instant now)
            throws NotShown {
        Optional<SignedCheckpoint> again = verified(published, log);
        if (again.isPresent()
                && again.get().checkpoint().size() < shrunk.known().checkpoint().size()) {
            NoteKey key = verify(published, again.get());
            alarms.raise(
                    LogAlarms.shrunk(new LogVerdict.Shrunk(shrunk.known(), again.get()), key, now));
        }
    }

    /** Collects a partner's cosignature of our log, and learns from it if ours was set back. */
    void ours(NodeId partner, NoteKeys theirKeys, NoteKeys ourKeys, ShownLog log, Instant now)
            throws NotShown {
        Optional<SignedCheckpoint> shown = log.cosigned(keys.self());
        // Ours after theirs: in between it only grows.
        Optional<SignedCheckpoint> latest = own.latest();
        if (shown.isEmpty() || latest.isEmpty()) {
            return;
        }
        try {
            NoteKey key = ourKeys.verifyLog(shown.get());
            NoteKey witness = theirKeys.verifyCosignature(shown.get());
            // Other lines are nobody's word here, and would only pile up.
            SignedCheckpoint seen = shown.get().only(key, witness);
            Instant at = seen.verifyCosignature(witness);
            if (LogRules.isRestored(
                    seen.checkpoint(),
                    latest.get().checkpoint().size(),
                    own.root(seen.checkpoint().size()))) {
                restored(seen, at, latest.get(), key, now);
            } else {
                own.keep(partner, seen, at);
            }
        } catch (BadSignature e) {
            throw new NotShown("the cosigned checkpoint is not signed by both");
        }
    }

    /** What was seen before an operator took note of a restored log is no news. */
    private void restored(
            SignedCheckpoint seen, Instant at, SignedCheckpoint own, NoteKey key, Instant now) {
        String origin = Checkpoint.originOf(keys.self());
        boolean noted =
                alarms.acknowledged(Alarm.Kind.LOG_RESTORED, origin)
                        .filter(when -> at.isBefore(when))
                        .isPresent();
        if (!noted && !alarms.open(origin)) {
            alarms.raise(LogAlarms.restored(seen, own, key, now));
        } else {
            LOG.debug("{}: still cosigned as it was before it was restored", origin);
        }
    }
}
