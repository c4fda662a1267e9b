package org.xinqiao.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @Test
    void nodeId_isItsDivision() {
        NodeId node = NodeId.parse("cn-350200");

        assertThat(node).hasToString("cn-350200").isEqualTo(NodeId.ofDivision("350200"));
        assertThat(node.value()).isEqualTo("cn-350200");
        assertThat(node.division().name()).contains("厦门市");
        assertThat(List.of(node, NodeId.parse("cn-100000")).stream().sorted().findFirst())
                .contains(NodeId.parse("cn-100000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "350200",
                "cn-35020",
                "cn-3502000",
                "CN-350200",
                "cn-35020x",
                "cn-３５０２００",
                ""
            })
    void nodeId_ofAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> NodeId.parse(text)).isInstanceOf(InvalidIdentifier.class);
    }

    @ParameterizedTest
    @CsvSource({
        "350200,true,false", // Xiamen, in force
        "350203,true,false",
        "330103,true,true", // Xiacheng, merged in 2021
        "991000,true,true", // pseudo codes that real numbers carry
        "100000,true,true",
        "110228,true,true",
        "152600,true,true",
        "799999,false,false" // never assigned
    })
    void division_isSoft(String code, boolean known, boolean retired) {
        assertThat(DivisionCode.parse(code).isKnown()).isEqualTo(known);
        assertThat(DivisionCode.parse(code).isRetired()).isEqualTo(retired);
    }

    @Test
    void division_unknown_hasNoName() {
        assertThat(DivisionCode.parse("799999").name()).isEmpty();
    }

    @Test
    void pseudonym_isTheAgreedMac() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 1);
        SubjectNumber number = CitizenNumber.parse("11010519491231002x");

        Pseudonym pseudonym = Pseudonym.derive(key, number);

        // printf 'CITIZEN\0' + number | openssl dgst -sha256 -mac HMAC -macopt hexkey:0101…
        assertThat(pseudonym.value()).isEqualTo("butSRJjDt2qW6GfsfyBuS3hHdzxiFV9hqurBixSOrYw");
        assertThat(Pseudonym.parse(pseudonym.value())).isEqualTo(pseudonym);
        assertThat(pseudonym.toString()).hasSize(5);
    }

    @Test
    void pseudonym_underAnotherKeyOrKind_isAnother() {
        byte[] key = new byte[32];
        byte[] other = new byte[32];
        other[31] = 1;
        SubjectNumber number = CitizenNumber.parse("11010519491231002X");

        assertThat(Pseudonym.derive(key, number)).isNotEqualTo(Pseudonym.derive(other, number));
        assertThatThrownBy(() -> Pseudonym.derive(new byte[31], number))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void pseudonym_ofAnotherForm_isRefused(String text) {
        assertThatThrownBy(() -> Pseudonym.parse(text)).isInstanceOf(InvalidIdentifier.class);
    }

    @ParameterizedTest
    @CsvSource({"陈小明,陈**", "陈明,陈**", "𠮷田,𠮷**", "' Ann ',A**"})
    void personName_showsItsFirstCharacter(String name, String masked) {
        assertThat(PersonName.of(name)).hasToString(masked);
        assertThat(PersonName.of(name).reveal()).isEqualTo(name.strip());
        assertThat(PersonName.of(name)).isEqualTo(PersonName.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000"})
    void personName_blankOrUnprintable_isRefused(String name) {
        assertThatThrownBy(() -> PersonName.of(name)).isInstanceOf(InvalidIdentifier.class);
    }

    @Test
    void personName_atItsBound_isAccepted_andOneMoreIsRefused() {
        assertThat(PersonName.of("x".repeat(PersonName.CHARACTERS_MAX))).isNotNull();
        assertThatThrownBy(() -> PersonName.of("x".repeat(PersonName.CHARACTERS_MAX + 1)))
                .isInstanceOf(InvalidIdentifier.class);
    }
}
