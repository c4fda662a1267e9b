package org.xinqiao.trust.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.xinqiao.trust.key.DerivedKeys.Recipe;

class DerivedKeysTest {
    private static final Recipe RECIPE = recipe(1, 600_000);

    private final DerivedKeys keys = new DerivedKeys();
    private final AtomicInteger derived = new AtomicInteger();

    private static Recipe recipe(int salt, int iterations) {
        byte[] bytes = {(byte) salt, (byte) (salt >> 8)};
        return Recipe.of("hash", bytes, iterations, 32);
    }

    private byte[] key(String passphrase, Recipe recipe) {
        return keys.key(
                passphrase.toCharArray(),
                recipe,
                () -> new byte[] {(byte) derived.incrementAndGet()});
    }

    @Test
    void key_isDerivedOnce_forOnePassphraseAndRecipe() {
        assertThat(key("a", RECIPE)).containsExactly(1);
        assertThat(key("a", RECIPE)).containsExactly(1);
        assertThat(key("a", recipe(2, 600_000))).containsExactly(2);
        assertThat(key("a", recipe(1, 599_999))).containsExactly(3);
        assertThat(key("b", RECIPE)).containsExactly(4);
        assertThat(key("a", RECIPE)).as("forgotten with its passphrase").containsExactly(5);
    }

    @Test
    void key_handedOut_isACopy() {
        key("a", RECIPE)[0] = 99;

        assertThat(key("a", RECIPE)).containsExactly(1);
    }

    @Test
    void known_isARecipeLikeTheOneWanted_underTheSamePassphrase() {
        key("a", RECIPE);

        assertThat(keys.known("a".toCharArray(), recipe(7, 600_000))).contains(RECIPE);
        assertThat(keys.known("a".toCharArray(), recipe(7, 599_999))).isEmpty();
        assertThat(keys.known("b".toCharArray(), recipe(7, 600_000))).isEmpty();
        assertThat(RECIPE.saltBytes()).containsExactly(1, 0);
    }

    @Test
    void kept_areNotMoreThanTheBound() {
        for (int salt = 0; salt < 256; salt++) {
            key("a", recipe(salt, 1));
        }
        assertThat(key("a", recipe(0, 1))).containsExactly(1);
        key("a", recipe(256, 1));
        assertThat(key("a", recipe(0, 1))).containsExactly((byte) 258);
    }
}
