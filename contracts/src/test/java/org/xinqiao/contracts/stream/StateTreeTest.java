package org.xinqiao.contracts.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.log.Hash;

class StateTreeTest {
    private final long seed = Long.getLong("xinqiao.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Whatever way a list came about, only what is in it counts. */
    @Test
    void lists_thatAreEqual_haveEqualRoots_andOnlyThey() {
        System.out.println("StateTreeTest -Dxinqiao.seed=" + seed);
        for (int round = 0; round < 300; round++) {
            var list = new TreeMap<String, Content>();
            for (int i = random.nextInt(40); i > 0; i--) {
                Change change = StreamSamples.change(random, 1);
                if (change.stateLeaf().isPresent()) {
                    list.put(change.key(), change.content());
                }
            }
            var other = new TreeMap<>(list);
            assertThat(root(other)).isEqualTo(root(list));
            change(other);
            assertThat(root(other).equals(root(list)))
                    .as("seed %s", seed)
                    .isEqualTo(other.equals(list));
        }
    }

    private void change(TreeMap<String, Content> list) {
        Change some = StreamSamples.change(random, 1);
        switch (random.nextInt(3)) {
            case 0 -> list.pollFirstEntry();
            case 1 -> {
                if (some.stateLeaf().isPresent()) {
                    list.put(some.key(), some.content());
                }
            }
            default -> {
                if (!list.isEmpty()) {
                    Content moved = list.pollLastEntry().getValue();
                    list.put(some.key(), moved);
                }
            }
        }
    }

    @Test
    void keys_outOfOrderOrTwice_areRefused() {
        var tree = new StateTree();
        Hash leaf = StreamSamples.hash(random);
        tree.add("B", leaf);
        tree.add("a", leaf);
        assertThatThrownBy(() -> tree.add("a", leaf)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.add("Z", leaf)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.add("é", leaf)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tree.size()).isEqualTo(2);
    }

    @Test
    void root_ofNothing_isTheEmptyTrees() {
        assertThat(new StateTree().root()).isEqualTo(Hash.EMPTY_TREE);
    }

    private static Hash root(TreeMap<String, Content> list) {
        var tree = new StateTree();
        var leaves = new Leaves();
        list.forEach((key, content) -> tree.add(key, leaves.stateLeaf(key, content).orElseThrow()));
        return tree.root();
    }
}
