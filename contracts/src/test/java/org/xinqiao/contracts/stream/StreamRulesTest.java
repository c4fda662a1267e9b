package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.log.Hash;
import org.xinqiao.contracts.stream.StreamRules.Memory;
import org.xinqiao.contracts.stream.StreamRules.Sameness;
import org.xinqiao.contracts.stream.StreamRules.Verdict;

class StreamRulesTest {
    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-11-21T10:00:00+08:00");

    private final Random random = new Random(20261121);
    private final SigningKey key = StreamSamples.key(SignatureAlgorithm.SM2SM3);
    private final List<Signed<Manifest>> chain = chain(1, 10, 11, 20, 21, 30);

    @Test
    void batch_thatFollows_isApplied() {
        assertThat(judge(0, null, chain.get(0), null)).isEqualTo(new Verdict.Apply());
        assertThat(judge(10, chain.get(0), chain.get(1), null)).isEqualTo(new Verdict.Apply());
    }

    @Test
    void receiversManifest_afterARestore_isRemembered_lost_orAnother() {
        Signed<Manifest> first = chain.get(0);
        Signed<Manifest> second = chain.get(1);
        assertThat(StreamRules.remembered(20, second, second)).isEqualTo(Memory.SAME);
        assertThat(StreamRules.remembered(20, first, first)).isEqualTo(Memory.SAME);
        assertThat(StreamRules.remembered(10, null, second)).isEqualTo(Memory.LOST);
        assertThat(StreamRules.remembered(19, second, second)).isEqualTo(Memory.LOST);
        assertThat(StreamRules.remembered(0, null, first)).isEqualTo(Memory.LOST);
        assertThat(StreamRules.remembered(20, null, second)).isEqualTo(Memory.OTHER);
        Manifest again = second.statement();
        Signed<Manifest> other =
                Signed.sign(
                        new Manifest(
                                again.stream(),
                                again.from(),
                                again.to(),
                                again.previous(),
                                hash(),
                                again.fileDigest()),
                        key);
        assertThat(StreamRules.remembered(30, other, second)).isEqualTo(Memory.OTHER);
        assertThat(StreamRules.remembered(30, Signed.sign(again, key), second))
                .as("the same, signed anew")
                .isEqualTo(Memory.SAME);
    }

    @Test
    void batch_afterAGap_isMissingWhatStandsBefore() {
        assertThat(judge(10, chain.get(0), chain.get(2), null)).isEqualTo(new Verdict.Missing(10));
        assertThat(judge(0, null, chain.get(1), null)).isEqualTo(new Verdict.Missing(0));
    }

    @Test
    void batch_thatIsHeld_hasNoSecondEffect_alsoSignedAnewOrWithBodiesDeleted() {
        Manifest first = chain.get(0).statement();
        Signed<Manifest> again = Signed.sign(first, key);
        Signed<Manifest> erased =
                Signed.sign(
                        new Manifest(first.stream(), 1, 10, null, first.merkleRoot(), hash()), key);

        assertThat(judge(20, chain.get(1), again, chain.get(0))).isEqualTo(new Verdict.Held());
        assertThat(judge(20, chain.get(1), erased, chain.get(0))).isEqualTo(new Verdict.Held());
    }

    @Test
    void batch_thatTellsAnotherStory_isProofAgainstItsSigner() {
        Manifest first = chain.get(0).statement();
        for (Manifest other :
                List.of(
                        new Manifest(first.stream(), 1, 10, null, hash(), first.fileDigest()),
                        new Manifest(first.stream(), 1, 12, null, hash(), hash()),
                        new Manifest(first.stream(), 5, 10, hash(), hash(), hash()))) {
            Signed<Manifest> offered = Signed.sign(other, key);
            assertThat(judge(10, chain.get(0), offered, chain.get(0)))
                    .isInstanceOfSatisfying(
                            Verdict.Forked.class,
                            forked -> {
                                assertThat(forked.proof().first()).isSameAs(chain.get(0));
                                assertThat(forked.proof().second()).isSameAs(offered);
                                assertThat(forked.proof().place()).isEqualTo(other.from());
                            });
        }
    }

    @Test
    void batch_thatFollowsAnotherPast_isProofAgainstItsSigner() {
        Manifest second = chain.get(1).statement();
        Signed<Manifest> fork =
                Signed.sign(
                        new Manifest(
                                second.stream(),
                                11,
                                20,
                                hash(),
                                second.merkleRoot(),
                                second.fileDigest()),
                        key);

        assertThat(judge(10, chain.get(0), fork, null))
                .isInstanceOfSatisfying(
                        Verdict.Forked.class,
                        forked -> assertThat(forked.proof().place()).isEqualTo(10));
    }

    @Test
    void manifests_ofDifferentStreamsOrFarApart_proveNothing() {
        Manifest first = chain.get(0).statement();
        Signed<Manifest> elsewhere =
                Signed.sign(new Manifest(StreamSamples.PERSONAL, 1, 10, null, hash(), hash()), key);

        assertThat(Equivocation.between(chain.get(0), elsewhere)).isEmpty();
        assertThat(Equivocation.between(chain.get(0), chain.get(2))).isEmpty();
        assertThat(Equivocation.between(chain.get(1), chain.get(0))).isEmpty();
        assertThat(first.overlaps(elsewhere.statement())).isFalse();
    }

    @Test
    void states_ofOneSize_mustAgree() {
        Hash log = hash();
        Hash list = hash();
        Signed<StreamState> one = state(20, log, list);

        assertThat(Equivocation.ofStates(one, state(20, log, list))).isEmpty();
        assertThat(Equivocation.ofStates(one, state(21, hash(), hash()))).isEmpty();
        assertThat(Equivocation.ofStates(one, state(20, hash(), list))).isPresent();
        assertThat(Equivocation.ofStates(one, state(20, log, hash()))).isPresent();
        assertThat(Equivocation.of(chain.get(1), log, one)).isEmpty();
        assertThat(Equivocation.of(chain.get(1), hash(), one))
                .hasValueSatisfying(proof -> assertThat(proof.place()).isEqualTo(20));
        assertThat(Equivocation.of(chain.get(0), hash(), one))
                .as("the roots of two sizes may differ")
                .isEmpty();
    }

    @Test
    void state_isReadBack_andSaysWhereAReplicaStands() throws Exception {
        Hash log = hash();
        Hash list = hash();
        Signed<StreamState> signed = state(20, log, list);
        StreamState state = Signed.state(signed.bytes()).statement();

        assertThat(state).isEqualTo(signed.statement());
        assertThat(StreamRules.compare(20, log, list, state)).isEqualTo(Sameness.SAME);
        assertThat(StreamRules.compare(19, log, list, state)).isEqualTo(Sameness.BEHIND);
        assertThat(StreamRules.compare(21, log, list, state)).isEqualTo(Sameness.OLDER);
        assertThat(StreamRules.compare(20, log, hash(), state)).isEqualTo(Sameness.STATE_DIFFERS);
        assertThat(StreamRules.compare(20, hash(), list, state)).isEqualTo(Sameness.LOG_DIFFERS);
    }

    private static Verdict judge(
            long have, Signed<Manifest> last, Signed<Manifest> offered, Signed<Manifest> atPlace) {
        return StreamRules.judge(have, last, offered, atPlace);
    }

    private List<Signed<Manifest>> chain(long... ranges) {
        List<Signed<Manifest>> chain = new ArrayList<>();
        for (int i = 0; i < ranges.length; i += 2) {
            Hash previous = i == 0 ? null : chain.getLast().statement().commitment();
            chain.add(
                    Signed.sign(
                            new Manifest(
                                    StreamSamples.STREAM,
                                    ranges[i],
                                    ranges[i + 1],
                                    previous,
                                    hash(),
                                    hash()),
                            key));
        }
        return chain;
    }

    private Signed<StreamState> state(long size, Hash logRoot, Hash stateRoot) {
        return Signed.sign(
                new StreamState(StreamSamples.STREAM, size, logRoot, stateRoot, TIME), key);
    }

    private Hash hash() {
        return StreamSamples.hash(random);
    }
}
