package org.xinqiao.gateway.witness;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.gateway.ledger.Alarm;
import tools.jackson.databind.node.ObjectNode;

/** Puts a judgement about a log into words and names its proof. */
final class LogAlarms {
    private LogAlarms() {}

    static Alarm forked(LogVerdict.Forked fork, NoteKey key, Instant at) {
        return alarm(
                Alarm.Kind.LOG_FORK,
                fork.known(),
                fork.shown(),
                key,
                StrictJson.object(),
                at,
                "对方就同一规模的日志签署了两个不同的根哈希：日志已分叉，不同的人看到不同的内容。",
                "The log's owner signed two different roots for one size: the log has forked, and different"
                        + " parties are shown different contents.");
    }

    static Alarm shrunk(LogVerdict.Shrunk shrunk, NoteKey key, Instant at) {
        return alarm(
                Alarm.Kind.LOG_SHRINK,
                shrunk.known(),
                shrunk.shown(),
                key,
                StrictJson.object(),
                at,
                "对方出示的日志比其先前签署的短：条目被删除，或日志由旧备份恢复。",
                "The log now shown is shorter than one signed before: entries were removed, or it was"
                        + " restored from an older backup.");
    }

    static Alarm changed(LogVerdict.Changed changed, NoteKey key, KeptTiles tiles, Instant at) {
        ObjectNode proof = StrictJson.object().put("signed", changed.signed());
        proof.set("tiles", tiles.json());
        return alarm(
                Alarm.Kind.LOG_INCONSISTENT,
                changed.known(),
                changed.shown(),
                key,
                proof,
                at,
                "日志的后续检查点不延续先前的检查点：已有条目被改动。",
                "The later checkpoint does not continue the earlier one: entries that stood there were"
                        + " changed.");
    }

    static Alarm restored(SignedCheckpoint seen, SignedCheckpoint own, NoteKey key, Instant at) {
        return alarm(
                Alarm.Kind.LOG_RESTORED,
                seen,
                own,
                key,
                StrictJson.object(),
                at,
                "本节点的日志落后于其先前签署且经伙伴见证的检查点：数据库由旧备份恢复。日志已停止签名。",
                "This node's own log is behind a checkpoint that it signed and a partner witnessed: the"
                        + " database was restored from an older backup. It signs nothing further.");
    }

    private static Alarm alarm(
            Alarm.Kind kind,
            SignedCheckpoint known,
            SignedCheckpoint shown,
            NoteKey key,
            ObjectNode proof,
            Instant at,
            String wordsZh,
            String wordsEn) {
        proof.put("known", text(known)).put("shown", text(shown));
        proof.set("key", key.key().jwk());
        // Signatures may be given again and again over the same: what they are over counts.
        byte[] shownCounts = kind == Alarm.Kind.LOG_RESTORED ? new byte[0] : shown.note().signed();
        return Alarm.of(
                kind,
                known.checkpoint().origin(),
                at,
                wordsZh,
                wordsEn,
                proof,
                known.note().signed(),
                shownCounts);
    }

    private static String text(SignedCheckpoint note) {
        return new String(note.bytes(), StandardCharsets.UTF_8);
    }
}
