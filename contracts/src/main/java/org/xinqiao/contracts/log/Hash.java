package org.xinqiao.contracts.log;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.xinqiao.contracts.crypto.Digests;

/**
 * One hash of a Merkle tree, SHA-256 in every suite (<a
 * href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.1">RFC 9162, 2.1.1</a>). Leaves and
 * nodes are hashed with different first bytes, so that no node can be shown as a leaf.
 */
public final class Hash {
    /** How long a hash is. */
    public static final int BYTES = Digests.LENGTH;

    /** The root of a tree without leaves: SHA-256 of nothing. */
    public static final Hash EMPTY_TREE = new Hash(Digests.sha256());

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A hash that was made before; {@value #BYTES} bytes. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes");
        }
        return new Hash(bytes.clone());
    }

    /** The hash of a leaf with this content. */
    public static Hash ofLeaf(byte[] entry) {
        return new Hash(Digests.sha256(LEAF, entry));
    }

    /** The hash of the node above two others. */
    public static Hash ofNode(Hash left, Hash right) {
        return new Hash(Digests.sha256(NODE, left.bytes, right.bytes));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    void putInto(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** The bytes in hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
