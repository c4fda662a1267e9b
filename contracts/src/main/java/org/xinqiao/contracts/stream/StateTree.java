package org.xinqiao.contracts.stream;

import org.xinqiao.contracts.log.Frontier;
import org.xinqiao.contracts.log.Hash;

/**
 * The root over everything that is in a stream now: the RFC 9162 tree of the state leaves ({@link
 * Change#stateLeaf}), sorted by the UTF-8 bytes of their keys. It takes them one by one and keeps
 * one hash for each level of the tree. One thread.
 */
public final class StateTree {
    private final Frontier frontier = new Frontier();
    private String last = "";

    /** The tree of an empty stream. */
    public StateTree() {}

    /**
     * Adds the next key's leaf.
     *
     * @throws IllegalArgumentException if the key does not come after the one before
     */
    public void add(String key, Hash leaf) {
        // Keys are ASCII: the order of characters is the order of bytes.
        if (!Change.isKey(key) || key.compareTo(last) <= 0) {
            throw new IllegalArgumentException("keys come in the order of their bytes, each once");
        }
        frontier.append(leaf, (level, index, hash) -> {});
        last = key;
    }

    /** How many entries there are. */
    public long size() {
        return frontier.size();
    }

    /** The root so far. */
    public Hash root() {
        return frontier.root();
    }
}
