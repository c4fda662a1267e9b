/**
 * The evidence log: Merkle tree and proofs of RFC 9162, and the C2SP formats in which a node shows
 * its log and others cosign it. Pure: it hashes, signs and judges, and fetches nothing.
 */
@NullMarked
package org.xinqiao.contracts.log;

import org.jspecify.annotations.NullMarked;
