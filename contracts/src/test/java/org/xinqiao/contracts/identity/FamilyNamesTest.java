package org.xinqiao.contracts.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyNamesTest {
    @ParameterizedTest
    @CsvSource({
        "陈小白, 陈一, true",
        "陈小白, 林一, false",
        "欧阳小白, 欧阳一, true",
        "欧阳小白, 欧小明, false",
        "司马光, 司徒美, false",
        "司马光, 司马懿, true",
        "欧阳, 欧明, true", // of two characters the first is the family name
        "陈, 陈一, true",
        "阿布都·买买提, 吐逊·买买提, true",
        "阿布都·买买提, 阿凡提·艾山, false",
        "CHEN Xiaobai, Chen Yi, true",
        "John Smith, Ann SMITH, true",
        "John Smith, Ann Jones, false",
        "𠮷野家, 𠮷田, true"
    })
    void names_mayShareAFamilyName(String one, String other, boolean shared) {
        assertThat(PersonName.of(one).sharesFamilyName(PersonName.of(other))).isEqualTo(shared);
        assertThat(PersonName.of(other).sharesFamilyName(PersonName.of(one))).isEqualTo(shared);
    }
}
