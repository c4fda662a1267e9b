package org.xinqiao.contracts.log;

/** Where the hashes of complete subtrees come from: memory, a database, or a partner's tiles. */
@FunctionalInterface
public interface HashSource {
    /**
     * The hash over the leaves {@code index * 2^level} up to, and without, {@code (index + 1) *
     * 2^level}; only asked for where all of these leaves exist.
     *
     * @throws MissingHash if the source does not have it
     */
    Hash at(int level, long index) throws MissingHash;
}
