package org.xinqiao.contracts.code;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Which passes of one list ended before their time: one bit an index, set once the pass is no
 * longer good (Token Status List, <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/">draft-ietf-oauth-status-list</a>,
 * section 4). Index {@code i} is bit {@code i mod 8} of byte {@code i / 8}, least significant
 * first. It says nothing about whose index is whose.
 */
public final class StatusList {
    /** Most bytes of a list, inflated. */
    public static final int BYTES_MAX = 128 * 1024;

    /** Most indices of a list: 2²⁰. */
    public static final int INDICES_MAX = 8 * BYTES_MAX;

    private static final int CHUNK_BYTES = 8 * 1024;

    private final byte[] bits;

    private StatusList(byte[] bits) {
        this.bits = bits;
    }

    /**
     * A list with these indices set.
     *
     * @param indices how many it has; a multiple of 8, at most {@link #INDICES_MAX}
     */
    public static StatusList of(int indices, BitSet set) {
        if (indices <= 0 || indices % 8 != 0 || indices > INDICES_MAX || set.length() > indices) {
            throw new IllegalArgumentException("a list has whole bytes and holds what is set");
        }
        return new StatusList(Arrays.copyOf(set.toByteArray(), indices / 8));
    }

    /** The same list with further indices set; none is ever cleared. What it lacks is left out. */
    public StatusList with(Collection<Integer> indices) {
        byte[] more = bits.clone();
        for (int index : indices) {
            if (covers(index)) {
                more[index / 8] |= (byte) (1 << (index % 8));
            }
        }
        return new StatusList(more);
    }

    /** Whether the list says anything about an index. */
    public boolean covers(long index) {
        return index >= 0 && index < indices();
    }

    /** Whether the pass of the index has ended; false for an index that is not covered. */
    public boolean isSet(long index) {
        return covers(index) && (bits[(int) (index / 8)] >> (index % 8) & 1) == 1;
    }

    /** How many indices it has. */
    public int indices() {
        return 8 * bits.length;
    }

    /** How many indices are set. */
    public int cardinality() {
        return BitSet.valueOf(bits).cardinality();
    }

    /** The bytes in zlib's format (RFC 1950), as they stand in a token. */
    public byte[] deflated() {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bits);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * Reads a list out of zlib's format. However much the input promises, no more than {@link
     * #BYTES_MAX} and one chunk are ever held.
     */
    public static StatusList inflated(byte[] zlib) throws MalformedStatusList {
        var inflater = new Inflater();
        try {
            inflater.setInput(zlib);
            var out = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            while (!inflater.finished()) {
                int length = inflater.inflate(chunk);
                if (length == 0 && !inflater.finished()) {
                    throw new MalformedStatusList("lst is one whole zlib stream");
                }
                out.write(chunk, 0, length);
                if (out.size() > BYTES_MAX) {
                    throw new MalformedStatusList("a list has at most " + BYTES_MAX + " bytes");
                }
            }
            if (inflater.getRemaining() > 0 || out.size() == 0) {
                throw new MalformedStatusList("lst is one whole zlib stream");
            }
            return new StatusList(out.toByteArray());
        } catch (DataFormatException e) {
            throw new MalformedStatusList("lst is one whole zlib stream");
        } finally {
            inflater.end();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusList that && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return cardinality() + " of " + indices();
    }
}
