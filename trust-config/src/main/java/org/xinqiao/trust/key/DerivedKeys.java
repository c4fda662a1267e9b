package org.xinqiao.trust.key;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keys that were derived from one passphrase. Deriving is slow on purpose, a good part of a second,
 * and a node looks at its files every second: so what was derived once is kept.
 */
final class DerivedKeys {
    /** More than the keys of a federation on one machine, each with a salt of its own. */
    private static final int KEPT_MAX = 256;

    private final Map<Recipe, byte[]> keys = new LinkedHashMap<>();
    private char[] passphrase = {};

    /**
     * What a key is derived by.
     *
     * @param hash its name or object identifier
     * @param salt in hexadecimal digits
     */
    record Recipe(String hash, String salt, int iterations, int keyBytes) {
        static Recipe of(String hash, byte[] salt, int iterations, int keyBytes) {
            return new Recipe(hash, HexFormat.of().formatHex(salt), iterations, keyBytes);
        }

        byte[] saltBytes() {
            return HexFormat.of().parseHex(salt);
        }
    }

    /** The key by this recipe, derived now if it is not known. */
    synchronized byte[] key(char[] from, Recipe recipe, Supplier<byte[]> derivation) {
        if (!Arrays.equals(passphrase, from)) {
            keys.clear();
            passphrase = from.clone();
        }
        byte[] known = keys.get(recipe);
        if (known == null) {
            known = derivation.get();
            if (keys.size() == KEPT_MAX) {
                keys.clear();
            }
            keys.put(recipe, known);
        }
        return known.clone();
    }

    /**
     * A recipe that is known already and differs in its salt at most. Files under one passphrase
     * may share a salt: who finds the passphrase of one has found that of all.
     */
    synchronized Optional<Recipe> known(char[] from, Recipe like) {
        return !Arrays.equals(passphrase, from)
                ? Optional.empty()
                : keys.keySet().stream()
                        .filter(each -> each.hash().equals(like.hash()))
                        .filter(each -> each.iterations() == like.iterations())
                        .filter(each -> each.keyBytes() == like.keyBytes())
                        .filter(each -> each.salt().length() == like.salt().length())
                        .findFirst();
    }
}
