package org.xinqiao.contracts.log;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a growing tree: the hashes of its complete subtrees, largest first, at most one
 * of each size. It is all that appending needs. One thread at a time.
 */
public final class Frontier {
    private final List<Hash> edge = new ArrayList<>();
    private long size;

    /** The edge of the tree without leaves. */
    public Frontier() {}

    /** The edge of a tree that a source already holds. */
    public static Frontier of(HashSource source, long size) throws MissingHash {
        Frontier frontier = new Frontier();
        long start = 0;
        for (long rest = size; rest != 0; ) {
            long part = Long.highestOneBit(rest);
            int level = Long.numberOfTrailingZeros(part);
            frontier.edge.add(source.at(level, start >>> level));
            start += part;
            rest -= part;
        }
        frontier.size = size;
        return frontier;
    }

    /**
     * The edge that was taken from another by {@link #hashes}.
     *
     * @throws IllegalArgumentException if a tree of this size has another number of them
     */
    public static Frontier of(List<Hash> hashes, long size) {
        if (size < 0 || hashes.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("a tree of this size has another edge");
        }
        Frontier frontier = new Frontier();
        frontier.edge.addAll(hashes);
        frontier.size = size;
        return frontier;
    }

    /** The hashes of the complete subtrees, largest first. */
    public List<Hash> hashes() {
        return List.copyOf(edge);
    }

    /** Adds the next leaf; every complete subtree that it finishes goes to {@code finished}. */
    public void append(Hash leaf, Finished finished) {
        long index = size;
        Hash hash = leaf;
        finished.subtree(0, index, hash);
        for (int level = 1; (index & 1) == 1; level++) {
            hash = Hash.ofNode(edge.removeLast(), hash);
            index >>>= 1;
            finished.subtree(level, index, hash);
        }
        edge.add(hash);
        size++;
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** The root of the tree as it is now. */
    public Hash root() {
        if (edge.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        Hash root = edge.getLast();
        for (int i = edge.size() - 2; i >= 0; i--) {
            root = Hash.ofNode(edge.get(i), root);
        }
        return root;
    }

    /** Takes what will never change again. */
    @FunctionalInterface
    public interface Finished {
        /** The hash that a {@link HashSource} answers for this place from now on. */
        void subtree(int level, long index, Hash hash);
    }
}
