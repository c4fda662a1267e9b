package org.xinqiao.gateway.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.stream.Equivocation;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.lists.ToldRecalls;
import tools.jackson.databind.node.ObjectNode;

/** What an operator must see about streams, with the signed statements that prove it. */
@Component
class StreamAlarms {
    private final Alarms alarms;

    StreamAlarms(Alarms alarms) {
        this.alarms = alarms;
    }

    /** A source told two stories. */
    void equivocation(StreamName stream, Equivocation proof, Instant now) {
        ObjectNode json =
                StrictJson.object()
                        .put("place", proof.place())
                        .put("first", text(proof.first()))
                        .put("second", text(proof.second()));
        alarms.raise(
                Alarm.of(
                        Alarm.Kind.STREAM_EQUIVOCATION,
                        stream.value(),
                        now,
                        "来源节点对同一位置签署了两份相互矛盾的陈述，已停止接收该数据流：请双方核对证据后人工处理。",
                        "Its source signed two statements about one place that contradict each"
                                + " other, and nothing more is taken: compare the proof with them.",
                        json,
                        StrictJson.write(
                                StrictJson.object()
                                        .put("place", proof.place())
                                        .put("second", proof.second().statement().toString()))));
    }

    /** What is here is not what the source signed. */
    void differs(StreamName stream, long seq, Hash own, Signed<StreamState> state, Instant now) {
        ObjectNode json =
                StrictJson.object()
                        .put("size", seq)
                        .put("stateRoot", own.toString())
                        .put("statement", text(state));
        alarms.raise(
                Alarm.of(
                        Alarm.Kind.STREAM_DIFFERS,
                        stream.value(),
                        now,
                        "本节点持有的内容与来源节点签署的状态不一致：请运行 streams repair。",
                        "What this node holds is not what the source signed: run streams repair.",
                        json,
                        (seq + " " + own).getBytes(StandardCharsets.US_ASCII)));
    }

    /** This node, restored, does not remember what it signed of an own stream. */
    void restored(Signed<Manifest> held, NodeId partner, long have, Instant now) {
        Manifest seen = held.statement();
        ObjectNode json =
                StrictJson.object()
                        .put("partner", partner.value())
                        .put("theirs", seen.to())
                        .put("ours", have)
                        .put("manifest", text(held));
        alarms.raise(
                Alarm.of(
                        Alarm.Kind.STREAM_RESTORED,
                        seen.stream().value(),
                        now,
                        "恢复后的本节点不再记得自己签署并已发出的变更，该数据流已停止：请恢复更新的备份，或与各接收方约定后重新开始（streams anew）。",
                        "Restored, this node does not remember changes that it signed and sent, and"
                                + " the stream is stopped: restore a newer backup, or begin anew as"
                                + " agreed with all who have it (streams anew).",
                        json,
                        held.bytes()));
    }

    /** Somebody who had the entry has not acknowledged its recall. */
    void overdue(ToldRecalls.Open recall, Instant now) {
        ObjectNode json =
                StrictJson.object()
                        .put("key", recall.key())
                        .put("seq", recall.seq())
                        .put("since", WireTime.of(recall.at()).toString());
        var waiting = json.putArray("waiting");
        recall.waiting().stream().map(NodeId::value).forEach(waiting::add);
        alarms.raise(
                Alarm.of(
                        Alarm.Kind.RECALL_OVERDUE,
                        recall.stream().value(),
                        now,
                        "撤回未被所有接收过该条目的节点确认：请与名单中的节点联系。",
                        "A recall is not acknowledged by everyone who had the entry: ask the nodes"
                                + " that are named.",
                        json,
                        (recall.seq() + " " + recall.key()).getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(Signed<?> signed) {
        return new String(signed.bytes(), StandardCharsets.US_ASCII);
    }
}
