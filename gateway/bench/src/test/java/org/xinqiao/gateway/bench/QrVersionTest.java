package org.xinqiao.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.code.CreditCode;

class QrVersionTest {
    @Test
    void version_onBothSidesOfTheLimitsOfCodes() {
        assertThat(version(CreditCode.BEARER_CHARACTERS_MAX)).isEqualTo(9);
        assertThat(version(CreditCode.BEARER_CHARACTERS_MAX + 1)).isEqualTo(10);
        assertThat(version(CreditCode.CHARACTERS_MAX)).isEqualTo(13);
        assertThatThrownBy(() -> version(CreditCode.CHARACTERS_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int version(int characters) {
        return QrVersion.of("X".repeat(characters));
    }
}
