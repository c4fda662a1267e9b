package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.NodeNotStarted;
import org.xinqiao.gateway.operate.InvalidConfig;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.backup.Backup;
import org.xinqiao.gateway.operate.backup.BackupRefused;
import org.xinqiao.gateway.operate.backup.Manifest;
import org.xinqiao.gateway.operate.backup.Restore;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import tools.jackson.databind.JsonNode;

/**
 * A node whose database is lost and restored from a backup, while its partner remembers what came
 * after. The steps build on each other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreIT {
    private static final String UNSETTLED =
            "select count(*) from restored where settled_at is null";
    private static final String RED = "cn-350200/list/red";
    private static final String PENALTY = "cn-350200/record/penalty";
    private static final String PURPOSE = "library.lending";
    private static final Map<String, Node> NODES = new ConcurrentHashMap<>();

    @TempDir static Path directory;

    private Sandbox sandbox;
    private Outside outside;
    private Visitor visitor;
    private NodeDatabase home;
    private NodeDatabase host;
    private NodeDatabase province;
    private NodeConfig config;
    private Path backup;
    private long sizeInBackup;
    private long witnessed;
    private long numberReceived;
    private long changesSeen;

    @BeforeAll
    void start() throws Exception {
        var staging = new Staging(Staging.USUAL.nodes(), RestoreIT::startNode);
        sandbox = Sandbox.start(new SandboxOptions(directory, FreePorts.base(), false), staging);
        outside =
                new Outside(
                        StrictJson.parseObject(
                                Files.readAllBytes(directory.resolve("sandbox.json"))));
        home = new NodeDatabase(directory, Outside.XIAMEN);
        host = new NodeDatabase(directory, Outside.FUZHOU);
        province = new NodeDatabase(directory, NodeId.parse("cn-350000"));
        config = NodeConfig.read(configuration(Outside.XIAMEN));
        backup = directory.resolve("xiamen.backup");
    }

    private static AutoCloseable startNode(Path configuration) throws IOException {
        try {
            Node node = Node.start(NodeConfig.read(configuration));
            String home = configuration.getParent().getFileName().toString();
            NODES.put(home, node);
            return () -> NODES.get(home).close();
        } catch (InvalidConfig | NodeNotStarted e) {
            throw new IOException(e);
        }
    }

    private static Path configuration(NodeId node) {
        return directory.resolve("nodes").resolve(node.value()).resolve("node.yaml");
    }

    @AfterAll
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    @Order(1)
    void backup_ofARunningNode_isWholeAndPrivate() throws Exception {
        visitor = Visitor.of(outside, 680).consents(Outside.FUZHOU, PURPOSE);
        assertThat(scan().status()).isEqualTo(200);
        assertThat(visitor.changes("POST", "/pause").status()).isBetween(200, 204);
        soon().until(() -> host.number("select high from inbox_sequence") >= 1);
        soon().until(() -> home.number("select size from log_checkpoint") > 0);
        submit(RED, TestEntries.red("before"));
        soon().until(() -> held(host, RED, "before"));

        assertThat(command("backup", "--out", backup.toString())).contains("cn-350200 as of ");
        sizeInBackup = sizeOf(Restore.verify(backup));

        assertThat(Restore.verify(backup).rows()).isGreaterThan(10);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> Backup.write(config, backup)).hasMessageContaining("xiamen");
        assertThat(backup.resolveSibling("xiamen.backup.partial")).doesNotExist();
    }

    @Test
    @Order(2)
    void backup_anyByteChanged_orItsEndMissing_isRefused() throws Exception {
        Path damaged = directory.resolve("damaged.backup");
        long length = Files.size(backup);
        for (long at = 40; at < length; at += Math.max(1, length / 400)) {
            Files.copy(backup, damaged);
            try (var file = new RandomAccessFile(damaged.toFile(), "rw")) {
                file.seek(at);
                int b = file.read();
                file.seek(at);
                file.write(b ^ 0x55);
            }
            assertRefusedOrTheSame(damaged, at);
            Files.delete(damaged);
        }
        Files.write(damaged, java.util.Arrays.copyOf(Files.readAllBytes(backup), (int) length - 9));
        assertThatThrownBy(() -> Restore.verify(damaged)).isInstanceOf(BackupRefused.class);
    }

    /** A ZIP has bytes that mean nothing, such as an entry's time of change. */
    private void assertRefusedOrTheSame(Path damaged, long at) throws IOException {
        try {
            assertThat(Restore.verify(damaged)).as("byte %d", at).isEqualTo(Restore.verify(backup));
        } catch (BackupRefused | IOException refused) {
            assertThat(refused).as("byte %d", at).hasMessageNotContaining("null");
        }
    }

    @Test
    @Order(3)
    void restore_overData_ofAnotherNode_orOfANewerSchema_isRefused() throws Exception {
        NodeConfig other = NodeConfig.read(configuration(Outside.FUZHOU));
        assertThatThrownBy(() -> Restore.into(other, backup))
                .isInstanceOf(BackupRefused.class)
                .hasMessage("the backup is of cn-350200, not of cn-350100");
        assertThatThrownBy(() -> Restore.into(config, backup))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("a backup is restored into an empty database only");
        home.change("update flyway_schema_history set version = '9999' where version = '9'");
        Path newer = directory.resolve("newer.backup");
        Backup.write(config, newer);
        home.change("update flyway_schema_history set version = '9' where version = '9999'");
        assertThatThrownBy(() -> Restore.into(config, newer))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("the backup has schema 9999, this release knows ");
    }

    @Test
    @Order(4)
    void database_lostAfterFurtherExchanges_comesBackFromTheBackup() throws Exception {
        for (String change : new String[] {"/resume", "/pause", "/resume"}) {
            assertThat(visitor.changes("POST", change).status()).isBetween(200, 204);
        }
        submit(RED, TestEntries.red("lost"));
        submit(PENALTY, TestEntries.penalty("unheard"));
        soon().until(() -> held(host, RED, "lost") && held(province, PENALTY, "unheard"));
        changesSeen = host.number("select seq from stream where name = ?", RED);
        soon().until(() -> home.number("select count(*) from outbox") == 0);
        soon().until(() -> home.number("select count(*) from log_pending") == 0);
        long size = home.number("select size from log_checkpoint");
        soon().until(() ->
                host.number("select size from witnessed_log where node = 'cn-350200'") >= size);
        witnessed = host.number("select size from witnessed_log where node = 'cn-350200'");
        numberReceived = host.number("select high from inbox_sequence");
        assertThat(witnessed).isGreaterThan(sizeInBackup);
        NODES.get(Outside.XIAMEN.value()).close();
        home.change("drop schema public cascade");
        home.change("create schema public");

        assertThat(command("restore", "--from", backup.toString())).contains("restored cn-350200");

        Path again = directory.resolve("again.backup");
        Manifest manifest = Backup.write(config, again);
        assertThat(manifest.tables())
                .filteredOn(table -> !table.name().equals("restored"))
                .containsExactlyInAnyOrderElementsOf(
                        Restore.verify(backup).tables().stream()
                                .filter(table -> !table.name().equals("restored"))
                                .toList());
        assertThat(manifest.sequences()).isEqualTo(Restore.verify(backup).sequences());
        assertThat(home.number("select last from outbox_sequence where partner = 'cn-350100'"))
                .isLessThan(numberReceived);
    }

    @Test
    @Order(5)
    void node_restored_partnerOutOfReach_signsNothing() throws Exception {
        NODES.get(Outside.FUZHOU.value()).close();
        startNode(configuration(Outside.XIAMEN));

        Outside.Answer refused =
                outside.api(
                        Outside.XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/consents",
                        visitor.consentBody(Outside.FUZHOU, PURPOSE).toString());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("try-later");
        // Something that would have to be signed waits, and is left alone.
        home.change("insert into log_pending values (-1, decode(repeat('00', 36), 'hex'))");
        soon().until(() -> health().path("waitingFor").toString().contains("cn-350100"));
        soon().during(Duration.ofSeconds(1))
                .until(() -> home.number("select size from log_checkpoint") == sizeInBackup);
        home.change("delete from log_pending where record = -1");
        assertThat(home.number(UNSETTLED)).isOne();
    }

    @Test
    @Order(6)
    void node_restored_partnersAnswered_knowsWhatTheyHoldBeforeItSigns() throws Exception {
        startNode(configuration(Outside.FUZHOU));
        soon().until(() ->
                home.number("select last from outbox_sequence where partner = 'cn-350100'")
                        == numberReceived);
        assertThat(home.number(UNSETTLED)).as("Hangzhou has not answered").isOne();

        try (var hangzhou = new FakeHome(outside, "")) {
            soon().until(() -> home.number(UNSETTLED) == 0);
            assertThat(hangzhou).isNotNull();
        }
        assertThat(home.text("select settled_by from restored"))
                .isEqualTo("every partner has said what it holds");
        assertThat(home.number("select last from outbox_sequence where partner = 'cn-350100'"))
                .isEqualTo(numberReceived);
        assertThat(home.text("select kind from alarm where origin = 'cn-350200/log'"))
                .isEqualTo("log-restored");
        assertThat(home.number("select size from log_checkpoint")).isEqualTo(sizeInBackup);
        assertThat(
                        home.number(
                                """
                                select count(*) from restored r, alarm a
                                where a.at <= r.settled_at and a.kind = 'log-restored'\
                                """))
                .as("the alarm came first")
                .isOne();
    }

    @Test
    @Order(7)
    void node_restoredAndSettled_goesOnWithNumbersThatNobodyHasSeen() throws Exception {
        assertThat(visitor.changes("POST", "/resume").status()).isBetween(200, 204);

        soon().until(() -> host.number("select high from inbox_sequence") == numberReceived + 1);
        assertThat(host.number("select count(*) from inbox_gap")).isZero();
    }

    @Test
    @Order(8)
    void streams_thatLostChanges_areStopped_andTellNoSecondStory() throws Exception {
        for (String name : new String[] {RED, PENALTY}) {
            assertThat(home.text("select stopped from stream where name = ?", name))
                    .contains("has more changes than this node");
            assertThat(
                            home.number(
                                    """
                                    select count(*) from restored r, alarm a
                                    where a.at <= r.settled_at and a.kind = 'stream-restored'
                                      and a.origin = ?\
                                    """,
                                    name))
                    .isOne();
        }
        submit(RED, TestEntries.red("after"));
        assertThat(streams("POST", "resume", Outside.XIAMEN).status()).isEqualTo(204);
        soon().until(() -> !home.text("select stopped from stream where name = ?", RED).isEmpty());
        assertThat(home.number("select given - seq from stream where name = ?", RED))
                .as("what is handed in meanwhile waits")
                .isOne();
        assertThat(home.number("select seq from stream where name = ?", RED))
                .isLessThan(changesSeen);
        assertThat(host.number("select seq from stream where name = ?", RED))
                .isEqualTo(changesSeen);
        assertThat(host.number("select count(*) from alarm where kind = 'stream-equivocation'"))
                .isZero();
    }

    @Test
    @Order(9)
    void stream_begunAnew_afterEveryoneForgotIt_isTheSameEverywhere() throws Exception {
        assertThat(streams("POST", "anew", Outside.FUZHOU).problem()).isEqualTo("conflict");
        assertThat(streams("POST", "forget", Outside.XIAMEN).problem()).isEqualTo("conflict");

        assertThat(streamsCommand("forget", RED, Outside.FUZHOU))
                .contains("cn-350100 has forgotten 2 entries of " + RED);
        assertThat(held(host, RED, "before") || held(host, RED, "lost")).isFalse();
        assertThat(streamsCommand("anew", RED, Outside.XIAMEN))
                .contains("cn-350200 begins anew with 2 entries of " + RED);

        soon().until(() -> held(host, RED, "before") && held(host, RED, "after"));
        assertThat(held(host, RED, "lost")).as("the platform hands it in again").isFalse();
        submit(RED, TestEntries.red("lost"));
        soon().until(() -> held(host, RED, "lost"));
        soon().until(() ->
                host.text("select compared from stream where name = ?", RED).equals("SAME"));
        assertThat(host.number("select seq from stream where name = ?", RED)).isEqualTo(3);
        assertThat(host.number("select count(*) from alarm where kind = 'stream-equivocation'"))
                .isZero();
        assertThat(streams("POST", "anew", Outside.XIAMEN).problem())
                .as("it goes on")
                .isEqualTo("conflict");
    }

    private Outside.Answer streams(String method, String what, NodeId node) throws Exception {
        return outside.api(
                node, "operator", method, "/api/v1/streams/" + what + "?stream=" + RED, "");
    }

    private static String streamsCommand(String what, String stream, NodeId node) {
        var out = new StringWriter();
        assertThat(
                        org.xinqiao.gateway.command.CommandLines.run(
                                new PrintWriter(out, true),
                                "streams",
                                what,
                                stream,
                                "--node",
                                node.value(),
                                "--sandbox",
                                directory.toString()))
                .as(out.toString())
                .isZero();
        return out.toString();
    }

    private void submit(String stream, String line) throws Exception {
        String path = "/api/v1/streams/" + stream + "/entries";
        Outside.Answer answer = outside.api(Outside.XIAMEN, "platform", "POST", path, line);
        assertThat(answer.json().path("accepted").intValue())
                .as(answer.json().toString())
                .isEqualTo(1);
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

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private JsonNode health() throws Exception {
        return outside.api(Outside.XIAMEN, "operator", "GET", "/actuator/health", null)
                .json()
                .path("components")
                .path("restore")
                .path("details");
    }

    private long sizeOf(Manifest manifest) {
        return manifest.tables().stream()
                .filter(table -> table.name().equals("log_entry"))
                .findFirst()
                .orElseThrow()
                .rows();
    }

    private Outside.Answer scan() throws Exception {
        var scan = StrictJson.object().put("code", visitor.shows(visitor.pass()));
        scan.put("purpose", PURPOSE).put("terminal", "desk-1");
        return outside.api(
                Outside.FUZHOU, "counter", "POST", "/api/v1/recognitions", scan.toString());
    }

    private static String command(String name, String... more) {
        var out = new StringWriter();
        var arguments = new String[more.length + 3];
        arguments[0] = name;
        arguments[1] = "--config";
        arguments[2] = configuration(Outside.XIAMEN).toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        assertThat(
                        org.xinqiao.gateway.command.CommandLines.run(
                                new PrintWriter(out, true), arguments))
                .as(out.toString())
                .isZero();
        return out.toString();
    }
}
