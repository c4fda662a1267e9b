package org.xinqiao.contracts.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * That a later tree holds everything that an earlier one held, unchanged and in its place; made by
 * {@link MerkleTree#consistency}.
 *
 * @param oldSize how many leaves the earlier tree has
 * @param newSize how many leaves the later tree has
 * @param path the hashes that make both roots
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
    /** Keeps a copy. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Returns only if the tree of {@code newRoot} continues the one of {@code oldRoot} (<a
     * href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4.2">RFC 9162, 2.1.4.2</a>). The
     * empty tree is continued by every tree, and every tree by itself, with an empty path.
     */
    public void verify(Hash oldRoot, Hash newRoot) throws BadProof {
        if (oldSize < 0 || oldSize > newSize) {
            throw new BadProof("The later tree is the smaller");
        }
        if (oldSize == 0 || oldSize == newSize) {
            verifyTrivial(oldRoot, newRoot);
        } else {
            verifyPath(oldRoot, newRoot);
        }
    }

    private void verifyTrivial(Hash oldRoot, Hash newRoot) throws BadProof {
        if (!path.isEmpty()) {
            throw new BadProof("The path is too long");
        }
        if (oldSize == 0 && !oldRoot.equals(Hash.EMPTY_TREE)) {
            throw new BadProof("The earlier root is not the empty tree's");
        }
        if (oldSize == newSize && !oldRoot.equals(newRoot)) {
            throw new BadProof("Two roots of one size");
        }
    }

    private void verifyPath(Hash oldRoot, Hash newRoot) throws BadProof {
        Deque<Hash> rest = new ArrayDeque<>(path);
        // A complete earlier tree is a node of the later one: its root need not be sent.
        Hash first = Long.bitCount(oldSize) == 1 ? oldRoot : rest.poll();
        if (first == null || rest.isEmpty()) {
            throw new BadProof("The path is too short");
        }
        int complete = Long.numberOfTrailingZeros(oldSize);
        long place = (oldSize - 1) >>> complete;
        long last = (newSize - 1) >>> complete;
        Hash older = first;
        Hash newer = first;
        for (Hash beside : rest) {
            if (last == 0) {
                throw new BadProof("The path is too long");
            }
            if ((place & 1) == 1 || place == last) {
                older = Hash.ofNode(beside, older);
                newer = Hash.ofNode(beside, newer);
                int climbed = InclusionProof.climb(place);
                place >>>= climbed;
                last >>>= climbed;
            } else {
                newer = Hash.ofNode(newer, beside);
            }
            place >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            throw new BadProof("The path is too short");
        }
        if (!older.equals(oldRoot) || !newer.equals(newRoot)) {
            throw new BadProof("The path leads to another root");
        }
    }
}
