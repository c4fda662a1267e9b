package org.xinqiao.contracts.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Roots and proofs of a tree of {@code size} leaves, out of the hashes of its complete subtrees (<a
 * href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1">RFC 9162, 2.1</a>). A tree of n leaves
 * asks its source about 2·log₂(n) times, whatever n.
 */
public final class MerkleTree {
    private final HashSource source;
    private final long size;

    /** The tree over the source's first {@code size} leaves. */
    public MerkleTree(HashSource source, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        this.source = source;
        this.size = size;
    }

    /** The root. */
    public Hash root() throws MissingHash {
        return size == 0 ? Hash.EMPTY_TREE : range(0, size);
    }

    /** That leaf {@code index} stands in the tree. */
    public InclusionProof inclusion(long index) throws MissingHash {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("the tree has no such leaf");
        }
        List<Hash> path = new ArrayList<>();
        inclusion(index, 0, size, path);
        return new InclusionProof(index, size, path);
    }

    /** That the tree continues the one over its first {@code oldSize} leaves. */
    public ConsistencyProof consistency(long oldSize) throws MissingHash {
        if (oldSize < 0 || oldSize > size) {
            throw new IllegalArgumentException("the tree was never of that size");
        }
        List<Hash> path = new ArrayList<>();
        if (oldSize != 0) {
            consistency(oldSize, 0, size, true, path);
        }
        return new ConsistencyProof(oldSize, size, path);
    }

    /** PATH of RFC 9162, 2.1.3.1, over the leaves from {@code low} up to {@code high}. */
    private void inclusion(long index, long low, long high, List<Hash> path) throws MissingHash {
        if (high - low == 1) {
            return;
        }
        long middle = middle(low, high);
        if (index < middle) {
            inclusion(index, low, middle, path);
            path.add(range(middle, high));
        } else {
            inclusion(index, middle, high, path);
            path.add(range(low, middle));
        }
    }

    /** SUBPROOF of RFC 9162, 2.1.4.1; {@code known} where the verifier has the left part's root. */
    private void consistency(long oldSize, long low, long high, boolean known, List<Hash> path)
            throws MissingHash {
        if (oldSize == high) {
            if (!known) {
                path.add(range(low, high));
            }
            return;
        }
        long middle = middle(low, high);
        if (oldSize <= middle) {
            consistency(oldSize, low, middle, known, path);
            path.add(range(middle, high));
        } else {
            consistency(oldSize, middle, high, false, path);
            path.add(range(low, middle));
        }
    }

    private Hash range(long low, long high) throws MissingHash {
        long count = high - low;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return source.at(level, low >>> level);
        }
        long middle = middle(low, high);
        return Hash.ofNode(range(low, middle), range(middle, high));
    }

    /** Where a tree splits: after the largest power of two that is smaller than its size. */
    private static long middle(long low, long high) {
        return low + Long.highestOneBit(high - low - 1);
    }
}
