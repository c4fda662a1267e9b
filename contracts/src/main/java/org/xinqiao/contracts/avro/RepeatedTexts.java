package org.xinqiao.contracts.avro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again in a file, such as the names of fields and bodies: each is made
 * once as long as it keeps its slot. One thread.
 */
public final class RepeatedTexts {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SLOT_BITS = 10;
    private static final int SLOTS = 1 << SLOT_BITS;

    /** Odd, with its bits well spread: 2⁶⁴ divided by the golden ratio. */
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    private static final int BYTES_MAX = 128;

    private final byte[] @Nullable [] utf8 = new byte[SLOTS][];
    private final @Nullable String[] texts = new String[SLOTS];

    /** None yet. */
    public RepeatedTexts() {}

    @Nullable String find(byte[] bytes, int from, int count) {
        int slot = slot(bytes, from, count);
        byte[] known = utf8[slot];
        boolean same =
                known != null && Arrays.equals(known, 0, known.length, bytes, from, from + count);
        return same ? texts[slot] : null;
    }

    void keep(byte[] bytes, int from, int count, String text) {
        if (count <= BYTES_MAX) {
            int slot = slot(bytes, from, count);
            utf8[slot] = Arrays.copyOfRange(bytes, from, from + count);
            texts[slot] = text;
        }
    }

    /** Both ends tell names apart; a wrong slot only costs time. */
    private static int slot(byte[] bytes, int from, int count) {
        long hash = count;
        if (count >= Long.BYTES) {
            hash += (long) LONGS.get(bytes, from) * MIXER;
            hash ^= (long) LONGS.get(bytes, from + count - Long.BYTES);
        } else {
            for (int i = 0; i < count; i++) {
                hash = hash << 8 | bytes[from + i] & 0xff;
            }
        }
        return (int) (hash * MIXER >>> Long.SIZE - SLOT_BITS);
    }
}
