package org.xinqiao.gateway.disclose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.adapters.city.CityItem;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.ItemsResponse.Answer;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.reason.NotGiven;
import org.xinqiao.gateway.permit.ItemGround;
import org.xinqiao.gateway.permit.ItemVerdict;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.CatalogueItem;

/** What is said of an item, and that nothing of it slips past the filter. */
class ItemAnswerRulesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final ItemVerdict OPEN =
            new ItemVerdict.Open("degree", ItemGround.CONSENT, "1#2");

    @Test
    void item_held_isGiven_andOneThatIsNot_saysSo_andAClosedOneNothingElse() {
        assertThat(
                        ItemAnswerRules.decide(
                                List.of(
                                        OPEN,
                                        new ItemVerdict.Open("none", ItemGround.PUBLIC, "1#2"),
                                        new ItemVerdict.Closed("closed")),
                                Map.of(
                                        "degree",
                                        held("本科"),
                                        "none",
                                        new CityItem(List.of(), DAY),
                                        "closed",
                                        held("秘密")),
                                AppliesTo.NATURAL))
                .containsExactly(
                        new Answer.Given("degree", List.of("本科"), DAY, "1#2"),
                        new Answer.Withheld("none", NotGiven.NOTHING_HELD),
                        new Answer.Withheld("closed", NotGiven.NO_BASIS));
    }

    @Test
    void value_withAPersonsNumber_isMasked_andAnOrganisationsCodeStays() {
        List<Answer> answers =
                ItemAnswerRules.decide(
                        List.of(OPEN),
                        Map.of("degree", held("负责人 11010519491231002X，单位 91350100M000100Y43")),
                        AppliesTo.NATURAL);
        assertThat(answers)
                .singleElement()
                .isInstanceOfSatisfying(
                        Answer.Given.class,
                        given ->
                                assertThat(given.values())
                                        .containsExactly(
                                                "负责人 11**************2X，单位 91350100M000100Y43"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"有精神病史", "宗教信仰：无", "A 型血型"})
    void value_thatSeemsForbidden_isHeldBack_withItsWholeItem(String value) {
        var held = Map.of("degree", new CityItem(List.of("本科", value), DAY));
        assertThat(ItemAnswerRules.decide(List.of(OPEN), held, AppliesTo.NATURAL))
                .containsExactly(new Answer.Withheld("degree", NotGiven.NO_BASIS));
        assertThat(ItemAnswerRules.decide(List.of(OPEN), held, AppliesTo.ORGANISATION))
                .hasOnlyElementsOfType(Answer.Given.class);
    }

    @Test
    void answer_withoutBasis_orWithAScore_orOfAClassThatItsBasisDoesNotOpen_neverLeaves()
            throws Exception {
        Disclosed.answer(response("degree"), bases(new Basis.Consented(true, false)), catalogue());
        refused("degree", Map.of());
        refused("degree", bases(new Basis.Consented(false, true)));
        refused("degree", bases(new Basis.PublicByLaw()));
        refused("degree", bases(new Basis.StatutoryDuty("labour.inspection")));
        refused("credit.score", Map.of("credit.score", new Basis.Consented(true, true)));
    }

    private static void refused(String item, Map<String, Basis> bases) {
        assertThatThrownBy(() -> Disclosed.answer(response(item), bases, catalogue()))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.type()).isEqualTo(ProblemType.ITEM_FORBIDDEN));
    }

    private static Map<String, Basis> bases(Basis basis) {
        return Map.of("degree", basis);
    }

    private static ItemsResponse response(String item) {
        return new ItemsResponse(
                List.of(new Answer.Given(item, List.of("值"), DAY, "1#2")),
                OffsetDateTime.parse("2026-11-21T10:30:00+08:00"),
                null,
                0);
    }

    private static Catalogue catalogue() {
        return new Catalogue("1", List.of(item("degree"), item("credit.score")), List.of());
    }

    private static CatalogueItem item(String code) {
        return new CatalogueItem(
                code,
                "项",
                "item",
                DisclosureClass.AUTHORISED,
                Set.of(),
                Set.of(AppliesTo.NATURAL),
                "test");
    }

    private static CityItem held(String value) {
        return new CityItem(List.of(value), DAY);
    }
}
