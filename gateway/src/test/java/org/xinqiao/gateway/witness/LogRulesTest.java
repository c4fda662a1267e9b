package org.xinqiao.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.log.Checkpoint;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.log.MissingHash;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.log.TileHashes;

class LogRulesTest {
    private static final SigningKey KEY =
            Keys.generate(SignatureAlgorithm.EDDSA, new SecureRandom());

    private final MadeLog log = new MadeLog(NodeId.parse("cn-330100"), KEY);
    private final SignedCheckpoint known = log.holds("a", "b", "c").signed();

    @Test
    void checkpoint_again_isTheSame() {
        assertThat(judge("a", "b", "c")).isInstanceOf(LogVerdict.Same.class);
    }

    @Test
    void log_thatOnlyGrew_isGrownWithAProof() throws Exception {
        SignedCheckpoint shown = log.holds("a", "b", "c", "d", "e").signed();

        assertThat(judge("a", "b", "c", "d", "e"))
                .isInstanceOfSatisfying(
                        LogVerdict.Grown.class,
                        grown -> {
                            assertThat(grown.proof().oldSize()).isEqualTo(3);
                            try {
                                grown.proof()
                                        .verify(
                                                known.checkpoint().root(),
                                                shown.checkpoint().root());
                            } catch (Exception e) {
                                throw new AssertionError(e);
                            }
                        });
    }

    @Test
    void log_ofTheSameSizeWithAnotherRoot_isForked() {
        assertThat(judge("a", "b", "x")).isInstanceOf(LogVerdict.Forked.class);
    }

    @Test
    void log_thatIsShorter_isShrunk() {
        assertThat(judge("a", "b")).isInstanceOf(LogVerdict.Shrunk.class);
        assertThat(judge()).isInstanceOf(LogVerdict.Shrunk.class);
    }

    @Test
    void log_thatGrewOverAChangedLeaf_isChanged_provenBySignatures() {
        assertThat(judge("a", "x", "c", "d"))
                .isInstanceOfSatisfying(
                        LogVerdict.Changed.class, changed -> assertThat(changed.signed()).isTrue());
    }

    @Test
    void log_thatShowsOtherTilesThanItSigned_isChanged_butNotProvenToOthers() {
        SignedCheckpoint shown = log.holds("a", "b", "c", "d").signed();
        log.holds("a", "x", "c", "d");

        assertThat(LogRules.decide(known, shown, new TileHashes(4, log)))
                .isInstanceOfSatisfying(
                        LogVerdict.Changed.class,
                        changed -> assertThat(changed.signed()).isFalse());
    }

    @Test
    void log_whoseTilesAreNotToBeHad_isUnknown() {
        SignedCheckpoint shown = log.holds("a", "b", "c", "d").signed();

        assertThat(
                        LogRules.decide(
                                known,
                                shown,
                                (level, index) -> {
                                    throw new MissingHash("gone");
                                }))
                .isEqualTo(new LogVerdict.Unknown("gone"));
    }

    @Test
    void ownLog_againstWhatAWitnessSaw_isRestoredIfBehindOrBeside() {
        Checkpoint seen = known.checkpoint();
        Optional<Hash> root = Optional.of(seen.root());

        assertThat(LogRules.isRestored(seen, 3, root)).isFalse();
        assertThat(LogRules.isRestored(seen, 4, root)).isFalse();
        assertThat(LogRules.isRestored(seen, 2, Optional.empty())).isTrue();
        assertThat(LogRules.isRestored(seen, 4, Optional.of(Hash.EMPTY_TREE))).isTrue();
    }

    private LogVerdict judge(String... leaves) {
        SignedCheckpoint shown = log.holds(leaves).signed();
        return LogRules.decide(known, shown, new TileHashes(leaves.length, log));
    }
}
