package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.log.Tile;

/** What somebody changed in an old part of the log is found without anybody asking for it. */
class AuditTilesIT {
    private static final int TILES = 5;

    @TempDir Path directory;

    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        ledger = new Ledger(directory);
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void log_thatIsAsItWasSigned_raisesNothing_whileItGrows() {
        AuditTiles audit = audit();
        audit.look();
        for (int tile = 0; tile < TILES; tile++) {
            grow(tile * 100, tile * 100 + 100);
            rounds(audit);
        }
        grow(500, TILES * Tile.WIDTH_MAX);
        rounds(audit);
        assertThat(ledger.alarms.list()).isEmpty();
    }

    @Test
    void byte_changedInAnOldEntry_isFoundWithinARound_andNamed() {
        grow(0, TILES * Tile.WIDTH_MAX + 3);
        change(2 * Tile.WIDTH_MAX + 17);
        AuditTiles audit = audit();
        rounds(audit);
        rounds(audit);
        Alarm alarm = ledger.alarms.list().getFirst();
        assertThat(ledger.alarms.list()).hasSize(1);
        assertThat(alarm.kind()).isEqualTo(Alarm.Kind.LOG_INCONSISTENT);
        assertThat(alarm.origin()).isEqualTo("cn-350200/log");
        assertThat(alarm.proof().path("tile").stringValue()).isEqualTo("tile/entries/002");
        assertThat(alarm.wordsEn()).contains("tile/entries/002");
        assertThat(alarm.proof().path("held")).isNotEqualTo(alarm.proof().path("signed"));
        ledger.record(9_999);
        assertThat(ledger.writer().integrate()).as("nothing is signed any more").isZero();
    }

    @Test
    void instances_shareOneRound() {
        grow(0, 2 * Tile.WIDTH_MAX);
        change(1);
        change(Tile.WIDTH_MAX);
        audit().look();
        assertThat(ledger.alarms.list()).hasSize(1);
        audit().look();
        assertThat(ledger.alarms.list())
                .extracting(alarm -> alarm.proof().path("tile").stringValue())
                .containsExactlyInAnyOrder("tile/entries/000", "tile/entries/001");
    }

    @Test
    void entry_lost_isNamedByItsTile() {
        grow(0, 2 * Tile.WIDTH_MAX);
        ledger.jdbc.sql("delete from log_entry where index = 3").update();
        rounds(audit());
        assertThat(ledger.alarms.list())
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.proof().path("tile").stringValue())
                            .isEqualTo("tile/entries/000");
                    assertThat(alarm.proof().path("held").isNull()).isTrue();
                });
    }

    @Test
    void entry_changedAtTheEdge_namesTheTilesThatAreNotFull() {
        grow(0, 2 * Tile.WIDTH_MAX + 9);
        change(2 * Tile.WIDTH_MAX);
        audit().look();
        assertThat(ledger.alarms.list())
                .singleElement()
                .extracting(alarm -> alarm.proof().path("tile").stringValue())
                .isEqualTo("tile/entries/002.p/9 tile/1/000.p/2");
    }

    /** Over 256 full tiles, so that a tile of hashes is full, too, and its own hash is kept. */
    @Test
    void hash_changedAboveFullTiles_namesThatTile_andNoEntries() {
        int entries = Tile.WIDTH_MAX * Tile.WIDTH_MAX;
        ledger.jdbc
                .sql(
                        """
                        insert into log_pending
                        select i, '\\x78713100'::bytea || sha256(i::text::bytea)
                        from generate_series(1, ?) i\
                        """)
                .param(entries + 300)
                .update();
        ledger.writer().integrateAll();
        AuditTiles audit = audit();
        audit.look();
        assertThat(ledger.alarms.list()).isEmpty();
        ledger.jdbc
                .sql(
                        "update log_hash set hash = set_byte(hash, 0, get_byte(hash, 0) # 1)"
                                + " where level = 1 and index = 200")
                .update();
        audit.look();
        assertThat(ledger.alarms.list())
                .singleElement()
                .extracting(alarm -> alarm.proof().path("tile").stringValue())
                .isEqualTo("tile/1/000");
    }

    private void grow(int from, int to) {
        ledger.record(from + 1, to + 1);
        ledger.writer().integrateAll();
    }

    private void change(long index) {
        ledger.jdbc
                .sql(
                        "update log_entry set entry = set_byte(entry, 35, get_byte(entry, 35) # 1)"
                                + " where index = ?")
                .param(index)
                .update();
    }

    private AuditTiles audit() {
        return new AuditTiles(
                ledger.jdbc,
                ledger.tiles,
                ledger.log,
                ledger.alarms,
                Clock.fixed(Ledger.NOW, ZoneOffset.UTC));
    }

    private static void rounds(AuditTiles audit) {
        for (int tile = 0; tile <= TILES; tile++) {
            audit.look();
        }
    }
}
