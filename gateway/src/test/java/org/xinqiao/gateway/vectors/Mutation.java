package org.xinqiao.gateway.vectors;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes good bytes into bytes that nobody agreed on, in the ways in which parsers go wrong. */
final class Mutation {
    private static final byte[] EDGES = {
        0,
        1,
        0x17,
        0x18,
        0x1b,
        0x1f,
        0x20,
        0x3b,
        0x5b,
        0x5f,
        0x7b,
        0x7f,
        (byte) 0x80,
        (byte) 0x9b,
        (byte) 0x9f,
        (byte) 0xbb,
        (byte) 0xbf,
        (byte) 0xc0,
        (byte) 0xf6,
        (byte) 0xf9,
        (byte) 0xfb,
        (byte) 0xff,
        '"',
        '{',
        '}',
        '[',
        ']',
        '\\',
        '.',
        '=',
        '\n',
        '-',
        '0',
        'e'
    };
    private static final List<String> PIECES =
            List.of(
                    "\\ud800",
                    "\\u0000",
                    "1e999999",
                    "-0",
                    "9007199254740993",
                    "\"\":",
                    "null,",
                    "{\"a\":",
                    "[[[[[[[[",
                    "\u2014 ",
                    "\r\n",
                    "\uFEFF",
                    "..",
                    "99999999999999999999",
                    "2026-02-30T00:00:00Z",
                    "true");

    private Mutation() {}

    /** One to four changes; {@code other} is what pieces are taken from. */
    static byte[] of(byte[] good, byte[] other, RandomGenerator random) {
        byte[] bytes = good;
        for (int n = random.nextInt(1, 5); n > 0; n--) {
            bytes = once(bytes, other, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] from, byte[] other, RandomGenerator random) {
        if (from.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(from.length);
        int length = random.nextInt(Math.min(from.length - at, 64) + 1);
        byte[] changed = from.clone();
        switch (random.nextInt(9)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = EDGES[random.nextInt(EDGES.length)];
            case 2 -> changed[at] = (byte) random.nextInt();
            case 3 -> changed = splice(from, at, length, new byte[0]);
            case 4 -> changed = splice(from, at, 0, Arrays.copyOfRange(from, at, at + length));
            case 5 -> changed = Arrays.copyOf(from, at);
            case 6 -> changed = splice(from, at, length, piece(other, random));
            case 7 -> changed = splice(from, at, 0, text(random));
            default -> changed[at]++;
        }
        return changed;
    }

    private static byte[] piece(byte[] other, RandomGenerator random) {
        int at = random.nextInt(other.length);
        int end = Math.min(other.length, at + random.nextInt(96));
        return Arrays.copyOfRange(other, at, end);
    }

    private static byte[] text(RandomGenerator random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] from, int at, int removed, byte[] put) {
        var out = new ByteArrayOutputStream();
        out.write(from, 0, at);
        out.writeBytes(put);
        out.write(from, at + removed, from.length - at - removed);
        return out.toByteArray();
    }
}
