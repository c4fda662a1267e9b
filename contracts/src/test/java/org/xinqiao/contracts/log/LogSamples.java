package org.xinqiao.contracts.log;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;

/** Golden vectors, and trees small enough to try every one. */
final class LogSamples {
    private LogSamples() {}

    static JsonNode vectors(String file) {
        try (InputStream in =
                LogSamples.class.getResourceAsStream("/org/xinqiao/contracts/vectors/" + file)) {
            return StrictJson.parseObject(in.readAllBytes());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static List<Hash> hashes(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(text -> Hash.of(HexFormat.of().parseHex(text.stringValue())))
                .toList();
    }

    static List<Hash> leaves(int count) {
        List<Hash> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(Hash.ofLeaf(("leaf " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return leaves;
    }

    /** MTH as the RFC defines it, over the leaves alone. */
    static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.EMPTY_TREE;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return Hash.ofNode(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    static HashSource source(List<Hash> leaves) {
        return (level, index) ->
                root(leaves.subList((int) (index << level), (int) ((index + 1) << level)));
    }

    static Hash changed(Hash hash, int bit) {
        byte[] bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return Hash.of(bytes);
    }
}
