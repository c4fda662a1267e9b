package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.stream.BatchReceipt;
import org.xinqiao.contracts.stream.Change;
import org.xinqiao.contracts.stream.Content;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.operate.Bounds;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every fault of a source, made by Hangzhou, whose node is other software: what is wrong is refused
 * and leaves nothing, what is right is taken once.
 */
@ExtendWith(RunningSandbox.class)
class StreamFaultsIT {
    private static final StreamName RED = new StreamName(HANGZHOU, StreamKind.LIST_RED);

    private Outside outside;
    private NodeDatabase node;
    private OfferedStream stream;

    @BeforeEach
    void open() throws Exception {
        var running = RunningSandbox.Running.current();
        outside = new Outside(running.file());
        node = new NodeDatabase(running.directory(), XIAMEN);
        forget();
        stream = new OfferedStream(outside, XIAMEN, RED);
    }

    /** Each test is a source that was never heard of before. */
    private void forget() {
        for (String table : List.of("entry", "batch", "quarantine", "recalled", "forward_due")) {
            node.change(
                    "delete from stream_%s where stream in (select id from stream where name = ?)"
                            .formatted(table),
                    RED.value());
        }
        node.change("delete from stream where name = ?", RED.value());
    }

    @Test
    void batch_inOrder_isTakenOnce_andAnsweredAlikeWhenItComesAgain() throws Exception {
        var first = stream.next(lines(3));
        Outside.Answer taken = stream.bring(first, stream.state());
        assertThat(taken.status()).as(new String(taken.body())).isEqualTo(200);
        BatchReceipt receipt = receipt(taken);
        assertThat(receipt.to()).isEqualTo(3);
        assertThat(receipt.commitment()).isEqualTo(first.manifest().commitment());
        assertThat(receipt.logRoot()).isEqualTo(stream.state().logRoot());
        assertThat(receipt.stateRoot()).isEqualTo(stream.state().stateRoot());
        assertThat(node.text("select compared from stream where name = ?", RED.value()))
                .isEqualTo("SAME");

        long records = records();
        Outside.Answer again = stream.bring(first);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(taken.body());
        assertThat(records()).isEqualTo(records);
        assertThat(entries()).isEqualTo(3);

        var second = stream.next(lines(2));
        assertThat(stream.bring(second, stream.state()).status()).isEqualTo(200);
        assertThat(stream.bring(first).body()).isEqualTo(taken.body());
        assertThat(entries()).isEqualTo(5);
    }

    @Test
    void gap_isRefusedWithWhatIsThere_andFilledInAnyOrder() throws Exception {
        var first = stream.next(lines(2));
        var second = stream.next(lines(2));
        var third = stream.next(lines(1));
        refused(stream.bring(second), 409, "missing-range");
        assertThat(stream.bring(second).json().path("have").stringValue()).isEqualTo("0");
        assertThat(stream.bring(first).status()).isEqualTo(200);
        assertThat(stream.bring(third).json().path("have").stringValue()).isEqualTo("2");
        assertThat(stream.bring(second).status()).isEqualTo(200);
        assertThat(stream.bring(third).status()).isEqualTo(200);
        assertThat(entries()).isEqualTo(5);
    }

    @Test
    void halfAFile_orAnother_leavesNothing() throws Exception {
        var batch = stream.next(lines(40));
        byte[] file = batch.file();
        var key = outside.keys.get(Suite.INTL);
        byte[] half = Arrays.copyOf(file, file.length / 2);
        refused(stream.bring(batch, half, key, null), 422, "batch-malformed");
        refused(stream.bring(batch, new byte[0], key, null), 422, "batch-malformed");
        byte[] flipped = file.clone();
        flipped[file.length - 20] ^= 1;
        assertThat(stream.bring(batch, flipped, key, null).status()).isEqualTo(422);
        var other = stream.batch(List.of(stream.change(1, "a", TestEntries.red("a"))), null);
        refused(stream.bring(batch, other.file(), key, null), 422, "batch-not-as-signed");
        assertThat(entries()).isZero();
        assertThat(node.number("select seq from stream where name = ?", RED.value())).isZero();
        assertThat(stream.bring(batch).status()).isEqualTo(200);
        assertThat(entries()).isEqualTo(40);
    }

    @Test
    void signature_ofNobodyOrAnotherNode_isRefused() throws Exception {
        var batch = stream.next(lines(1));
        var stranger = Keys.generate(SignatureAlgorithm.ES256, new SecureRandom());
        refused(stream.bring(batch, batch.file(), stranger, null), 401, "message-not-attributable");
        var running = RunningSandbox.Running.current();
        var asFuzhou = Outside.as(FUZHOU, running.directory(), (ObjectNode) running.file());
        // Fuzhou brings what Hangzhou signed: right, but not by its source.
        var carried = new OfferedStream(asFuzhou, XIAMEN, RED);
        refused(
                carried.bring(batch, batch.file(), outside.keys.get(Suite.INTL), null),
                403,
                "peer-not-source");
        assertThat(entries()).isZero();
    }

    @Test
    void stream_thatNoAgreementNames_orForSomebodyElse_isRefused() throws Exception {
        for (StreamName name :
                List.of(
                        new StreamName(HANGZHOU, StreamKind.LIST_BLACK),
                        new StreamName(HANGZHOU, StreamKind.RECORD_PENALTY),
                        new StreamName(HANGZHOU, StreamKind.LIST_RED, FUZHOU),
                        // Sideways no stream may hold natural persons, named for us or not.
                        new StreamName(HANGZHOU, StreamKind.LIST_RED, XIAMEN))) {
            var other = new OfferedStream(outside, XIAMEN, name);
            var recalls = new LinkedHashMap<String, String>();
            recalls.put("a", null);
            refused(other.bring(other.next(recalls)), 404, "stream-unknown");
            assertThat(node.number("select count(*) from stream where name = ?", name.value()))
                    .isZero();
        }
        NodeId nation = NodeId.parse("cn-100000");
        var up = new OfferedStream(outside, nation, RED);
        refused(up.bring(up.next(lines(1))), 404, "stream-unknown");
    }

    @Test
    void twoStories_stopTheStream_andAlarm() throws Exception {
        assertThat(stream.bring(stream.next(lines(2))).status()).isEqualTo(200);
        var other = new OfferedStream(outside, XIAMEN, RED);
        var fork = other.next(lines(2));
        refused(other.bring(fork), 409, "equivocation");
        var after = stream.next(lines(1));
        refused(stream.bring(after), 409, "equivocation");
        assertThat(entries()).isEqualTo(2);
        assertThat(alarms("stream-equivocation")).isPositive();
    }

    @Test
    void states_ofOneSize_thatDiffer_stopTheStream() throws Exception {
        var batch = stream.next(lines(2));
        StreamState said = stream.state();
        assertThat(stream.bring(batch, said).status()).isEqualTo(200);
        var lie = new StreamState(RED, said.size(), said.logRoot(), Hash.EMPTY_TREE, said.time());
        refused(stream.bring(batch, lie), 409, "equivocation");
        assertThat(node.text("select stopped from stream where name = ?", RED.value()))
                .contains("equivocation");
    }

    @Test
    void state_thatIsNotWhatIsHere_isAnAlarm_andShown() throws Exception {
        var batch = stream.next(lines(2));
        StreamState said = stream.state();
        var lie = new StreamState(RED, said.size(), said.logRoot(), Hash.EMPTY_TREE, said.time());
        assertThat(stream.bring(batch, lie).status()).isEqualTo(200);
        assertThat(node.text("select compared from stream where name = ?", RED.value()))
                .isEqualTo("DIFFERENT");
        assertThat(alarms("stream-differs")).isPositive();
        // A log that its own manifests contradict is worse: two stories.
        var wrongLog =
                new StreamState(RED, said.size(), Hash.EMPTY_TREE, said.stateRoot(), said.time());
        refused(stream.bring(batch, wrongLog), 409, "equivocation");
    }

    @Test
    void state_ofALargeStream_isComparedWithoutKeepingItsSourceWaiting() throws Exception {
        assertThat(stream.bring(stream.next(lines(2))).status()).isEqualTo(200);
        pretendToBeLarge();

        var batch = stream.next(lines(2));
        Outside.Answer taken = stream.bring(batch, stream.state());
        assertThat(taken.status()).isEqualTo(200);
        assertThat(receipt(taken).stateRoot()).isNull();
        // What comes next changes the list, and not what is compared.
        assertThat(stream.bring(stream.next(lines(3))).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(compared()).isEqualTo("SAME"));
        assertThat(node.number("select state_seq from stream where name = ?", RED.value()))
                .isEqualTo(4);
    }

    @Test
    void state_ofALargeStream_thatIsNotWhatIsHere_isAnAlarm() throws Exception {
        assertThat(stream.bring(stream.next(lines(2))).status()).isEqualTo(200);
        pretendToBeLarge();
        long before = alarms("stream-differs");

        var batch = stream.next(lines(1));
        StreamState said = stream.state();
        var lie = new StreamState(RED, said.size(), said.logRoot(), Hash.EMPTY_TREE, said.time());
        assertThat(stream.bring(batch, lie).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(compared()).isEqualTo("DIFFERENT"));
        assertThat(alarms("stream-differs")).isGreaterThan(before);
    }

    /** Its root is then computed while nobody waits. */
    private void pretendToBeLarge() {
        node.change(
                "update stream set entries = ? where name = ?",
                Bounds.STATE_AT_ONCE_ENTRIES_MAX + 1,
                RED.value());
    }

    private String compared() {
        return node.text(
                "select coalesce(compared, 'not yet') from stream where name = ?", RED.value());
    }

    @Test
    void badEntry_isSetAsideWithItsReason_andCountsInTheRoot_theOthersAreTaken() throws Exception {
        Map<String, String> lines = lines(2);
        String bad = UUID.randomUUID().toString();
        lines.put(bad, TestEntries.red(bad).replace(TestEntries.USCC, "91350200MA2Y0TKL8R"));
        String forbidden = UUID.randomUUID().toString();
        lines.put(forbidden, TestEntries.red(forbidden).replace("\"PUBLIC\"", "\"GOVERNMENT\""));
        BatchReceipt receipt = receipt(stream.bring(stream.next(lines), stream.state()));
        assertThat(receipt.quarantinedCount()).isEqualTo(2);
        assertThat(receipt.quarantined())
                .anySatisfy(one -> {
                    assertThat(one.key()).isEqualTo(bad);
                    assertThat(one.findings().getFirst().rule().code()).isEqualTo("R24");
                    assertThat(one.findings().getFirst().value()).doesNotContain("MA2Y0TKL8R");
                });
        assertThat(receipt.stateRoot()).isEqualTo(stream.state().stateRoot());
        assertThat(entries()).isEqualTo(4);
        assertThat(inUse()).isEqualTo(2);
        assertThat(kept(bad)).isEqualTo(1);
        assertThat(kept(forbidden)).isZero();

        // The source corrects one and takes the other back: nothing is aside any more.
        Map<String, String> again = new LinkedHashMap<>();
        again.put(bad, TestEntries.red(bad));
        again.put(forbidden, null);
        BatchReceipt better = receipt(stream.bring(stream.next(again), stream.state()));
        assertThat(better.quarantinedCount()).isZero();
        assertThat(better.stateRoot()).isEqualTo(stream.state().stateRoot());
        assertThat(inUse()).isEqualTo(3);
        assertThat(kept(bad)).isZero();
    }

    @Test
    void recall_withinABatch_orOfWhatWasErased_leavesNoBody() throws Exception {
        String key = UUID.randomUUID().toString();
        Change upsert = stream.change(1, key, TestEntries.red(key));
        var batch =
                stream.batch(
                        List.of(
                                new Change(1, key, new Content.Erased(upsert.leaf())),
                                stream.change(2, key, null),
                                stream.change(3, "other", TestEntries.red("other"))),
                        null);
        assertThat(receipt(stream.bring(batch)).to()).isEqualTo(3);
        assertThat(entries()).isEqualTo(1);
        // The same batch as it was before the recall is the same batch.
        var whole =
                stream.batch(
                        List.of(
                                upsert,
                                stream.change(2, key, null),
                                stream.change(3, "other", TestEntries.red("other"))),
                        null);
        assertThat(stream.bring(whole).status()).isEqualTo(200);
        assertThat(entries()).isEqualTo(1);
    }

    private static Map<String, String> lines(int count) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = UUID.randomUUID().toString();
            lines.put(key, TestEntries.red(key));
        }
        return lines;
    }

    private static BatchReceipt receipt(Outside.Answer answer) throws Exception {
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(200);
        Envelope envelope = answer.envelope();
        assertThat(envelope.type()).isEqualTo("xinqiao.stream.receipt.v1");
        assertThat(envelope.to()).isEqualTo(HANGZHOU);
        return BatchReceipt.parse(envelope.data());
    }

    private static void refused(Outside.Answer answer, int status, String problem)
            throws Exception {
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
    }

    private long entries() {
        return count("true");
    }

    private long inUse() {
        return count("e.body is not null");
    }

    private long count(String which) {
        return node.number(
                "select count(*) from stream_entry e join stream s on s.id = e.stream where s.name = ?"
                        + " and "
                        + which,
                RED.value());
    }

    private long kept(String key) {
        return node.number(
                "select count(*) from stream_quarantine where key = ? and body is not null", key);
    }

    private long records() {
        return node.number("select count(*) from message_record where type like '%stream%'");
    }

    private long alarms(String kind) {
        return node.number(
                "select count(*) from alarm where kind = ? and origin = ?", kind, RED.value());
    }
}
