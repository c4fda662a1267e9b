package org.xinqiao.gateway.people;

/** How many indices a notice about a status list names, whatever has really changed. */
public final class StatusPadding {
    /** The sizes that notices have; each hides every number up to it and above the one before. */
    private static final int[] SIZES = {16, 64, 256, 1024};

    /** Changes that one notice can tell. */
    public static final int CHANGES_MAX = SIZES[SIZES.length - 1];

    private StatusPadding() {}

    /**
     * Indices to add to the changed ones.
     *
     * @param changed how many really changed, 1 to {@link #CHANGES_MAX}
     */
    public static int decide(int changed) {
        for (int size : SIZES) {
            if (changed <= size) {
                return size - changed;
            }
        }
        throw new IllegalArgumentException("one notice tells at most " + CHANGES_MAX);
    }
}
