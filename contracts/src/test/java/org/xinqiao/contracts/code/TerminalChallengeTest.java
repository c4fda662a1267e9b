package org.xinqiao.contracts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.identity.NodeId;

class TerminalChallengeTest {
    private static final NodeId FUZHOU = NodeId.parse("cn-350100");

    @Test
    void digits_ofACity_areThePrefixOfADigest() throws Exception {
        byte[] expected =
                MessageDigest.getInstance("SHA-256")
                        .digest("xinqiao.challenge/1 cn-350100 004711".getBytes());
        assertThat(TerminalChallenge.shown(FUZHOU, "004711").orElseThrow().bytes())
                .isEqualTo(Arrays.copyOf(expected, 16));
    }

    @Test
    void digits_ofAnotherCityOrVisit_areAnotherChallenge() {
        var one = TerminalChallenge.shown(FUZHOU, "123456");
        assertThat(TerminalChallenge.shown(FUZHOU, "123456")).isEqualTo(one);
        assertThat(TerminalChallenge.shown(FUZHOU, "123457")).isNotEqualTo(one);
        assertThat(TerminalChallenge.shown(NodeId.parse("cn-330100"), "123456")).isNotEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345",
                "1234567",
                "12345a",
                "12 456",
                "\uff11\uff12\uff13\uff14\uff15\uff16",
                "-12345"
            })
    void text_thatIsNotSixDigits_isNone(String text) {
        assertThat(TerminalChallenge.shown(FUZHOU, text)).isEmpty();
    }

    @Test
    void bytes_ofAnotherLength_areNoChallenge() {
        assertThatThrownBy(() -> new TerminalChallenge(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
