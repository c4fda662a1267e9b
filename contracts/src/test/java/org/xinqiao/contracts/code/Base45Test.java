package org.xinqiao.contracts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.problem.Refusal;

class Base45Test {
    @ParameterizedTest
    @CsvSource({"AB,BB8", "Hello!!,%69 VD92EX0", "base-45,UJCLQE7W581", "ietf!,QED8WEX0"})
    void text_ofRfc9285_encodesAndDecodes(String plain, String encoded) throws Refusal {
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        assertThat(Base45.encode(bytes)).isEqualTo(encoded);
        assertThat(Base45.decode(encoded, 0)).isEqualTo(bytes);
    }

    @Test
    void bytes_ofAnyLength_comeBack() throws Refusal {
        long seed = 45;
        var random = new Random(seed);
        for (int length = 0; length < 400; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base45.decode("XQ1:" + Base45.encode(bytes), 4))
                    .as("seed %d length %d", seed, length)
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "BB8A", "GGW", ":::", "::", "U6", "ab0", "BB_", "信用码"})
    void rubbish_whenDecoded_isRefused(String text) {
        assertThatThrownBy(() -> Base45.decode(text, 0)).isInstanceOf(Refusal.class);
    }

    @Test
    void group_atTheBound_decodes() throws Refusal {
        assertThat(Base45.decode("FGW", 0)).containsExactly(0xff, 0xff);
        assertThat(Base45.decode("U5", 0)).containsExactly(0xff);
    }
}
