package org.xinqiao.contracts.stream;

import java.util.Arrays;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.log.Hash;

/** What a change carries. */
public sealed interface Content {
    /** What it does to its key. */
    default Op op() {
        return Op.UPSERT;
    }

    /**
     * An entry in the clear.
     *
     * @param entry as far as this code understands it
     * @param json its canonical JSON, all of it; what is hashed
     * @param complete whether {@code entry} says everything that {@code json} does; false where a
     *     later model wrote it
     */
    @SuppressWarnings("ArrayRecordComponent") // Large, read often, never changed by anybody here.
    record Open(Entry entry, byte[] json, boolean complete) implements Content {
        /** An entry of our own. */
        public static Open of(Entry entry) {
            return new Open(entry, entry.json(), true);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Open that && Arrays.equals(json, that.json);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(json);
        }

        @Override
        public String toString() {
            return entry.toString();
        }
    }

    /**
     * An entry encrypted to the stream's recipient; {@link SealedEntry} makes and opens it.
     *
     * @param jwe the compact JWE
     */
    record Sealed(String jwe) implements Content {
        /** The longest that is carried. */
        public static final int CHARACTERS_MAX = 262_144;

        /** Refuses what cannot be a compact JWE. */
        public Sealed {
            boolean fits = !jwe.isEmpty() && jwe.length() <= CHARACTERS_MAX;
            if (!fits || !jwe.chars().allMatch(Sealed::isCompact)) {
                throw new IllegalArgumentException("entry: no compact JWE");
            }
        }

        private static boolean isCompact(int c) {
            return c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '-'
                    || c == '_'
                    || c == '.';
        }

        @Override
        public String toString() {
            return "sealed";
        }
    }

    /** No entry: the key is recalled. */
    record Recalled() implements Content {
        @Override
        public Op op() {
            return Op.RECALL;
        }
    }

    /**
     * An entry whose body is deleted, because its key was recalled later on. Only its hash is left,
     * so that the log still has its root.
     *
     * @param leaf the leaf hash of the change as it was
     */
    record Erased(Hash leaf) implements Content {}
}
