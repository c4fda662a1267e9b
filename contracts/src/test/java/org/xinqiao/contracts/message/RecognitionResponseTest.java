package org.xinqiao.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ObjectNode;

class RecognitionResponseTest {
    private static final String CODE = "91350100M000100Y43";
    private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-21T10:30:00+08:00");

    @Test
    void organisation_disclosed_isReadAsItWasWritten() throws Exception {
        RecognitionResponse response = response();
        ObjectNode json = response.toJson();
        assertThat(json.path("disclosed").toString())
                .isEqualTo(
                        "{\"organisation\":{\"name\":\"合成样例一号科技有限公司\",\"code\":\"" + CODE + "\"}}");
        assertThat(RecognitionResponse.parse(json)).isEqualTo(response);
    }

    @Test
    void organisation_malformed_isRefusedByName() {
        refused("data.disclosed.organisation", o -> o.put("code", "91350100M000100Y44"));
        refused("data.disclosed.organisation", o -> o.put("code", "11010519491231002X"));
        refused("data.disclosed.organisation.code", o -> o.put("code", "91350100m000100y43"));
        refused("data.disclosed.organisation.code", o -> o.remove("code"));
        refused("data.disclosed.organisation.name", o -> o.remove("name"));
        refused("data.disclosed.organisation", o -> o.put("name", "一\n二"));
        refused("data.disclosed.organisation.score", o -> o.put("score", 1));
    }

    @Test
    void disclosed_holdsOneThingOnly() {
        ObjectNode json = response().toJson();
        ((ObjectNode) json.get("disclosed")).put("rung", 2);
        assertThatThrownBy(() -> RecognitionResponse.parse(json)).isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @EnumSource(EvaluationGrade.class)
    void grade_reachesItselfAndWhatIsLess(EvaluationGrade grade) {
        for (EvaluationGrade least : EvaluationGrade.values()) {
            assertThat(grade.reaches(least)).isEqualTo(grade.ordinal() <= least.ordinal());
        }
    }

    @Test
    void name_onBothSidesOfItsBounds() {
        assertThat(new OrganisationName("某".repeat(200)).text()).hasSize(200);
        for (String wrong : List.of("", " ", "某".repeat(201), " 某", "某\u0007司")) {
            assertThatThrownBy(() -> new OrganisationName(wrong))
                    .isInstanceOf(InvalidIdentifier.class);
        }
    }

    private static void refused(String path, Consumer<ObjectNode> change) {
        ObjectNode json = response().toJson();
        change.accept((ObjectNode) json.get("disclosed").get("organisation"));
        assertThatThrownBy(() -> RecognitionResponse.parse(json))
                .isInstanceOfSatisfying(
                        MalformedJson.class, e -> assertThat(e.path()).isEqualTo(path));
    }

    private static RecognitionResponse response() {
        return new RecognitionResponse(
                List.of(
                        new Decision(
                                "cn-350100/approval.green-channel",
                                Outcome.BENEFIT,
                                "conditions-met",
                                "350001#4.1",
                                AT.plusHours(1))),
                AT,
                AT.plusSeconds(60),
                Pseudonym.derive(new byte[32], UnifiedSocialCreditCode.parse(CODE)),
                new RecognitionResponse.Disclosed.Organisation(
                        new OrganisationName("合成样例一号科技有限公司"), UnifiedSocialCreditCode.parse(CODE)),
                "AAAAAAAAAAA",
                1,
                "A".repeat(43));
    }
}
