package org.xinqiao.contracts.log;

import java.util.List;

/**
 * That a leaf stands at a place of a tree; made by {@link MerkleTree#inclusion}.
 *
 * @param index the leaf's place, from 0
 * @param size how many leaves the tree has
 * @param path the hashes beside the way from the leaf to the root
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    /** Keeps a copy. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * Returns only if the leaf stands at {@link #index} of the tree of this size and root (<a
     * href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2">RFC 9162, 2.1.3.2</a>). Size
     * and root are worth what the checkpoint is worth that they were taken from.
     */
    public void verify(Hash leaf, Hash root) throws BadProof {
        if (index < 0 || index >= size) {
            throw new BadProof("The tree has no such leaf");
        }
        long place = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash beside : path) {
            if (last == 0) {
                throw new BadProof("The path is too long");
            }
            if ((place & 1) == 1 || place == last) {
                hash = Hash.ofNode(beside, hash);
                int climbed = climb(place);
                place >>>= climbed;
                last >>>= climbed;
            } else {
                hash = Hash.ofNode(hash, beside);
            }
            place >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            throw new BadProof("The path is too short");
        }
        if (!hash.equals(root)) {
            throw new BadProof("The path leads to another root");
        }
    }

    /** How many levels a right edge without a sibling climbs; none where it has one. */
    static int climb(long place) {
        return place == 0 ? 0 : Long.numberOfTrailingZeros(place);
    }
}
