package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A database that has no room left, as PostgreSQL says it (53100), wherever a stream is written:
 * nothing is lost, nothing is half there, and it goes on when there is room again.
 */
@ExtendWith(RunningSandbox.class)
class StreamDiskFullIT {
    private static final Duration WAIT = Duration.ofSeconds(120);
    private static final String RED = "cn-350200/list/red";
    private static final String FULL =
            """
            create or replace function disk_full() returns trigger language plpgsql as $$
            begin
              raise exception 'could not extend file: No space left on device' using errcode = '53100';
            end $$\
            """;

    private Outside outside;
    private NodeDatabase xiamen;
    private NodeDatabase fuzhou;

    @BeforeEach
    void open() throws Exception {
        var running = RunningSandbox.Running.current();
        outside = new Outside(running.file());
        xiamen = new NodeDatabase(running.directory(), XIAMEN);
        fuzhou = new NodeDatabase(running.directory(), FUZHOU);
        xiamen.change(FULL);
        fuzhou.change(FULL);
    }

    @AfterEach
    void makeRoom() {
        for (NodeDatabase node : new NodeDatabase[] {xiamen, fuzhou}) {
            node.change("drop function if exists disk_full() cascade");
        }
    }

    private static void fill(NodeDatabase node, String table) {
        node.change(
                "create trigger full_disk before insert on %s for each row execute function disk_full()"
                        .formatted(table));
    }

    private static void free(NodeDatabase node, String table) {
        node.change("drop trigger full_disk on " + table);
    }

    /** At each place to which taking a batch writes. */
    @Test
    void receiver_withoutRoom_hasNothingOfTheBatch_andAllOfItLater() throws Exception {
        for (String table : new String[] {"stream_entry", "stream_batch", "message_record"}) {
            String key = UUID.randomUUID().toString();
            long before = seq(fuzhou);
            fill(fuzhou, table);
            assertThat(submit(key).status()).isEqualTo(200);
            await(() -> failures() > 0);
            assertThat(seq(fuzhou)).as("full at %s", table).isEqualTo(before);
            assertThat(held(fuzhou, key)).isFalse();
            assertThat(held(xiamen, key)).as("the source has it").isTrue();

            free(fuzhou, table);
            await(() -> held(fuzhou, key) && failures() == 0);
        }
        await(() -> seq(fuzhou) == seq(xiamen));
        await(() -> fuzhou.text("select compared from stream where name = ?", RED).equals("SAME"));
        assertThat(fuzhou.number(BATCHED, RED)).isEqualTo(seq(fuzhou));
    }

    @Test
    void source_withoutRoom_whileItCuts_losesNothingThatItTook() throws Exception {
        for (String table : new String[] {"stream_batch", "stream_change", "stream_entry"}) {
            String key = UUID.randomUUID().toString();
            long before = seq(xiamen);
            fill(xiamen, table);
            assertThat(submit(key).status()).as("it waits").isEqualTo(200);
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(WAIT)
                    .until(() -> seq(xiamen) == before && !held(fuzhou, key));
            free(xiamen, table);
            await(() -> held(fuzhou, key));
        }
        assertThat(xiamen.number(BATCHED, RED)).isEqualTo(seq(xiamen));
    }

    @Test
    void source_withoutRoom_forWhatIsHandedIn_saysSo_andHasNothingOfIt() throws Exception {
        String key = UUID.randomUUID().toString();
        fill(xiamen, "stream_pending");
        Outside.Answer refused = submit(key);
        assertThat(refused.status()).isGreaterThanOrEqualTo(500);
        assertThat(refused.json().toString()).doesNotContain("53100", "No space left");
        assertThat(xiamen.number("select count(*) from stream_change where key = ?", key)).isZero();

        free(xiamen, "stream_pending");
        assertThat(submit(key).status()).isEqualTo(200);
        await(() -> held(fuzhou, key));
        assertThat(xiamen.number("select count(*) from stream_change where key = ?", key))
                .isEqualTo(1);
    }

    /** The recall is durable at its source; the notice takes effect or is told again. */
    @Test
    void receiver_withoutRoom_forARecall_isToldAgain_untilItHasRoom() throws Exception {
        String key = UUID.randomUUID().toString();
        submit(key);
        await(() -> held(fuzhou, key));
        fill(fuzhou, "message_record");
        String path = "/api/v1/streams/" + RED + "/entries/" + key;
        assertThat(outside.api(XIAMEN, "platform", "DELETE", path, null).status()).isEqualTo(202);
        await(() ->
                xiamen.number(
                                """
                                select count(*) from outbox where type = 'xinqiao.recall.notice.v1'
                                  and attempts > 0\
                                """)
                        > 0);
        assertThat(xiamen.number(OPEN, key)).isEqualTo(1);

        free(fuzhou, "message_record");
        await(() -> !held(fuzhou, key) && xiamen.number(OPEN, key) == 0);
    }

    private static final String OPEN =
            "select count(*) from stream_recall where key = ? and done_at is null";
    private static final String BATCHED =
            """
            select sum(b.to_seq - b.from_seq + 1) from stream_batch b
            join stream s on s.id = b.stream where s.name = ?\
            """;

    private Outside.Answer submit(String key) throws Exception {
        return outside.api(
                XIAMEN,
                "platform",
                "POST",
                "/api/v1/streams/" + RED + "/entries",
                TestEntries.red(key));
    }

    private long failures() {
        return xiamen.number(
                """
                select d.failures from stream_delivery d join stream s on s.id = d.stream
                where s.name = ? and d.partner = 'cn-350100'\
                """,
                RED);
    }

    private static long seq(NodeDatabase node) {
        return node.number("select seq from stream where name = ?", RED);
    }

    private static boolean held(NodeDatabase node, String key) {
        return node.number(
                        "select count(*) from stream_entry where key = ? and body is not null", key)
                == 1;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WAIT).until(condition);
    }
}
