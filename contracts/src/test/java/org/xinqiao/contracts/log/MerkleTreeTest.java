package org.xinqiao.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MerkleTreeTest {
    private static final int SIZE_MAX = 40;
    private static final int BITS = Hash.BYTES * 8;

    private final JsonNode vectors = LogSamples.vectors("merkle_vectors.json");
    private final List<Hash> reference =
            StreamSupport.stream(vectors.get("leaves").spliterator(), false)
                    .map(leaf -> Hash.ofLeaf(HexFormat.of().parseHex(leaf.stringValue())))
                    .toList();
    private final List<Hash> referenceRoots = LogSamples.hashes(vectors.get("roots"));
    private final List<Hash> leaves = LogSamples.leaves(SIZE_MAX);
    private final List<Hash> roots = roots(leaves);

    @Test
    void root_ofEveryReferenceTree_isThePublishedOne() throws Exception {
        for (int size = 0; size <= reference.size(); size++) {
            assertThat(tree(reference, size).root())
                    .as("size " + size)
                    .isEqualTo(referenceRoots.get(size));
        }
    }

    @Test
    void inclusion_ofEachReferenceVector_isThePublishedPathAndVerifies() throws Exception {
        for (JsonNode vector : vectors.get("inclusion")) {
            int index = vector.get("index").intValue();
            int size = vector.get("size").intValue();
            var published = new InclusionProof(index, size, LogSamples.hashes(vector.get("path")));

            assertThat(tree(reference, size).inclusion(index)).isEqualTo(published);
            published.verify(reference.get(index), referenceRoots.get(size));
        }
    }

    @Test
    void consistency_ofEachReferenceVector_isThePublishedPathAndVerifies() throws Exception {
        for (JsonNode vector : vectors.get("consistency")) {
            int old = vector.get("old").intValue();
            int size = vector.get("new").intValue();
            var published = new ConsistencyProof(old, size, LogSamples.hashes(vector.get("path")));

            assertThat(tree(reference, size).consistency(old)).isEqualTo(published);
            published.verify(referenceRoots.get(old), referenceRoots.get(size));
        }
    }

    @Test
    void inclusion_ofEveryLeafOfEverySmallTree_verifiesThereAndNowhereElse() throws Exception {
        for (int size = 1; size <= SIZE_MAX; size++) {
            for (int index = 0; index < size; index++) {
                InclusionProof proof = tree(leaves, size).inclusion(index);
                proof.verify(leaves.get(index), roots.get(size));
                for (int other = 0; other < size; other++) {
                    if (other != index) {
                        refused(proof, leaves.get(other), roots.get(size));
                        var moved = new InclusionProof(other, size, proof.path());
                        refused(moved, leaves.get(index), roots.get(size));
                    }
                }
            }
        }
    }

    @Test
    void consistency_ofEveryPairOfSmallTrees_verifiesBetweenThemAndNoOthers() throws Exception {
        for (int size = 0; size <= SIZE_MAX; size++) {
            for (int old = 0; old <= size; old++) {
                ConsistencyProof proof = tree(leaves, size).consistency(old);
                proof.verify(roots.get(old), roots.get(size));
                for (int other = 0; other <= SIZE_MAX; other++) {
                    // The empty tree is continued by every tree: no root can be wrong there.
                    if (other != size && old != 0) {
                        refused(proof, roots.get(old), roots.get(other));
                    }
                    if (other != old) {
                        refused(proof, roots.get(other), roots.get(size));
                    }
                }
            }
        }
    }

    @Test
    void inclusion_withOneBitChanged_isRefused() throws Exception {
        for (int size : List.of(1, 2, 7, 8, 23)) {
            for (int index = 0; index < size; index++) {
                InclusionProof proof = tree(leaves, size).inclusion(index);
                Hash leaf = leaves.get(index);
                Hash root = roots.get(size);
                for (int bit = 0; bit < BITS; bit++) {
                    refused(proof, LogSamples.changed(leaf, bit), root);
                    refused(proof, leaf, LogSamples.changed(root, bit));
                    for (List<Hash> path : changed(proof.path(), bit)) {
                        refused(new InclusionProof(index, size, path), leaf, root);
                    }
                }
                for (List<Hash> path : misfits(proof.path())) {
                    refused(new InclusionProof(index, size, path), leaf, root);
                }
            }
        }
    }

    @Test
    void consistency_withOneBitChanged_isRefused() throws Exception {
        for (int size : List.of(2, 7, 8, 23)) {
            for (int old = 1; old < size; old++) {
                ConsistencyProof proof = tree(leaves, size).consistency(old);
                for (int bit = 0; bit < BITS; bit++) {
                    refused(proof, LogSamples.changed(roots.get(old), bit), roots.get(size));
                    refused(proof, roots.get(old), LogSamples.changed(roots.get(size), bit));
                    for (List<Hash> path : changed(proof.path(), bit)) {
                        refused(
                                new ConsistencyProof(old, size, path),
                                roots.get(old),
                                roots.get(size));
                    }
                }
                for (List<Hash> path : misfits(proof.path())) {
                    refused(new ConsistencyProof(old, size, path), roots.get(old), roots.get(size));
                }
            }
        }
    }

    @Test
    void consistency_withTheSmallerTreeLater_isRefused() {
        refused(new ConsistencyProof(5, 4, List.of()), roots.get(5), roots.get(4));
        refused(new ConsistencyProof(-1, 4, List.of()), roots.get(0), roots.get(4));
    }

    @Test
    void inclusion_outsideTheTree_isRefused() {
        refused(new InclusionProof(4, 4, List.of()), leaves.get(4), roots.get(4));
        refused(new InclusionProof(-1, 4, List.of()), leaves.get(0), roots.get(4));
        refused(new InclusionProof(0, 0, List.of()), leaves.get(0), roots.get(0));
    }

    @Test
    void frontier_putAwayAndTakenUpAgain_goesOnAsBefore() {
        Frontier frontier = new Frontier();
        for (int size = 0; size < SIZE_MAX; size++) {
            frontier = Frontier.of(frontier.hashes(), frontier.size());
            assertThat(frontier.root()).isEqualTo(roots.get(size));
            frontier.append(leaves.get(size), (level, index, hash) -> {});
        }
        List<Hash> edge = frontier.hashes();
        assertThat(edge).hasSize(Long.bitCount(SIZE_MAX));
        assertThatThrownBy(() -> Frontier.of(edge, SIZE_MAX - 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Frontier.of(edge, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void frontier_afterEachLeaf_hasTheRootAndNamesWhatItFinished() throws Exception {
        Frontier frontier = new Frontier();
        for (int size = 0; size < SIZE_MAX; size++) {
            assertThat(frontier.root()).isEqualTo(roots.get(size));
            assertThat(Frontier.of(LogSamples.source(leaves), size).root())
                    .isEqualTo(roots.get(size));
            assertThat(frontier.size()).isEqualTo(size);
            List<Integer> levels = new ArrayList<>();
            frontier.append(
                    leaves.get(size),
                    (level, index, hash) -> {
                        levels.add(level);
                        assertThat(hash)
                                .isEqualTo(
                                        LogSamples.root(
                                                leaves.subList(
                                                        (int) (index << level),
                                                        (int) ((index + 1) << level))));
                    });
            assertThat(levels).hasSize(Integer.numberOfTrailingZeros(size + 1) + 1);
        }
    }

    private static MerkleTree tree(List<Hash> leaves, int size) {
        return new MerkleTree(LogSamples.source(leaves), size);
    }

    private static List<Hash> roots(List<Hash> leaves) {
        List<Hash> roots = new ArrayList<>();
        for (int size = 0; size <= leaves.size(); size++) {
            roots.add(LogSamples.root(leaves.subList(0, size)));
        }
        return roots;
    }

    private static List<List<Hash>> changed(List<Hash> path, int bit) {
        List<List<Hash>> all = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            List<Hash> copy = new ArrayList<>(path);
            copy.set(i, LogSamples.changed(path.get(i), bit));
            all.add(copy);
        }
        return all;
    }

    /** The path too short at either end, too long at either end. */
    private static List<List<Hash>> misfits(List<Hash> path) {
        List<List<Hash>> all = new ArrayList<>();
        if (!path.isEmpty()) {
            all.add(path.subList(1, path.size()));
            all.add(path.subList(0, path.size() - 1));
        }
        List<Hash> longer = new ArrayList<>(path);
        longer.add(Hash.EMPTY_TREE);
        all.add(longer);
        List<Hash> before = new ArrayList<>(path);
        before.addFirst(Hash.EMPTY_TREE);
        all.add(before);
        return all;
    }

    private static void refused(InclusionProof proof, Hash leaf, Hash root) {
        assertThatThrownBy(() -> proof.verify(leaf, root)).isInstanceOf(BadProof.class);
    }

    private static void refused(ConsistencyProof proof, Hash oldRoot, Hash newRoot) {
        assertThatThrownBy(() -> proof.verify(oldRoot, newRoot)).isInstanceOf(BadProof.class);
    }
}
