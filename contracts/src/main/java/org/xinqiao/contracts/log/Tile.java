package org.xinqiao.contracts.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one tile of <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>: {@value
 * #WIDTH_MAX} hashes of one level of the tree, or as many entries; fewer only at the right edge.
 *
 * @param level the tile's level, each {@value #HEIGHT} levels of the tree; {@link #ENTRIES} for the
 *     entries themselves
 * @param index its place on the level, from 0
 * @param width how much it holds, 1 to {@value #WIDTH_MAX}; less than that is a partial tile
 */
public record Tile(int level, long index, int width) {
    /** How many levels of the tree a tile spans. */
    public static final int HEIGHT = 8;

    /** How much a full tile holds. */
    public static final int WIDTH_MAX = 1 << HEIGHT;

    /** The level of tiles that hold entries, not hashes. */
    public static final int ENTRIES = -1;

    /** The highest level; more would be a tree of over 2⁶³ leaves. */
    public static final int LEVEL_MAX = 7;

    private static final long INDEX_MAX = Long.MAX_VALUE >> HEIGHT;
    private static final int CHARACTERS_MAX = 64;
    private static final String PREFIX = "tile/";
    private static final Pattern PATH =
            Pattern.compile(
                    "tile/(entries|[0-7])/((?:x[0-9]{3}/)*)([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** Checks the bounds. */
    public Tile {
        if (level < ENTRIES || level > LEVEL_MAX || index < 0 || index > INDEX_MAX) {
            throw new IllegalArgumentException("there is no such tile");
        }
        if (width < 1 || width > WIDTH_MAX) {
            throw new IllegalArgumentException("a tile holds 1 to 256");
        }
    }

    /**
     * The tile that covers a place of its level in a tree of this size, as wide as it is there;
     * empty where the tree does not reach.
     */
    public static Optional<Tile> in(long treeSize, int level, long index) {
        long held = treeSize >>> (HEIGHT * Math.max(level, 0));
        long width = Math.min(held - index * WIDTH_MAX, WIDTH_MAX);
        return width < 1 ? Optional.empty() : Optional.of(new Tile(level, index, (int) width));
    }

    /** The tile that a path names, below the log's prefix; each has one spelling only. */
    public static Optional<Tile> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (path.length() > CHARACTERS_MAX || !matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(2).replaceAll("[x/]", "") + matcher.group(3);
        String partial = matcher.group(4);
        try {
            Tile tile =
                    new Tile(
                            matcher.group(1).equals("entries")
                                    ? ENTRIES
                                    : Integer.parseInt(matcher.group(1)),
                            Long.parseLong(digits),
                            partial == null ? WIDTH_MAX : Integer.parseInt(partial));
            // Written back: needless zero groups and .p/256 are other spellings of the same.
            return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it is complete, and so never changes. */
    public boolean full() {
        return width == WIDTH_MAX;
    }

    /** The first leaf, or node of its level, that it holds. */
    public long first() {
        return index * WIDTH_MAX;
    }

    /** Its path below the log's prefix, such as {@code tile/0/x001/x234/067.p/8}. */
    public String path() {
        StringBuilder groups = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            groups.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return PREFIX
                + (level == ENTRIES ? "entries" : String.valueOf(level))
                + "/"
                + groups
                + (full() ? "" : ".p/" + width);
    }
}
