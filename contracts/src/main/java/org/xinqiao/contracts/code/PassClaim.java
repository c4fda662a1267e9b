package org.xinqiao.contracts.code;

import java.util.Arrays;
import java.util.BitSet;

/** What a pass discloses of its holder: the score itself is never in it. */
public sealed interface PassClaim {
    /** The level on the wire. */
    int level();

    /**
     * Level 0, eligibility: class {@code i} of the agreement is bit {@code i}, least significant
     * first.
     *
     * @param bits ⌈n/8⌉ bytes, at most {@value #BYTES_MAX}, with n the highest class number + 1
     */
    record Classes(byte[] bits) implements PassClaim {
        /** Upper bound of the bytes on the wire. */
        public static final int BYTES_MAX = 96;

        /** Takes its own copy. */
        public Classes {
            bits = bits.clone();
        }

        /** The bitmap of the classes set, wide enough for the highest class of the agreement. */
        public static Classes of(BitSet set, int highestClass) {
            return new Classes(Arrays.copyOf(set.toByteArray(), highestClass / 8 + 1));
        }

        @Override
        public byte[] bits() {
            return bits.clone();
        }

        /** The classes as a set. */
        public BitSet set() {
            return BitSet.valueOf(bits);
        }

        @Override
        public int level() {
            return 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Classes that && Arrays.equals(bits, that.bits);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bits);
        }

        @Override
        public String toString() {
            return "Classes" + set();
        }
    }

    /**
     * Level 1: the rung on the agreement's ladder.
     *
     * @param number under 2³²
     */
    record Rung(long number) implements PassClaim {
        @Override
        public int level() {
            return 1;
        }
    }
}
