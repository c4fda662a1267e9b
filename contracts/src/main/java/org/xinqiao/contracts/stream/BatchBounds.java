package org.xinqiao.contracts.stream;

/**
 * How large a batch may be; memory does not grow with it.
 *
 * @param fileBytesMax bytes of the file
 * @param changesMax changes in it
 * @param blockBytesMax bytes of one block of it, compressed or not; what is held at a time
 * @param expansionMax how many times larger the content may be than the file
 */
public record BatchBounds(long fileBytesMax, int changesMax, int blockBytesMax, int expansionMax) {
    /** What every node takes. */
    public static final BatchBounds USUAL = new BatchBounds(64L << 20, 100_000, 4 << 20, 200);

    /** Bytes of a manifest or state as JWS. */
    public static final int STATEMENT_BYTES_MAX = 4_096;

    /** Refuses bounds that let nothing through. */
    public BatchBounds {
        if (fileBytesMax < 1 || changesMax < 1 || blockBytesMax < 1 || expansionMax < 1) {
            throw new IllegalArgumentException("bounds are positive");
        }
    }
}
