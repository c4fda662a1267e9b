package org.xinqiao.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xinqiao.gateway.ledger.Ledger.NOW;
import static org.xinqiao.gateway.ledger.Ledger.SELF;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.gateway.ledger.Alarm;
import org.xinqiao.gateway.ledger.Ledger;
import org.xinqiao.gateway.ledger.LogWriter;
import org.xinqiao.gateway.ledger.WitnessedLogs.Witnessed;

class WatchIT {
    private static final NodeId PARTNER = NodeId.parse("cn-330100");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir Path directory;

    private final SigningKey log = Keys.generate(SignatureAlgorithm.EDDSA, RANDOM);
    private final SigningKey witness = Keys.generate(SignatureAlgorithm.EDDSA, RANDOM);
    private final NoteKeys theirs =
            new NoteKeys(
                    List.of(NoteKey.ofLog(PARTNER, log.publicKey())),
                    List.of(NoteKey.ofWitness(PARTNER, witness.publicKey())));
    private final MadeLog shown = new MadeLog(PARTNER, log);
    private Ledger ledger;
    private Watch watch;
    private NoteKeys ours;

    @BeforeEach
    void open() throws Exception {
        ledger = new Ledger(directory);
        watch = new Watch(ledger.witnessed, ledger.log, ledger.alarms, ledger.keys());
        ours = new NoteKeys(List.of(ledger.logNoteKey()), List.of());
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void log_thatGrows_isCosignedEachTime() throws Exception {
        look("a");
        look("a", "b", "c");

        SignedCheckpoint cosigned = witnessed().cosigned();
        assertThat(cosigned.checkpoint()).isEqualTo(shown.signed().checkpoint());
        cosigned.verify(theirs.log().getFirst());
        assertThat(
                        cosigned.verifyCosignature(
                                NoteKey.ofWitness(SELF, ledger.witnessKey.publicKey())))
                .isEqualTo(NOW);
        assertThat(ledger.alarms.list()).isEmpty();
    }

    @Test
    void log_thatRests_isCosignedAnewAfterAMinute() throws Exception {
        look("a");
        watch.theirs(PARTNER, theirs, shown, NOW.plusSeconds(59));
        assertThat(witnessed().at()).isEqualTo(NOW);
        watch.theirs(PARTNER, theirs, shown, NOW.plusSeconds(60));
        assertThat(witnessed().at()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void log_signedByAnotherKey_isNotLookedAtAndAccusesNobody() throws Exception {
        look("a", "b");
        MadeLog forged =
                new MadeLog(PARTNER, Keys.generate(SignatureAlgorithm.EDDSA, RANDOM))
                        .holds("x", "y");

        assertThatThrownBy(() -> watch.theirs(PARTNER, theirs, forged, NOW))
                .isInstanceOf(ShownLog.NotShown.class);
        assertThat(ledger.alarms.list()).isEmpty();
    }

    @Test
    void fork_isAlarmedOnce_andTheLogCosignedNoFurther() throws Exception {
        look("a", "b");
        SignedCheckpoint before = shown.signed();
        look("a", "x");
        look("a", "x", "y");

        Alarm alarm = alarm(Alarm.Kind.LOG_FORK);
        SignedCheckpoint known = note(alarm, "known");
        SignedCheckpoint forked = note(alarm, "shown");
        known.verify(theirs.log().getFirst());
        forked.verify(theirs.log().getFirst());
        assertThat(known.checkpoint()).isEqualTo(before.checkpoint());
        assertThat(forked.checkpoint().size()).isEqualTo(known.checkpoint().size());
        assertThat(forked.checkpoint().root()).isNotEqualTo(known.checkpoint().root());
        assertThat(witnessed().cosigned().checkpoint()).isEqualTo(before.checkpoint());
    }

    @Test
    void leaf_changedUnderALaterCheckpoint_isAlarmedWithTilesThatProveIt() throws Exception {
        look("a", "b", "c");
        look("a", "x", "c", "d");

        Alarm alarm = alarm(Alarm.Kind.LOG_INCONSISTENT);
        assertThat(alarm.proof().get("signed").booleanValue()).isTrue();
        SignedCheckpoint known = note(alarm, "known");
        SignedCheckpoint later = note(alarm, "shown");
        var tiles = alarm.proof().get("tiles");
        var hashes =
                new org.xinqiao.contracts.log.TileHashes(
                        later.checkpoint().size(),
                        tile ->
                                java.util.Base64.getDecoder()
                                        .decode(tiles.get(tile.path()).stringValue()));
        assertThat(new org.xinqiao.contracts.log.MerkleTree(hashes, 4).root())
                .isEqualTo(later.checkpoint().root());
        assertThat(new org.xinqiao.contracts.log.MerkleTree(hashes, 3).root())
                .isNotEqualTo(known.checkpoint().root());
    }

    @Test
    void log_thatIsShorterWhenAskedAgain_isAlarmed_butACopyKeptSomewhereIsNot() throws Exception {
        look("a");
        SignedCheckpoint old = shown.signed();
        look("a", "b", "c");

        shown.showsFirst(old);
        look("a", "b", "c");
        assertThat(ledger.alarms.list()).isEmpty();

        look("a", "b");
        assertThat(note(alarm(Alarm.Kind.LOG_SHRINK), "shown").checkpoint().size()).isEqualTo(2);
    }

    @Test
    void alarm_acknowledged_staysListed_andTheLogIsWatchedAgainFromThere() throws Exception {
        look("a", "b");
        look("a", "x");
        Alarm alarm = alarm(Alarm.Kind.LOG_FORK);

        assertThat(ledger.alarms.acknowledge(alarm.id(), "operator", NOW)).isPresent();
        assertThat(ledger.alarms.acknowledge("unknown", "operator", NOW)).isEmpty();
        look("a", "x");
        look("a", "x", "y");

        assertThat(witnessed().cosigned().checkpoint().size()).isEqualTo(3);
        assertThat(alarm(Alarm.Kind.LOG_FORK).acknowledgedBy()).isEqualTo("operator");
    }

    @Test
    void cosignatureOfOurLog_isKept_andOthersLinesAreNot() throws Exception {
        LogWriter writer = ledger.writer();
        ledger.record(1, 4);
        writer.integrate();
        shown.holds("a")
                .hasCosigned(
                        ledger.log
                                .latest()
                                .orElseThrow()
                                .cosign(SELF, ledger.witnessKey, NOW)
                                .cosign(PARTNER, witness, NOW));

        watch.ours(PARTNER, theirs, ours, shown, NOW);

        SignedCheckpoint kept = ledger.log.cosigned().orElseThrow();
        assertThat(kept.note().signatures()).hasSize(2);
        assertThat(kept.verifyCosignature(theirs.witness().getFirst())).isEqualTo(NOW);
        assertThat(ledger.alarms.list()).isEmpty();
    }

    @Test
    void ownDatabase_restoredFromAnOlderBackup_isAlarmed_andNothingSignedUntilAcknowledged()
            throws Exception {
        LogWriter writer = ledger.writer();
        ledger.record(1, 4);
        writer.integrate();
        SignedCheckpoint beforeTheBackup = ledger.log.latest().orElseThrow();
        ledger.record(4, 6);
        writer.integrate();
        SignedCheckpoint lost = ledger.log.latest().orElseThrow();
        shown.hasCosigned(lost.cosign(PARTNER, witness, NOW));
        restore(beforeTheBackup);

        watch.ours(PARTNER, theirs, ours, shown, NOW);

        Alarm alarm = alarm(Alarm.Kind.LOG_RESTORED);
        assertThat(note(alarm, "known").checkpoint()).isEqualTo(lost.checkpoint());
        assertThat(note(alarm, "shown").checkpoint()).isEqualTo(beforeTheBackup.checkpoint());
        ledger.record(7);
        assertThat(writer.integrate()).isZero();
        assertThat(ledger.log.latest()).contains(beforeTheBackup);

        ledger.alarms.acknowledge(alarm.id(), "operator", NOW.plusSeconds(5));
        assertThat(writer.integrate()).isOne();
        watch.ours(PARTNER, theirs, ours, shown, NOW.plusSeconds(6));
        assertThat(ledger.alarms.list()).hasSize(1);
    }

    @Test
    void ownDatabase_restoredAndGrownPastWhatWasSeen_isAlarmedToo() throws Exception {
        LogWriter writer = ledger.writer();
        ledger.record(1, 4);
        writer.integrate();
        SignedCheckpoint beforeTheBackup = ledger.log.latest().orElseThrow();
        ledger.record(4);
        writer.integrate();
        shown.hasCosigned(ledger.log.latest().orElseThrow().cosign(PARTNER, witness, NOW));
        restore(beforeTheBackup);
        ledger.record(11, 14);
        writer.integrate();

        watch.ours(PARTNER, theirs, ours, shown, NOW);

        assertThat(alarm(Alarm.Kind.LOG_RESTORED).origin()).isEqualTo("cn-350200/log");
        assertThat(ledger.log.cosigned()).isEmpty();
    }

    private void restore(SignedCheckpoint old) {
        ledger.jdbc
                .sql("delete from log_entry where index >= ?")
                .param(old.checkpoint().size())
                .update();
        ledger.jdbc
                .sql("update log_checkpoint set size = ?, root = ?, note = ?")
                .param(old.checkpoint().size())
                .param(old.checkpoint().root().bytes())
                .param(old.bytes())
                .update();
    }

    private void look(String... leaves) throws Exception {
        watch.theirs(PARTNER, theirs, shown.holds(leaves), NOW);
    }

    private Witnessed witnessed() {
        return ledger.witnessed.of(PARTNER).orElseThrow();
    }

    private Alarm alarm(Alarm.Kind kind) {
        assertThat(ledger.alarms.list()).singleElement().extracting(Alarm::kind).isEqualTo(kind);
        return ledger.alarms.list().getFirst();
    }

    private static SignedCheckpoint note(Alarm alarm, String which) throws Exception {
        return SignedCheckpoint.parse(
                alarm.proof().get(which).stringValue().getBytes(StandardCharsets.UTF_8));
    }
}
