package org.xinqiao.contracts.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The content of a tile of entries: each after its length, two bytes, big-endian. */
public final class EntryBundle {
    private static final int LENGTH_MAX = 0xFFFF;

    private EntryBundle() {}

    /** The tile of these entries. */
    public static byte[] write(List<byte[]> entries) {
        int length = entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
        ByteBuffer bundle = ByteBuffer.allocate(length);
        for (byte[] entry : entries) {
            if (entry.length > LENGTH_MAX) {
                throw new IllegalArgumentException("an entry has at most 65535 bytes");
            }
            bundle.putShort((short) entry.length).put(entry);
        }
        return bundle.array();
    }

    /** The entries of a tile; empty if it does not hold exactly {@code width}. */
    public static Optional<List<byte[]>> parse(byte[] content, int width) {
        ByteBuffer bundle = ByteBuffer.wrap(content);
        List<byte[]> entries = new ArrayList<>();
        while (entries.size() < width) {
            if (bundle.remaining() < Short.BYTES) {
                return Optional.empty();
            }
            int length = Short.toUnsignedInt(bundle.getShort());
            if (bundle.remaining() < length) {
                return Optional.empty();
            }
            byte[] entry = new byte[length];
            bundle.get(entry);
            entries.add(entry);
        }
        return bundle.hasRemaining() ? Optional.empty() : Optional.of(List.copyOf(entries));
    }
}
