package org.xinqiao.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @Test
    void bytes_ofEveryLength_comeBack() throws Exception {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base64Url.decode(Base64Url.encode(bytes)))
                    .as("seed %s", seed)
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"Zg,f", "Zm8,fo", "Zm9v,foo", "Zm9vYg,foob", "Zm9vYmE,fooba", "Zm9vYmFy,foobar"})
    void vector_ofRfc4648_isRead(String text, String value) throws Exception {
        assertThat(Base64Url.decode(text)).asString().isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zg==",
                "Zg=",
                "Zm8=",
                "=",
                "Zm9v=",
                "Z",
                "Zm9vY",
                " Zg",
                "Zg ",
                "Zg\n",
                "Z g",
                "+g",
                "/w",
                "Zm9v\r\n",
                "Zg信",
                "Zm9vŁg"
            })
    void text_withAnythingElse_isRefused(String text) {
        assertThatThrownBy(() -> Base64Url.decode(text)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void lastCharacter_withLeftOverBits_isRefused() {
        for (int i = 0; i < ALPHABET.length(); i++) {
            assertThat(isRead("A" + ALPHABET.charAt(i))).isEqualTo(i % 16 == 0);
            assertThat(isRead("AA" + ALPHABET.charAt(i))).isEqualTo(i % 4 == 0);
            assertThat(isRead("AAA" + ALPHABET.charAt(i))).isTrue();
        }
    }

    private static boolean isRead(String text) {
        try {
            return Base64Url.encode(Base64Url.decode(text)).equals(text);
        } catch (MalformedJson e) {
            return false;
        }
    }
}
