package org.xinqiao.contracts.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {
    @ParameterizedTest
    @CsvSource({
        "tile/0/000, 0, 0, 256",
        "tile/0/999.p/1, 0, 999, 1",
        "tile/1/x001/000, 1, 1000, 256",
        "tile/0/x001/x234/067, 0, 1234067, 256",
        "tile/2/x001/x234/067.p/255, 2, 1234067, 255",
        "tile/entries/x001/x234/067.p/8, -1, 1234067, 8",
        "tile/entries/000, -1, 0, 256",
        "tile/7/x036/x028/x797/x018/x963/967, 7, 36028797018963967, 256"
    })
    void path_ofEachTile_isReadAndWritten(String path, int level, long index, int width) {
        Tile tile = new Tile(level, index, width);

        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.parse(path)).contains(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/0",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/0/x001",
                "tile/0/x001/2",
                "tile/0/X001/002",
                "tile/8/000",
                "tile/00/000",
                "tile/-1/000",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/999",
                "tile/0/000.p/",
                "tile/0/000.p",
                "tile/0/000/",
                "/tile/0/000",
                "tile/0/000\n",
                "tile/0/../0/000",
                "tile/0/x036/x028/x797/x018/x963/968",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                "tile/0/\u0660\u0660\u0660",
                "entries/000"
            })
    void path_thatNamesNoTileOrByAnotherSpelling_isRefused(String path) {
        assertThat(Tile.parse(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0", "1, 0, 0, 1", "255, 0, 0, 255", "256, 0, 0, 256", "257, 0, 0, 256",
        "257, 0, 1, 1", "256, 0, 1, 0", "255, 1, 0, 0", "256, 1, 0, 1", "65536, 1, 0, 256",
        "65536, 2, 0, 1", "300, -1, 1, 44"
    })
    void width_inATreeOfThisSize_isWhatTheTreeHolds(long size, int level, long index, int width) {
        assertThat(Tile.in(size, level, index).map(Tile::width).orElse(0)).isEqualTo(width);
    }

    @Test
    void hashes_ofALogInTiles_areTheTrees() throws Exception {
        int size = 256 * 256 + 256 + 3;
        Map<Tile, byte[]> tiles = tiles(LogSamples.leaves(size), size);
        Frontier frontier = new Frontier();
        Map<Long, Hash> roots = new HashMap<>();
        for (Hash leaf : LogSamples.leaves(size)) {
            roots.put(frontier.size(), frontier.root());
            frontier.append(leaf, (level, index, hash) -> {});
        }
        List<Tile> asked = new ArrayList<>();
        var source =
                new TileHashes(
                        size,
                        tile -> {
                            asked.add(tile);
                            return tiles.get(tile);
                        });
        MerkleTree tree = new MerkleTree(source, size);

        assertThat(tree.root()).isEqualTo(frontier.root());
        for (long old : List.of(1L, 255L, 256L, 257L, 65535L, 65536L, 65537L, size - 1L)) {
            tree.consistency(old).verify(roots.get(old), frontier.root());
            tree.inclusion(old).verify(LogSamples.leaves(size).get((int) old), frontier.root());
        }
        assertThat(asked).doesNotHaveDuplicates();
    }

    @Test
    void hashes_ofATileThatIsTooShort_areMissing() {
        var source = new TileHashes(3, tile -> new byte[2 * Hash.BYTES]);

        assertThatThrownBy(() -> source.at(0, 0))
                .isInstanceOf(MissingHash.class)
                .hasMessage("tile/0/000.p/3 does not hold 3 hashes");
        assertThatThrownBy(() -> source.at(0, 256)).isInstanceOf(MissingHash.class);
        assertThatThrownBy(() -> source.at(2, 0)).isInstanceOf(MissingHash.class);
    }

    @Test
    void bundle_ofEntries_isReadBack_andNothingElseIs() {
        List<byte[]> entries = List.of(new byte[36], new byte[0], "xq1".getBytes(UTF_8));
        byte[] bundle = EntryBundle.write(entries);

        assertThat(bundle).hasSize(3 * 2 + 39).startsWith(0, 36);
        assertThat(EntryBundle.parse(bundle, 3))
                .hasValueSatisfying(
                        read -> assertThat(read).usingRecursiveComparison().isEqualTo(entries));
        assertThat(EntryBundle.parse(bundle, 2)).isEmpty();
        assertThat(EntryBundle.parse(bundle, 4)).isEmpty();
    }

    @Test
    void bundle_cutAnywhere_isRefused() {
        byte[] bundle = EntryBundle.write(List.of(new byte[36], new byte[36]));
        for (int length = 0; length < bundle.length; length++) {
            assertThat(EntryBundle.parse(java.util.Arrays.copyOf(bundle, length), 2)).isEmpty();
        }
    }

    @Test
    void path_ofRandomTiles_isReadBack() {
        long seed = new Random().nextLong();
        System.out.println("TileTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Tile tile =
                    new Tile(
                            random.nextInt(-1, 8),
                            random.nextLong() >>> random.nextInt(9, 64),
                            random.nextInt(1, 257));
            assertThat(Tile.parse(tile.path())).contains(tile);
        }
    }

    private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

    /** The tiles as C2SP writes them, level by level. */
    private static Map<Tile, byte[]> tiles(List<Hash> leaves, int size) {
        Map<Tile, byte[]> tiles = new HashMap<>();
        List<Hash> level = leaves;
        for (int tileLevel = 0; !level.isEmpty(); tileLevel++) {
            List<Hash> above = new ArrayList<>();
            for (int from = 0; from < level.size(); from += Tile.WIDTH_MAX) {
                List<Hash> held =
                        level.subList(from, Math.min(from + Tile.WIDTH_MAX, level.size()));
                Tile tile = Tile.in(size, tileLevel, from / Tile.WIDTH_MAX).orElseThrow();
                tiles.put(tile, TileHashes.write(held));
                if (tile.full()) {
                    above.add(LogSamples.root(held));
                }
            }
            level = above;
        }
        return tiles;
    }
}
