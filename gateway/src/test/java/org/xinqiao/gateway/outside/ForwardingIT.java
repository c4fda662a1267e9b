package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists and records between the nodes of the sandbox: sideways over HTTP, up over HTTP to the
 * province and from there through Kafka to the nation. Organisations are invented.
 */
@ExtendWith(RunningSandbox.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardingIT {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final NodeId FUJIAN = NodeId.parse("cn-350000");
    private static final NodeId NATION = NodeId.parse("cn-100000");
    private static final String PENALTIES = "cn-350200/record/penalty";
    private static final String RED = "cn-350200/list/red";

    /** Valid by its check character; nobody's. */
    private static final String CODE = "91799999MA2Y0TKLX6";

    private Outside outside;
    private NodeDatabase xiamen;
    private NodeDatabase fuzhou;
    private NodeDatabase fujian;
    private NodeDatabase nation;

    @BeforeAll
    void open() throws Exception {
        RunningSandbox.Running running = RunningSandbox.Running.current();
        outside = new Outside(running.file());
        xiamen = new NodeDatabase(running.directory(), Outside.XIAMEN);
        fuzhou = new NodeDatabase(running.directory(), Outside.FUZHOU);
        fujian = new NodeDatabase(running.directory(), FUJIAN);
        nation = new NodeDatabase(running.directory(), NATION);
    }

    private static Path routes() {
        return RunningSandbox.Running.current()
                .directory()
                .resolve("nodes")
                .resolve(FUJIAN.value())
                .resolve("routes.yaml");
    }

    private static ObjectNode entry(String item, String marked) {
        ObjectNode entry = StrictJson.object();
        entry.put("model", 1).put("item", item).put("class", "PUBLIC").put("state", "ACTIVE");
        entry.put("version", 1);
        entry.putObject("subject")
                .put("type", "ORGANISATION")
                .put("code", CODE)
                .put("name", "虚构示例贸易有限公司");
        entry.putObject("source")
                .put("code", "11350200004133222T")
                .put("name", "虚构监督管理局")
                .put("level", "CITY")
                .put("division", "350200");
        entry.putObject("document").put("date", "2026-11-02").put("reference", "虚构罚〔2026〕17号");
        entry.put("basis", "《中华人民共和国行政处罚法》第九条");
        ObjectNode fields = entry.putObject("fields");
        if (item.equals("record.penalty")) {
            fields.put("CF_NR", marked);
            entry.put("severity", "GENERAL");
            entry.putObject("penalty")
                    .put("amount", "0.5")
                    .put("confirmed", false)
                    .put("domain", "OTHER")
                    .put("procedure", "ORDINARY")
                    .put("undone", false)
                    .putArray("kinds")
                    .add("FINE");
        } else {
            fields.put("LYYY", marked);
        }
        return entry;
    }

    /** Hands an entry in, which must be good, and says its key. */
    private String publish(String stream, ObjectNode entry) throws Exception {
        String key = UUID.randomUUID().toString();
        ObjectNode offered = StrictJson.object().put("key", key);
        offered.set("entry", entry);
        Outside.Answer answer =
                outside.api(
                        Outside.XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/streams/" + stream + "/entries",
                        offered.toString());
        assertThat(answer.json().path("accepted").asInt())
                .as(answer.json().toString())
                .isEqualTo(1);
        return key;
    }

    private void recall(String stream, String key) throws Exception {
        assertThat(
                        outside.api(
                                        Outside.XIAMEN,
                                        "platform",
                                        "DELETE",
                                        "/api/v1/streams/" + stream + "/entries/" + key,
                                        "")
                                .status())
                .isEqualTo(202);
    }

    private static long held(NodeDatabase node, String stream, String marked) {
        return node.number(
                """
                select count(*) from stream_entry e join stream s on s.id = e.stream
                where s.name = ? and convert_from(e.body, 'UTF8') like ?\
                """,
                stream,
                "%" + marked + "%");
    }

    private static void await(java.util.concurrent.Callable<Boolean> what) {
        Awaitility.await().atMost(WAIT).pollInterval(Duration.ofMillis(20)).until(what);
    }

    @Test
    void penalty_goesUpToTheNationThroughTheProvince_andIsRecalledFromEverybody() throws Exception {
        String marked = "罚款 " + UUID.randomUUID();
        String key = publish(PENALTIES, entry("record.penalty", marked));

        await(() -> held(nation, "cn-350000/record/penalty", marked) == 1);
        assertThat(held(fujian, PENALTIES, marked)).isEqualTo(1);
        assertThat(held(fujian, "cn-350000/record/penalty", marked)).isEqualTo(1);
        assertThat(held(fuzhou, PENALTIES, marked)).as("nobody routes it sideways").isZero();

        recall(PENALTIES, key);

        await(() -> bodies(xiamen, marked) + bodies(fujian, marked) + bodies(nation, marked) == 0);
        await(() ->
                xiamen.number("select count(*) from stream_recall where done_at is null") == 0
                        && fujian.number("select count(*) from stream_recall where done_at is null")
                                == 0);
    }

    /** Wherever it could be: in what is held, what waits, and what was set aside. */
    private static long bodies(NodeDatabase node, String marked) {
        return node.number(
                """
                select (select count(*) from stream_entry where convert_from(body, 'UTF8') like ?)
                  + (select count(*) from stream_pending
                     where form = 0 and convert_from(content, 'UTF8') like ?)
                  + (select count(*) from stream_quarantine where state = 'OPEN' and key = ?)\
                """,
                "%" + marked + "%",
                "%" + marked + "%",
                marked);
    }

    @Test
    void person_goesUpEncryptedFromHopToHop_andNeverInTheOpen() throws Exception {
        ObjectNode person = entry("record.penalty", "罚款 " + UUID.randomUUID());
        person.putObject("subject")
                .put("type", "CITIZEN")
                .put("code", "799999199003077153")
                .put("name", "虚构人");
        String number = person.path("subject").path("code").stringValue();
        String open = StrictJson.object().put("key", UUID.randomUUID().toString()).toString();
        ObjectNode offered = StrictJson.parseObject(open.getBytes(StandardCharsets.UTF_8));
        offered.set("entry", person);

        Outside.Answer refused =
                outside.api(
                        Outside.XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/streams/" + PENALTIES + "/entries",
                        offered.toString());
        assertThat(refused.json().path("accepted").asInt()).isZero();
        long before = sealed(nation);
        publish(PENALTIES + "/for/cn-350000", person);

        await(() -> sealed(nation) == before + 1);
        for (NodeDatabase node : List.of(xiamen, fujian, nation)) {
            assertThat(
                            node.number(
                                    """
                                    select count(*) from stream_entry
                                    where position(convert_to(?, 'UTF8') in body) > 0\
                                    """,
                                    number))
                    .as("numbers of persons in the clear")
                    .isZero();
        }
    }

    /** Entries that only the nation can read. */
    private static long sealed(NodeDatabase nation) {
        return nation.number(
                """
                select count(*) from stream_entry e join stream s on s.id = e.stream
                where s.name = 'cn-350000/record/penalty/for/cn-100000' and e.body is not null\
                """);
    }

    @Test
    void recalls_reachEveryNodeSoon() throws Exception {
        var keys = new ArrayList<String>();
        var marks = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            marks.add("罚款 " + UUID.randomUUID());
            keys.add(publish(PENALTIES, entry("record.penalty", marks.getLast())));
        }
        await(() ->
                marks.stream()
                        .allMatch(mark -> held(nation, "cn-350000/record/penalty", mark) == 1));
        var millis = new ArrayList<Long>();
        for (int i = 0; i < keys.size(); i++) {
            String marked = marks.get(i);
            long start = System.nanoTime();
            recall(PENALTIES, keys.get(i));
            await(() -> bodies(fujian, marked) + bodies(nation, marked) == 0);
            millis.add((System.nanoTime() - start) / 1_000_000);
        }
        millis.sort(null);
        System.out.println("recall to the last of three nodes, ms: " + millis);
    }

    /** One that comes first and cannot be read, put there past every door. */
    @Test
    void streamThatCannotBeReadAnyMore_holdsUpNoOther() throws Exception {
        String damaged = "cn-100000/record/penalty";
        fujian.change(
                """
                insert into stream (id, name, own, changed_at) overriding system value
                values (-1, ?, false, now())\
                """,
                damaged);
        try {
            fujian.change(
                    """
                    insert into stream_entry (stream, key, seq, place, high, low, leaf, form, body)
                    values (-1, 'k', 1, 0, 0, 0, decode(repeat('00', 32), 'hex'), 0, 'no entry')\
                    """);
            fujian.change("insert into stream_forward_due (stream, key) values (-1, 'k')");
            String marked = "罚款 " + UUID.randomUUID();
            publish(PENALTIES, entry("record.penalty", marked));

            await(() -> held(nation, "cn-350000/record/penalty", marked) == 1);
            assertThat(fujian.number("select count(*) from stream_forward_due where stream = -1"))
                    .as("it waits until it can be read")
                    .isEqualTo(1);
        } finally {
            fujian.change("delete from stream_forward_due where stream = -1");
            fujian.change("delete from stream_entry where stream = -1");
            fujian.change("delete from stream where id = -1");
        }
    }

    @Test
    void redList_goesToThePartnerCityAndNowhereElse() throws Exception {
        String marked = "诚信示范 " + UUID.randomUUID();
        publish(RED, entry("list.red", marked));

        await(() -> held(fuzhou, RED, marked) == 1);
        assertThat(bodies(fujian, marked) + bodies(nation, marked)).isZero();
    }

    @Test
    void routes_edited_countWithoutARestart_andWhatIsNoLongerMeantIsRecalled() throws Exception {
        String marked = "罚款 " + UUID.randomUUID();
        publish(PENALTIES, entry("record.penalty", marked));
        await(() -> held(nation, "cn-350000/record/penalty", marked) == 1);
        String before = Files.readString(routes());
        try {
            Files.writeString(
                    routes(),
                    before.replace(
                            "{ from: cn-350200/record/penalty, to: cn-350000/record/penalty }",
                            "{ from: cn-350200/record/penalty, to: cn-350000/record/penalty, severities: [SEVERE] }"));
            await(() -> bodies(nation, marked) == 0);
            assertThat(held(fujian, PENALTIES, marked))
                    .as("what was sent to it stays")
                    .isEqualTo(1);
        } finally {
            Files.writeString(routes(), before);
        }
        await(() -> held(nation, "cn-350000/record/penalty", marked) == 1);
    }

    @Test
    void explanation_saysWhereAnEntryGoesAndWhyNot() throws Exception {
        ObjectNode asked = StrictJson.object().put("stream", PENALTIES);
        asked.set("entry", entry("record.penalty", "罚款"));

        Outside.Answer atFujian =
                outside.api(FUJIAN, "operator", "POST", "/api/v1/routes/explain", asked.toString());
        Outside.Answer atXiamen =
                outside.api(
                        Outside.XIAMEN,
                        "operator",
                        "POST",
                        "/api/v1/routes/explain",
                        asked.toString());

        assertThat(steps(atFujian))
                .contains(
                        PENALTIES + " cn-350000/record/penalty true forward",
                        "cn-350000/record/penalty cn-100000 true send",
                        "cn-350000/record/penalty cn-350200 false not-routed");
        assertThat(steps(atXiamen))
                .contains(
                        PENALTIES + " cn-350000 true send",
                        PENALTIES + " cn-350100 false not-routed");
    }

    private static List<String> steps(Outside.Answer answer) throws Exception {
        assertThat(answer.status()).isEqualTo(200);
        var steps = new ArrayList<String>();
        for (JsonNode step : answer.json().path("steps").values()) {
            steps.add(
                    step.path("stream").stringValue()
                            + " "
                            + step.path("to").stringValue()
                            + " "
                            + step.path("goes").asBoolean()
                            + " "
                            + step.path("rule").stringValue());
        }
        return steps;
    }
}
