package org.xinqiao.trust.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.contracts.crypto.Digests;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.EvaluationGrade;
import org.xinqiao.contracts.message.Honour;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class AgreementJsonTest {
    private static final String JSON =
            """
            {"number":7,"revision":1,"parties":["cn-330100","cn-350200"],
             "ladder":{"rungs":[{"number":0,"name":{"zh":"无","en":"None"}},
                                {"number":1,"name":{"zh":"好","en":"Good"}}],
                       "scales":{"cn-330100":%s,"cn-350200":%s}},
             "classes":[{"number":0,"purpose":"library.lending","leastRung":1,"clause":"1.1"}],
             "clauses":[{"id":"1.1","zh":"条","en":"Clause"}],
             "disclosure":["ELIGIBILITY"],"from":"2026-01-01","until":"2026-12-31"}
            """;
    private static final String SCALE =
            """
            {"name":{"zh":"分","en":"Score"},"max":1000,
             "grades":[{"name":{"zh":"低","en":"Low"},"min":0,"rung":0},
                       {"name":{"zh":"高","en":"High"},"min":600,"rung":1}]}
            """;
    private static final NodeId XIAMEN = NodeId.parse("cn-350200");

    private static ObjectNode json() throws MalformedJson {
        return StrictJson.parseObject(JSON.formatted(SCALE, SCALE).getBytes(UTF_8));
    }

    private static String faultsAfter(Consumer<ObjectNode> change) throws MalformedJson {
        ObjectNode json = json();
        change.accept(json);
        return AgreementJson.check(json).toString();
    }

    private static ObjectNode grade(ObjectNode json, int index) {
        return (ObjectNode) json.at("/ladder/scales/cn-350200/grades/" + index);
    }

    @Test
    void payload_good_isReadWithTheDigestOfItsBytes() throws Exception {
        byte[] payload = StrictJson.write(json());
        Agreement agreement = AgreementJson.read(payload);

        assertThat(agreement.digest()).isEqualTo(Base64Url.encode(Digests.sha256(payload)));
        assertThat(agreement.classNumbered(0))
                .map(AgreementClass::purpose)
                .contains("library.lending");
        assertThat(agreement.binds(XIAMEN, NodeId.parse("cn-330100"))).isTrue();
        assertThat(agreement.binds(XIAMEN, XIAMEN)).isFalse();
        assertThat(agreement.classNumbered(1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0,Low", "599,0,Low", "600,1,High", "1000,1,High"})
    void score_atABound_earnsTheGradeAboveIt(int score, int rung, String grade) throws Exception {
        Ladder ladder = AgreementJson.read(StrictJson.write(json())).ladder();

        assertThat(ladder.rungOf(XIAMEN, score)).isEqualTo(rung);
        assertThat(ladder.gradeOf(XIAMEN, score).nameEn()).isEqualTo(grade);
    }

    @Test
    void score_outsideOfTheScale_isNoScore() throws Exception {
        Ladder ladder = AgreementJson.read(StrictJson.write(json())).ladder();

        assertThatThrownBy(() -> ladder.rungOf(XIAMEN, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ladder.rungOf(XIAMEN, 1001))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ladder.rungOf(NodeId.parse("cn-350100"), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void term_holdsOnBothItsEnds() throws Exception {
        Agreement agreement = AgreementJson.read(StrictJson.write(json()));

        assertThat(agreement.runsOn(LocalDate.parse("2025-12-31"))).isFalse();
        assertThat(agreement.runsOn(LocalDate.parse("2026-01-01"))).isTrue();
        assertThat(agreement.runsOn(LocalDate.parse("2026-12-31"))).isTrue();
        assertThat(agreement.runsOn(LocalDate.parse("2027-01-01"))).isFalse();
    }

    @Test
    void faults_areFoundAllAtOnceEachWithItsPath() throws Exception {
        assertThat(
                        faultsAfter(json -> {
                            json.put("extra", 1).put("revision", 0);
                            json.remove("from");
                            grade(json, 0).put("min", 1);
                        }))
                .contains(
                        "extra: is not a member that was agreed",
                        "revision: must be a whole number",
                        "from: is missing",
                        "ladder.scales.cn-350200.grades[0].min: the lowest grade starts at 0");
    }

    @Test
    void grades_notAscendingOrOnNoRung_areRefused() throws Exception {
        assertThat(faultsAfter(json -> grade(json, 1).put("min", 0))).contains("must ascend");
        assertThat(faultsAfter(json -> grade(json, 1).put("min", 1))).isEqualTo("[]");
        assertThat(faultsAfter(json -> grade(json, 1).put("min", 1000))).isEqualTo("[]");
        assertThat(faultsAfter(json -> grade(json, 1).put("min", 1001))).contains("exceed max");
        assertThat(faultsAfter(json -> grade(json, 1).put("rung", 2))).contains("not a rung");
        assertThat(faultsAfter(json -> grade(json, 0).put("rung", 1))).isEqualTo("[]");
        assertThat(
                        faultsAfter(json -> {
                            grade(json, 0).put("rung", 1);
                            grade(json, 1).put("rung", 0);
                        }))
                .contains("must not stand on a lower rung");
    }

    @Test
    void classes_thatRepeatOrRestOnNothing_areRefused() throws Exception {
        assertThat(
                        faultsAfter(json ->
                                ((ArrayNode) json.get("classes"))
                                        .add(json.get("classes").get(0).deepCopy())))
                .contains("classes[1].number: the class number is used twice");
        assertThat(faultsAfter(json -> first(json).put("leastRung", 2))).contains("not a rung");
        assertThat(faultsAfter(json -> first(json).put("clause", "9"))).contains("not a clause");
        assertThat(faultsAfter(json -> first(json).put("number", 767))).isEqualTo("[]");
        assertThat(faultsAfter(json -> first(json).put("number", 768)))
                .contains("between 0 and 767");
    }

    @Test
    void class_restsOnARungOrAnHonour_neverOnBothOrNone() throws Exception {
        ObjectNode json = json();
        first(json).remove("leastRung");
        first(json).put("honour", "VOLUNTEER");
        AgreementClass read = AgreementJson.read(StrictJson.write(json)).classes().getFirst();
        assertThat(read.attested()).contains(Honour.VOLUNTEER);

        assertThat(faultsAfter(each -> first(each).put("honour", "VOLUNTEER")))
                .contains("classes[0]: rests on exactly one of leastRung, honour and organisation");
        assertThat(faultsAfter(each -> first(each).remove("leastRung")))
                .contains("classes[0]: rests on exactly one of leastRung, honour and organisation");
        assertThat(
                        faultsAfter(each -> {
                            first(each).remove("leastRung");
                            first(each).put("honour", "TALL");
                        }))
                .contains("classes[0].honour");
    }

    @Test
    void class_forOrganisations_restsOnNeitherRungNorHonour() throws Exception {
        ObjectNode json = json();
        first(json).remove("leastRung");
        first(json).putObject("organisation").put("redList", true).put("leastGrade", "B");
        AgreementClass read = AgreementJson.read(StrictJson.write(json)).classes().getFirst();
        assertThat(read.terms()).contains(new OrganisationTerms(true, EvaluationGrade.B, false));
        assertThat(read.appliesTo()).isEqualTo(AppliesTo.ORGANISATION);

        assertThat(faultsAfter(each -> first(each).putObject("organisation")))
                .contains("classes[0]: rests on exactly one of");
        assertThat(faultsAfterTerms(terms -> {})).isEqualTo("[]");
        assertThat(faultsAfterTerms(terms -> terms.put("leastGrade", "E")))
                .contains("classes[0].organisation.leastGrade: must be one of A, B, C, D");
        assertThat(faultsAfterTerms(terms -> terms.put("redList", 1)))
                .contains("classes[0].organisation.redList: must be true or false");
        assertThat(faultsAfterTerms(terms -> terms.put("blackList", true)))
                .contains("classes[0].organisation.blackList: is not a member that was agreed");
    }

    @Test
    void purpose_isForPeopleOrForOrganisations_neverForBoth() throws Exception {
        assertThat(
                        faultsAfter(json -> {
                            ObjectNode second = first(json).deepCopy();
                            second.put("number", 60).remove("leastRung");
                            second.putObject("organisation");
                            ((ArrayNode) json.get("classes")).add(second);
                        }))
                .contains("classes[1].purpose: is for people or for organisations, not for both");
    }

    private static String faultsAfterTerms(Consumer<ObjectNode> change) throws Exception {
        return faultsAfter(json -> {
            first(json).remove("leastRung");
            change.accept(first(json).putObject("organisation"));
        });
    }

    @Test
    void unitsMax_isOptionalAndAtLeastOne() throws Exception {
        ObjectNode json = json();
        assertThat(AgreementJson.read(StrictJson.write(json)).classes().getFirst().limit())
                .isEmpty();
        first(json).put("unitsMax", 40);
        assertThat(AgreementJson.read(StrictJson.write(json)).classes().getFirst().limit())
                .hasValue(40);
        assertThat(faultsAfter(it -> first(it).put("unitsMax", 1))).isEqualTo("[]");
        assertThat(faultsAfter(it -> first(it).put("unitsMax", 1_000_000))).isEqualTo("[]");
        assertThat(faultsAfter(it -> first(it).put("unitsMax", 0))).contains("between 1 and");
        assertThat(faultsAfter(it -> first(it).put("unitsMax", 1_000_001)))
                .contains("classes[0].unitsMax: must be a whole number");
    }

    private static ObjectNode first(ObjectNode json) {
        return (ObjectNode) json.get("classes").get(0);
    }

    @Test
    void party_withoutMapping_andMappingOfAStranger_areRefused() throws Exception {
        assertThat(
                        faultsAfter(json ->
                                ((ObjectNode) json.at("/ladder/scales")).remove("cn-350200")))
                .contains("the party has no mapping");
        assertThat(
                        faultsAfter(json ->
                                ((ObjectNode) json.at("/ladder/scales"))
                                        .set("cn-350100", grade(json, 0).deepCopy())))
                .contains("ladder.scales.cn-350100: is not a party");
    }

    @Test
    void previous_isForLaterRevisionsAndForThemOnly() throws Exception {
        String digest = "A".repeat(43);

        assertThat(faultsAfter(json -> json.put("previous", digest)))
                .contains("the first revision");
        assertThat(faultsAfter(json -> json.put("revision", 2))).contains("names the digest");
        assertThat(faultsAfter(json -> json.put("revision", 2).put("previous", digest)))
                .isEqualTo("[]");
        assertThat(faultsAfter(json -> json.put("until", "2025-12-31"))).contains("before from");
        assertThat(faultsAfter(json -> json.put("until", "2026-01-01"))).isEqualTo("[]");
    }
}
