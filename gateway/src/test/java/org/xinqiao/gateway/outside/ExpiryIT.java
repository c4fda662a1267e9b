package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.stream.StreamKind;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.lists.Forwards;

/** Entries whose display ends, at their source and where they were passed on. */
@ExtendWith(RunningSandbox.class)
class ExpiryIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final NodeId FUJIAN = NodeId.parse("cn-350000");
    private static final NodeId NATION = NodeId.parse("cn-100000");
    private static final StreamName PENALTY = new StreamName(XIAMEN, StreamKind.RECORD_PENALTY);
    private static final StreamName UP = new StreamName(FUJIAN, StreamKind.RECORD_PENALTY);

    private Outside outside;
    private NodeDatabase xiamen;
    private NodeDatabase fujian;
    private NodeDatabase nation;

    @BeforeEach
    void open() throws Exception {
        var running = RunningSandbox.Running.current();
        outside = new Outside(running.file());
        xiamen = new NodeDatabase(running.directory(), XIAMEN);
        fujian = new NodeDatabase(running.directory(), FUJIAN);
        nation = new NodeDatabase(running.directory(), NATION);
    }

    @Test
    void entry_thatIsOver_isTakenBackByItsSource_everywhere() throws Exception {
        String key = UUID.randomUUID().toString();
        submit(key, displayedUntilTomorrow(key));
        await(() -> held(fujian, PENALTY, key) && held(nation, UP, above(key)));
        assertThat(held(xiamen, PENALTY, key)).as("it stands as long as its last day").isTrue();

        itsLastDayWasYesterday(xiamen, key);

        await(() -> !held(xiamen, PENALTY, key) && !held(fujian, PENALTY, key));
        await(() -> !held(nation, UP, above(key)));
        await(() -> settled(xiamen, key) && settled(fujian, above(key)));
        assertThat(expiries(xiamen, key)).isZero();
    }

    /** The forwarder is the source of its own stream, and waits for nobody. */
    @Test
    void entry_thatWasPassedOn_isTakenBackByTheForwarder() throws Exception {
        String key = UUID.randomUUID().toString();
        submit(key, displayedUntilTomorrow(key));
        await(() -> held(nation, UP, above(key)));

        itsLastDayWasYesterday(fujian, above(key));

        await(() -> !held(nation, UP, above(key)));
        assertThat(held(fujian, PENALTY, key)).as("what it had from Xiamen stays").isTrue();
        assertThat(fujian.number("select count(*) from stream_forwarded where from_key = ?", key))
                .isZero();
        submit(key, displayedUntilTomorrow(key).replace("\"version\":1", "\"version\":2"));
        await(() -> held(nation, UP, above(key)));
    }

    @Test
    void correction_thatTakesTheLastDayAway_counts() throws Exception {
        String key = UUID.randomUUID().toString();
        submit(key, displayedUntilTomorrow(key));
        assertThat(expiries(xiamen, key)).isEqualTo(1);
        submit(key, TestEntries.penalty(key));
        assertThat(expiries(xiamen, key)).isZero();
    }

    private static String displayedUntilTomorrow(String key) {
        String tomorrow = DisplayPeriod.day(Instant.now()).plusDays(1).toString();
        return TestEntries.penalty(key)
                .replace("\"version\":1", "\"version\":1,\"until\":\"" + tomorrow + "\"");
    }

    /** The node's clock cannot be turned: the day is. */
    private static void itsLastDayWasYesterday(NodeDatabase node, String key) {
        node.change(
                "update stream_expiry set until = ? where key = ?",
                DisplayPeriod.day(Instant.now()).minusDays(1),
                key);
    }

    private static String above(String key) {
        return Forwards.key(PENALTY, key);
    }

    private static long expiries(NodeDatabase node, String key) {
        return node.number("select count(*) from stream_expiry where key = ?", key);
    }

    private void submit(String key, String line) throws Exception {
        String path = "/api/v1/streams/" + PENALTY + "/entries";
        Outside.Answer answer = outside.api(XIAMEN, "platform", "POST", path, line);
        assertThat(answer.json().path("accepted").intValue()).as(key + answer.json()).isEqualTo(1);
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

    private static boolean settled(NodeDatabase node, String key) {
        return node.number(
                        "select count(*) from stream_recall where key = ? and done_at is not null",
                        key)
                == 1;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WAIT).until(condition);
    }
}
