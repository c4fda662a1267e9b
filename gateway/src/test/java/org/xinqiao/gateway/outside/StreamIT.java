package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.command.CommandLines;
import tools.jackson.databind.JsonNode;

/** Lists and records between the nodes of the sandbox, from the platform's hand to the partners. */
@ExtendWith(RunningSandbox.class)
class StreamIT {
    private static final NodeId FUJIAN = NodeId.parse("cn-350000");
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final String RED = "cn-350200/list/red";
    private static final String PENALTY = "cn-350200/record/penalty";

    /** Every table that may hold what an entry says. */
    private static final String BODIES =
            """
            select (select count(*) from stream_entry where key = ? and body is not null)
              + (select count(*) from stream_quarantine where key = ? and body is not null)
              + (select count(*) from stream_pending where key = ? and form in (0, 1))\
            """;

    private Outside outside;
    private NodeDatabase xiamen;
    private NodeDatabase fuzhou;
    private NodeDatabase fujian;

    @BeforeEach
    void open() throws Exception {
        var running = RunningSandbox.Running.current();
        outside = new Outside(running.file());
        xiamen = new NodeDatabase(running.directory(), XIAMEN);
        fuzhou = new NodeDatabase(running.directory(), FUZHOU);
        fujian = new NodeDatabase(running.directory(), FUJIAN);
    }

    @Test
    void entries_handedIn_areAtWhomTheRoutesName_andTheStatesAreTheSame() throws Exception {
        String key = key();
        String other = key();
        JsonNode answer = submit(RED, TestEntries.red(key) + "\n" + TestEntries.red(other));
        assertThat(answer.path("accepted").longValue()).isEqualTo(2);
        assertThat(answer.path("faults").size()).isZero();

        await(() -> held(fuzhou, RED, key) && held(fuzhou, RED, other));
        assertThat(held(xiamen, RED, key)).isTrue();
        assertThat(fujian.number("select count(*) from stream where name = ?", RED)).isZero();
        await(() -> fuzhou.text("select compared from stream where name = ?", RED).equals("SAME"));
        long last = answer.path("to").longValue();
        await(() -> acknowledged(RED, FUZHOU) >= last);
    }

    @Test
    void penalties_goToTheProvince_andNowhereElse() throws Exception {
        String key = key();
        submit(PENALTY, TestEntries.penalty(key));
        await(() -> held(fujian, PENALTY, key));
        assertThat(fuzhou.number("select count(*) from stream where name = ?", PENALTY)).isZero();
    }

    @Test
    void badEntry_isNamedAndSetAside_andCorrected() throws Exception {
        String key = key();
        String bad = TestEntries.red(key).replace(TestEntries.USCC, "91350200MA2Y0TKL8R");
        JsonNode answer = submit(RED, bad + "\n" + TestEntries.red(key()));
        assertThat(answer.path("accepted").longValue()).isEqualTo(1);
        assertThat(answer.path("quarantined").longValue()).isEqualTo(1);
        JsonNode fault = answer.path("faults").path(0);
        assertThat(fault.path("number").intValue()).isEqualTo(1);
        assertThat(fault.path("findings").path(0).path("rule").stringValue()).isEqualTo("R24");
        assertThat(answer.toString()).doesNotContain("91350200MA2Y0TKL8R");

        String id = fault.path("quarantine").stringValue();
        String place = "/api/v1/streams/quarantine/" + id;
        JsonNode listed =
                operator(XIAMEN, "GET", "/api/v1/streams/quarantine?state=open&limit=200", null);
        assertThat(listed.toString()).contains(id);
        JsonNode still = operator(XIAMEN, "POST", place + "/replay", "{}");
        assertThat(still.path("settled").booleanValue()).isFalse();
        String entry = TestEntries.entry(TestEntries.red(key));
        JsonNode settled =
                operator(XIAMEN, "POST", place + "/correct", "{\"entry\":" + entry + "}");
        assertThat(settled.path("settled").booleanValue()).isTrue();
        await(() -> held(fuzhou, RED, key));
        assertThat(xiamen.number(BODIES, key, "-", key)).isLessThanOrEqualTo(1);
        assertThat(
                        outside.api(
                                        XIAMEN,
                                        "operator",
                                        "POST",
                                        place + "/discard",
                                        "{\"reason\":\"x\"}")
                                .status())
                .isEqualTo(409);
    }

    /** What law forbids to collect is refused and not kept, not even aside. */
    @Test
    void person_inAnOpenStream_isRefused_andNothingIsKept() throws Exception {
        String key = key();
        JsonNode answer = submit(PENALTY, TestEntries.person(key));
        assertThat(answer.path("refused").longValue()).isEqualTo(1);
        assertThat(answer.path("faults").toString()).contains("P06").doesNotContain("110105");
        assertThat(xiamen.number(BODIES, key, key, key)).isZero();
        assertThat(xiamen.number("select count(*) from stream_quarantine where key = ?", key))
                .isZero();
    }

    /** Upwards, encrypted to the province: its number stands in no database as it is. */
    @Test
    void person_goesUpEncrypted_isFoundThere_andNeverSideways() throws Exception {
        String key = key();
        String stream = PENALTY + "/for/" + FUJIAN;
        submit(stream, TestEntries.person(key));
        await(() -> held(fujian, stream, key));
        for (NodeDatabase node : List.of(xiamen, fujian)) {
            for (byte[] body :
                    node.bytes(
                            "select body from stream_entry where key = ? and body is not null",
                            key)) {
                assertThat(new String(body, StandardCharsets.UTF_8))
                        .doesNotContain("11010519491231002X", "陈雅琳");
            }
            assertThat(node.number("select length(subject) from stream_entry where key = ?", key))
                    .isEqualTo(32);
        }
        assertThat(fuzhou.number("select count(*) from stream where name = ?", stream)).isZero();
        Outside.Answer sideways =
                outside.api(
                        XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/streams/" + PENALTY + "/for/cn-350100/entries",
                        TestEntries.person(key()));
        assertThat(sideways.problem()).isEqualTo("stream-unknown");

        String bad = key();
        submit(stream, TestEntries.person(bad).replace("\"CF_NR\":\"罚款\"", "\"CF_NR\":\"患有某病\""));
        assertThat(xiamen.number("select count(*) from stream_quarantine where key = ?", bad))
                .isEqualTo(1);
        await(() ->
                fujian.text("select compared from stream where name = ?", stream).equals("SAME"));
    }

    @Test
    void recall_endsEveryBody_atEveryNode_andIsAcknowledged() throws Exception {
        String key = key();
        submit(RED, TestEntries.red(key));
        await(() -> held(fuzhou, RED, key));
        // Corrected meanwhile: two batches have bodies of it.
        submit(RED, TestEntries.red(key).replace("\"version\":1", "\"version\":2"));
        await(() ->
                fuzhou.number(
                                "select count(*) from stream_entry where key = ? and body::text is not null"
                                        + " and convert_from(body, 'UTF8') like '%\"version\":2%'",
                                key)
                        == 1);

        Outside.Answer recalled =
                outside.api(
                        XIAMEN,
                        "platform",
                        "DELETE",
                        "/api/v1/streams/" + RED + "/entries/" + key,
                        null);
        assertThat(recalled.status()).isEqualTo(202);
        long seq = recalled.json().path("seq").longValue();
        assertThat(xiamen.number(BODIES, key, key, key)).isZero();
        await(() -> !there(fuzhou, key) && !there(xiamen, key));
        assertThat(fuzhou.number(BODIES, key, key, key)).isZero();
        await(() ->
                xiamen.number(
                                "select count(*) from stream_recall where key = ? and done_at is not null",
                                key)
                        == 1);
        JsonNode open = operator(XIAMEN, "GET", "/api/v1/streams/recalls", null);
        assertThat(open.toString()).doesNotContain(key);
        assertThat(acknowledged(RED, FUZHOU)).isGreaterThanOrEqualTo(seq);
        // Nor is it left in any file that is still sent to others.
        assertThat(TestEntries.bodiesInFiles(xiamen, RED, key)).isZero();
        // Who has the list anew gets the same state without the body.
        await(() -> fuzhou.text("select compared from stream where name = ?", RED).equals("SAME"));
        assertThat(
                        outside.api(
                                        XIAMEN,
                                        "platform",
                                        "DELETE",
                                        "/api/v1/streams/" + RED + "/entries/" + key(),
                                        null)
                                .status())
                .isEqualTo(404);
    }

    /** An entry that was changed past the doors, one that is gone, and one that was never there. */
    @Test
    void difference_isFound_andRepaired_byTheCommandLineToo() throws Exception {
        var lines = new StringBuilder();
        String first = key();
        for (int i = 0; i < 60; i++) {
            lines.append(TestEntries.red(i == 0 ? first : key())).append('\n');
        }
        JsonNode answer = submit(RED, lines.toString());
        await(() -> acknowledged(RED, FUZHOU) >= answer.path("to").longValue());
        await(() -> sameAsSource());
        String which =
                " where stream = (select id from stream where name = 'cn-350200/list/red')"
                        + " and key = ";
        fuzhou.change("update stream_entry set leaf = sha256('x'), high = 1" + which + "?", first);
        String second =
                fuzhou.text(
                        "select max(key) from stream_entry e join stream s on s.id = e.stream"
                                + " where s.name = ? and key <> ?",
                        RED,
                        first);
        fuzhou.change("delete from stream_entry" + which + "?", second);
        fuzhou.change(
                "insert into stream_entry (stream, key, seq, place, high, low, leaf, form)"
                        + " select id, 'never', 1, 42, 1, 1, sha256('y'), 3 from stream where name = ?",
                RED);

        JsonNode found = streams("verify");
        assertThat(found.path("found").stringValue()).isEqualTo("STATE_DIFFERS");
        assertThat(fuzhou.text("select compared from stream where name = ?", RED))
                .isEqualTo("DIFFERENT");
        JsonNode repaired = streams("repair");
        assertThat(repaired.path("found").stringValue()).isEqualTo("SAME");
        assertThat(repaired.path("differences").intValue()).isEqualTo(3);
        assertThat(held(fuzhou, RED, first) && held(fuzhou, RED, second)).isTrue();
        assertThat(there(fuzhou, "never")).isFalse();
        assertThat(streams("verify").path("found").stringValue()).isEqualTo("SAME");
    }

    /** After a restore, or on a new database: the partner says what it has, and gets the rest. */
    @Test
    void partner_thatHasNothingAnyMore_getsItAllAgain_fromWhereItIs() throws Exception {
        String before = key();
        JsonNode answer = submit(RED, TestEntries.red(before));
        await(() -> acknowledged(RED, FUZHOU) >= answer.path("to").longValue());
        for (String table : List.of("entry", "batch", "quarantine")) {
            fuzhou.change(
                    "delete from stream_%s where stream = (select id from stream where name = ?)"
                            .formatted(table),
                    RED);
        }
        fuzhou.change("delete from stream where name = ?", RED);

        String after = key();
        submit(RED, TestEntries.red(after));
        await(() -> held(fuzhou, RED, before) && held(fuzhou, RED, after));
        await(() -> sameAsSource());
    }

    /** Numbers that others have seen are never given to other changes. */
    @Test
    void partner_thatHasMoreThanTheSource_stopsIt_untilAnOperatorLooked() throws Exception {
        String stream = "cn-350100/list/red";
        String name = "/api/v1/streams/" + stream + "/entries";
        assertThat(outside.api(FUZHOU, "platform", "POST", name, TestEntries.red(key())).status())
                .isEqualTo(200);
        await(() -> xiamen.number("select seq from stream where name = ?", stream) > 0);
        // As after a restore of an older backup: the lane remembers more than the stream has.
        fuzhou.change(
                "update stream_delivery set acked = acked + 1000 where acked > 0"
                        + " and stream = (select id from stream where name = 'cn-350100/list/red')");
        fuzhou.change(
                "update stream_delivery set stated = -1"
                        + " where stream = (select id from stream where name = 'cn-350100/list/red')");
        await(() ->
                fuzhou.text("select stopped from stream where name = ?", stream)
                        .contains("has more changes"));
        JsonNode status = operator(FUZHOU, "GET", "/api/v1/streams", null);
        assertThat(status.toString()).contains("has more changes than this node");

        fuzhou.change(
                "update stream_delivery set acked = 0"
                        + " where stream = (select id from stream where name = 'cn-350100/list/red')");
        Outside.Answer resumed =
                outside.api(
                        FUZHOU, "operator", "POST", "/api/v1/streams/resume?stream=" + stream, "");
        assertThat(resumed.status()).isEqualTo(204);
        String after = key();
        outside.api(FUZHOU, "platform", "POST", name, TestEntries.red(after));
        await(() -> held(xiamen, stream, after));
    }

    @Test
    void commandLine_saysHowFarEverybodyIs_andWhetherItIsTheSame() throws Exception {
        String key = key();
        submit(RED, TestEntries.red(key));
        await(() -> held(fuzhou, RED, key));
        await(() -> sameAsSource());
        assertThat(command("status", "--node", "cn-350200"))
                .contains(RED, "to cn-350100:", "acknowledged");
        assertThat(command("verify", RED, "--node", "cn-350100")).contains("cn-350100: SAME");
        assertThat(command("verify", RED, "--node", "cn-350200")).contains("cn-350200: SAME");
        assertThat(command("repair", RED, "--node", "cn-350100")).contains("cn-350100: SAME");
        assertThat(command("verify", "cn-350200/list/focus", "--node", "cn-350100"))
                .contains("xinqiao:");
        assertThat(command("status", "--node", "cn-999999")).contains("no node cn-999999");
    }

    private static String command(String... arguments) {
        var out = new StringWriter();
        var all = new ArrayList<String>(List.of("streams"));
        all.addAll(List.of(arguments));
        all.add("--sandbox");
        all.add(RunningSandbox.Running.current().directory().toString());
        CommandLines.run(new PrintWriter(out, true), all.toArray(String[]::new));
        return out.toString();
    }

    /** A change that other tests made meanwhile may be on its way. */
    private boolean sameAsSource() throws Exception {
        return streams("verify").path("found").stringValue().equals("SAME");
    }

    private JsonNode streams(String what) throws Exception {
        return operator(FUZHOU, "POST", "/api/v1/streams/" + what + "?stream=" + RED, "");
    }

    @Test
    void stream_ofAnother_orWithAnotherToken_isRefused() throws Exception {
        String body = TestEntries.red(key());
        Outside.Answer foreign =
                outside.api(
                        XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/streams/cn-350100/list/red/entries",
                        body);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.problem()).isEqualTo("stream-unknown");
        assertThat(
                        outside.api(
                                        XIAMEN,
                                        "counter",
                                        "POST",
                                        "/api/v1/streams/" + RED + "/entries",
                                        body)
                                .status())
                .isEqualTo(403);
    }

    private JsonNode submit(String stream, String lines) throws Exception {
        Outside.Answer answer =
                outside.api(
                        XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/streams/" + stream + "/entries",
                        lines);
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(200);
        return answer.json();
    }

    private JsonNode operator(NodeId node, String method, String path, String body)
            throws Exception {
        Outside.Answer answer = outside.api(node, "operator", method, path, body);
        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(200);
        return answer.json();
    }

    private long acknowledged(String stream, NodeId partner) throws Exception {
        for (JsonNode one : operator(XIAMEN, "GET", "/api/v1/streams", null).path("streams")) {
            for (JsonNode each : one.path("partners")) {
                if (one.path("stream").stringValue().equals(stream)
                        && each.path("partner").stringValue().equals(partner.value())) {
                    return each.path("acknowledged").longValue();
                }
            }
        }
        return 0;
    }

    private static boolean held(NodeDatabase node, String stream, String key) {
        return node.number(
                        """
                        select count(*) from stream_entry e join stream s on s.id = e.stream
                        where s.name = ? and e.key = ? and e.body is not null\
                        """,
                        stream,
                        key)
                == 1;
    }

    private static boolean there(NodeDatabase node, String key) {
        return node.number("select count(*) from stream_entry where key = ?", key) > 0;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WAIT).until(condition);
    }
}
