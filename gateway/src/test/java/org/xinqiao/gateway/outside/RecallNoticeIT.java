package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.stream.RecallNotice;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.command.CommandLines;
import org.xinqiao.gateway.lists.Forwards;
import tools.jackson.databind.JsonNode;

/** Recalls told by notice: to whoever ever had an entry, in any order with the stream itself. */
@ExtendWith(RunningSandbox.class)
class RecallNoticeIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final NodeId FUJIAN = NodeId.parse("cn-350000");
    private static final NodeId NATION = NodeId.parse("cn-100000");
    private static final StreamName THEIRS = new StreamName(HANGZHOU, StreamKind.LIST_RED);
    private static final String RED = "cn-350200/list/red";
    private static final StreamName PENALTY = new StreamName(XIAMEN, StreamKind.RECORD_PENALTY);

    private Outside outside;
    private NodeDatabase xiamen;
    private ForeignNotices notices;
    private OfferedStream stream;

    @BeforeEach
    void open() throws Exception {
        var running = RunningSandbox.Running.current();
        outside = new Outside(running.file());
        xiamen = database(XIAMEN);
        forget();
        notices = new ForeignNotices(outside, HANGZHOU);
        stream = new OfferedStream(outside, XIAMEN, THEIRS);
    }

    /** Others' tests play the same source. */
    @AfterEach
    void forget() {
        for (String table : List.of("entry", "batch", "quarantine", "recalled", "forward_due")) {
            xiamen.change(
                    "delete from stream_%s where stream in (select id from stream where name = ?)"
                            .formatted(table),
                    THEIRS.value());
        }
        xiamen.change("delete from stream where name = ?", THEIRS.value());
    }

    private static NodeDatabase database(NodeId node) throws Exception {
        return new NodeDatabase(RunningSandbox.Running.current().directory(), node);
    }

    @Test
    void notice_endsUseAtOnce_andTheStreamSaysTheSameLater() throws Exception {
        String key = key();
        String other = key();
        bring(lines(key, TestEntries.red(key), other, TestEntries.red(other)));
        assertThat(shown(key)).isTrue();

        tell(key, 3);
        assertThat(inUse(key)).as("before its receipt is out").isFalse();
        assertThat(shown(key)).isFalse();
        assertThat(shown(other)).isTrue();
        assertThat(compared()).as("its hash goes on counting").isEqualTo("SAME");

        bring(lines(key, null));
        assertThat(there(key)).isFalse();
        assertThat(remembered()).isZero();
        assertThat(compared()).isEqualTo("SAME");
        tell(key, 3);
        assertThat(there(key)).isFalse();
        assertThat(remembered()).isZero();
    }

    @Test
    void notice_beforeTheBatch_nothingOlderComesToLife_whatIsLaterDoes() throws Exception {
        String key = key();
        tell(key, 3);
        assertThat(remembered()).isEqualTo(1);

        bring(lines(key, TestEntries.red(key)));
        assertThat(there(key)).isTrue();
        assertThat(inUse(key)).isFalse();
        bring(lines(key, TestEntries.red(key).replace("\"version\":1", "\"version\":2")));
        assertThat(inUse(key)).as("a correction from before the recall").isFalse();
        assertThat(aside(key)).as("nor does anybody have to look at it").isZero();
        assertThat(compared()).isEqualTo("SAME");

        bring(lines(key, null));
        assertThat(there(key)).isFalse();
        bring(lines(key, TestEntries.red(key)));
        assertThat(inUse(key)).as("given anew after it").isTrue();
        tell(key, 3);
        assertThat(inUse(key)).as("the old recall once more").isTrue();
        assertThat(compared()).isEqualTo("SAME");
    }

    @Test
    void notice_ofWhatIsSetAside_endsThatToo_andNobodyBringsItBack() throws Exception {
        String key = key();
        bring(lines(key, TestEntries.red(key).replace(TestEntries.USCC, "91350200MA2Y0TKL8R")));
        assertThat(aside(key)).isEqualTo(1);
        String id = xiamen.text("select id::text from stream_quarantine where key = ?", key);
        tell(key, 2);
        assertThat(aside(key)).isZero();
        Outside.Answer replayed =
                outside.api(
                        XIAMEN,
                        "operator",
                        "POST",
                        "/api/v1/streams/quarantine/" + id + "/replay",
                        "{}");
        assertThat(replayed.problem()).isEqualTo("conflict");
        assertThat(inUse(key)).isFalse();
    }

    @Test
    void notice_ofAnothersStream_orMalformed_isRefused() throws Exception {
        String key = key();
        var fuzhous = new StreamName(FUZHOU, StreamKind.LIST_RED);
        Outside.Answer foreign = say(new RecallNotice(fuzhous, key, 1).toJson().toString());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.envelope().data().path("type").stringValue()).endsWith("stream-unknown");
        var forOthers = new StreamName(HANGZHOU, StreamKind.LIST_RED, FUZHOU);
        assertThat(say(new RecallNotice(forOthers, key, 1).toJson().toString()).status())
                .isEqualTo(404);
        for (String data :
                List.of(
                        "{\"stream\":\"cn-330100/list/red\",\"key\":\"a b\",\"seq\":1}",
                        "{\"stream\":\"cn-330100/list/red\",\"key\":\"a\",\"seq\":0}",
                        "{\"stream\":\"cn-330100/list/grey\",\"key\":\"a\",\"seq\":1}",
                        "{\"stream\":\"cn-330100/list/red\",\"key\":\"a\"}",
                        "{\"stream\":\"cn-330100/list/red\",\"key\":\"a\",\"seq\":1,\"why\":\"\"}")) {
            Outside.Answer answer = say(data);
            assertThat(answer.status()).as(data).isEqualTo(422);
            assertThat(answer.envelope().data().path("type").stringValue())
                    .endsWith("field-invalid");
        }
        assertThat(remembered()).isZero();
    }

    /** The route to the province is gone, and so is the province's to the nation. */
    @Test
    void recall_reachesWhoeverHadTheEntry_overAllHops_alsoWithoutRoutes() throws Exception {
        String key = key();
        var fujian = database(FUJIAN);
        var nation = database(NATION);
        StreamName up = new StreamName(FUJIAN, StreamKind.RECORD_PENALTY);
        String above = Forwards.key(PENALTY, key);
        submit(PENALTY.value(), TestEntries.penalty(key));
        await(() -> held(fujian, PENALTY, key) && held(nation, up, above));

        Path ours = routes(XIAMEN);
        Path theirs = routes(FUJIAN);
        String oursBefore = Files.readString(ours);
        String theirsBefore = Files.readString(theirs);
        try {
            Files.writeString(ours, oursBefore.replace(PENALTY + ": [" + FUJIAN + "]\n", ""));
            Files.writeString(theirs, theirsBefore.replace(up + ": [" + NATION + "]\n", ""));
            await(() -> !routed(xiamen, PENALTY, FUJIAN) && !routed(fujian, up, NATION));
            recall(PENALTY.value(), key);

            await(() -> !held(fujian, PENALTY, key) && !held(nation, up, above));
            assertThat(held(fujian, up, above)).isFalse();
            await(() -> settled(xiamen, key) && settled(fujian, above));
            assertThat(there(fujian, key)).as("by notice, and not by the stream").isTrue();
        } finally {
            Files.writeString(ours, oursBefore);
            Files.writeString(theirs, theirsBefore);
        }
        await(() -> !there(fujian, key) && !there(nation, above));
    }

    /** Hangzhou's node does not answer; and no route leads there any more. */
    @Test
    void whoHasNotAcknowledged_isListed_untilItHas() throws Exception {
        Path routes = routes(XIAMEN);
        String before = Files.readString(routes);
        String key = key();
        try {
            Files.writeString(
                    routes,
                    before.replace(
                            RED + ": [" + FUZHOU + "]",
                            RED + ": [" + FUZHOU + ", " + HANGZHOU + "]"));
            submit(RED, TestEntries.red(key));
            StreamName red = new StreamName(XIAMEN, StreamKind.LIST_RED);
            await(() -> held(database(FUZHOU), red, key));
            await(() -> xiamen.number(SENT, HANGZHOU.value()) > 0);
            Files.writeString(routes, before);
            await(() -> !routed(xiamen, red, HANGZHOU));

            recall(RED, key);
            await(() -> waiting(key).equals("[\"" + HANGZHOU + "\"]"));
            assertThat(status()).contains("recall of " + key, "not acknowledged by " + HANGZHOU);

            try (var home = new FakeHome(outside, "")) {
                xiamen.change("update outbox_lane set due_at = now()");
                await(() -> waiting(key).isEmpty());
            }
        } finally {
            Files.writeString(routes, before);
            xiamen.change("delete from stream_delivery where partner = ?", HANGZHOU.value());
            xiamen.change(
                    "update stream_recall_told set acked_at = now() where acked_at is null"
                            + " and partner = 'cn-330100'");
        }
    }

    private static final String SENT =
            """
            select coalesce(max(d.sent), 0) from stream_delivery d join stream s on s.id = d.stream
            where s.name = 'cn-350200/list/red' and d.partner = ?\
            """;

    private static String status() {
        var out = new StringWriter();
        CommandLines.run(
                new PrintWriter(out, true),
                "streams",
                "status",
                "--node",
                XIAMEN.value(),
                "--sandbox",
                RunningSandbox.Running.current().directory().toString());
        return out.toString();
    }

    /** By whom a recall is not acknowledged; empty where it is not listed. */
    private String waiting(String key) throws Exception {
        Outside.Answer answer =
                outside.api(XIAMEN, "operator", "GET", "/api/v1/streams/recalls", null);
        for (JsonNode recall : answer.json().path("recalls")) {
            if (recall.path("key").stringValue().equals(key)) {
                return recall.path("waiting").toString();
            }
        }
        return "";
    }

    private static Path routes(NodeId node) {
        return RunningSandbox.Running.current()
                .directory()
                .resolve("nodes")
                .resolve(node.value())
                .resolve("routes.yaml");
    }

    private static boolean routed(NodeDatabase node, StreamName name, NodeId partner) {
        return node.number(
                        """
                        select count(*) from stream_delivery d join stream s on s.id = d.stream
                        where s.name = ? and d.partner = ? and d.routed\
                        """,
                        name.value(),
                        partner.value())
                == 1;
    }

    private static boolean settled(NodeDatabase node, String key) {
        return node.number(
                        "select count(*) from stream_recall where key = ? and done_at is not null",
                        key)
                == 1;
    }

    private void submit(String to, String line) throws Exception {
        Outside.Answer answer =
                outside.api(XIAMEN, "platform", "POST", "/api/v1/streams/" + to + "/entries", line);
        assertThat(answer.json().path("accepted").intValue())
                .as(answer.json().toString())
                .isEqualTo(1);
    }

    private void recall(String from, String key) throws Exception {
        String path = "/api/v1/streams/" + from + "/entries/" + key;
        assertThat(outside.api(XIAMEN, "platform", "DELETE", path, null).status()).isEqualTo(202);
    }

    private void bring(Map<String, String> lines) throws Exception {
        Outside.Answer answer = stream.bring(stream.next(lines), stream.state());
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(200);
    }

    private static Map<String, String> lines(String... keysAndLines) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (int i = 0; i < keysAndLines.length; i += 2) {
            lines.put(keysAndLines[i], keysAndLines[i + 1]);
        }
        return lines;
    }

    private void tell(String key, long seq) throws Exception {
        var notice = new RecallNotice(THEIRS, key, seq).toJson();
        notices.taken(
                XIAMEN, notices.sign(notices.notice(XIAMEN, MessageType.RECALL_NOTICE, notice)));
    }

    private Outside.Answer say(String data) throws Exception {
        var json = StrictJson.parseObject(data.getBytes(StandardCharsets.UTF_8));
        return outside.post(
                XIAMEN, notices.sign(notices.notice(XIAMEN, MessageType.RECALL_NOTICE, json)));
    }

    /** Whether whoever asks about the organisation sees the entry. */
    private boolean shown(String key) throws Exception {
        String path = "/api/v1/entries?organisation=" + TestEntries.USCC;
        Outside.Answer answer = outside.api(XIAMEN, "counter", "GET", path, null);
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(200);
        return answer.json().toString().contains(key);
    }

    private boolean inUse(String key) {
        return held(xiamen, THEIRS, key);
    }

    private static boolean held(NodeDatabase node, StreamName name, String key) {
        return node.number(
                        """
                        select count(*) from stream_entry e join stream s on s.id = e.stream
                        where s.name = ? and e.key = ? and e.body is not null\
                        """,
                        name.value(),
                        key)
                == 1;
    }

    private boolean there(String key) {
        return there(xiamen, key);
    }

    private static boolean there(NodeDatabase node, String key) {
        return node.number("select count(*) from stream_entry where key = ?", key) > 0;
    }

    private long aside(String key) {
        return xiamen.number(
                "select count(*) from stream_quarantine where key = ? and state = 'OPEN'", key);
    }

    private long remembered() {
        return xiamen.number(
                """
                select count(*) from stream_recalled r join stream s on s.id = r.stream
                where s.name = ?\
                """,
                THEIRS.value());
    }

    private String compared() {
        return xiamen.text("select compared from stream where name = ?", THEIRS.value());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WAIT).until(condition);
    }
}
