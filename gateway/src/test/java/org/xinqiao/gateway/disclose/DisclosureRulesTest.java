package org.xinqiao.gateway.disclose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Tag;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.CatalogueItem;
import org.xinqiao.trust.document.DisclosureLevel;

class DisclosureRulesTest {
    private static final Basis CONSENTED = new Basis.Consented(true, false);

    @Test
    void item_outsideTheCatalogue_neverLeaves() {
        for (Basis basis : bases()) {
            refused(Set.of("unheard.of"), basis, TestFederation.catalogue());
        }
    }

    @Test
    void religionGenesHealth_neverLeave_whateverTheBasis() {
        for (Tag tag : Tag.values()) {
            if (tag.isForbidden()) {
                var catalogue = catalogue(item("x", DisclosureClass.PUBLIC, Set.of(tag)));
                bases().forEach(basis -> refused(Set.of("x"), basis, catalogue));
            }
        }
    }

    @Test
    void income_leavesOnWrittenConsentOnly() throws Refusal {
        var catalogue =
                catalogue(item("x", DisclosureClass.AUTHORISED, Set.of(Tag.WRITTEN_CONSENT)));
        refused(Set.of("x"), CONSENTED, catalogue);
        refused(Set.of("x"), new Basis.StatutoryDuty("audit"), catalogue);
        refused(Set.of("x"), new Basis.Consented(false, true), catalogue);
        DisclosureRules.decide(Set.of("x"), new Basis.Consented(true, true), catalogue);
    }

    /** Rules R01, R02, R05, R07 over random catalogues, bases and requests. */
    @Test
    void combination_neverLeaksAnItem() {
        long seed = 20261121;
        var random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 400_000 : 20_000;
        for (int round = 0; round < rounds; round++) {
            var items = new ArrayList<CatalogueItem>();
            for (int i = 0; i < 6; i++) {
                items.add(randomItem("item" + i, random));
            }
            var catalogue = new Catalogue("random", items, List.of());
            Basis basis = bases().get(random.nextInt(bases().size()));
            var asked = new HashSet<String>();
            random.ints(1 + random.nextInt(3), 0, 8).forEach(i -> asked.add("item" + i));
            try {
                DisclosureRules.decide(asked, basis, catalogue);
            } catch (Refusal refusal) {
                assertThat(refusal.type()).isEqualTo(ProblemType.ITEM_FORBIDDEN);
                continue;
            }
            for (String code : asked) {
                assertThat(mayLeave(code, basis, catalogue))
                        .as("seed %d round %d %s %s", seed, round, code, basis)
                        .isTrue();
            }
        }
    }

    /** The rules once more, in the words of the source documents. */
    private static boolean mayLeave(String code, Basis basis, Catalogue catalogue) {
        var item = catalogue.item(code).orElse(null);
        if (item == null) {
            return false;
        }
        boolean natural = item.appliesTo().contains(AppliesTo.NATURAL);
        boolean forbidden =
                item.tags().stream().anyMatch(tag -> tag != Tag.WRITTEN_CONSENT) && natural;
        boolean live = basis instanceof Basis.Consented consent && consent.live();
        boolean written = basis instanceof Basis.Consented consent && consent.written() && live;
        boolean needsWritten = item.tags().contains(Tag.WRITTEN_CONSENT);
        boolean byClass =
                switch (item.clazz()) {
                    case PUBLIC -> true;
                    case AUTHORISED -> live || basis instanceof Basis.OwnData;
                    case GOVERNMENT -> basis instanceof Basis.StatutoryDuty;
                };
        return !forbidden && (!needsWritten || written) && byClass;
    }

    @Test
    void disclosure_isTheLeastThatBothAllow() {
        var agreement =
                TestFederation.agreement(
                        Set.of(TestFederation.HOME, TestFederation.HOST), DisclosureLevel.RUNG);
        assertThat(LeastDisclosure.decide(DisclosureLevel.ELIGIBILITY, agreement))
                .isEqualTo(DisclosureLevel.ELIGIBILITY);
        assertThat(LeastDisclosure.decide(DisclosureLevel.RUNG, agreement))
                .isEqualTo(DisclosureLevel.RUNG);
        assertThat(LeastDisclosure.decide(DisclosureLevel.SCORE, agreement))
                .isEqualTo(DisclosureLevel.RUNG);
    }

    private static CatalogueItem randomItem(String code, Random random) {
        var tags = new HashSet<Tag>();
        if (random.nextInt(3) == 0) {
            tags.add(Tag.values()[random.nextInt(Tag.values().length)]);
        }
        var to = Set.of(AppliesTo.values()[random.nextInt(2)]);
        DisclosureClass clazz = DisclosureClass.values()[random.nextInt(3)];
        return new CatalogueItem(code, "项", "item", clazz, tags, to, "test");
    }

    private static CatalogueItem item(String code, DisclosureClass clazz, Set<Tag> tags) {
        return new CatalogueItem(code, "项", "item", clazz, tags, Set.of(AppliesTo.NATURAL), "test");
    }

    private static Catalogue catalogue(CatalogueItem item) {
        return new Catalogue("one", List.of(item), List.of());
    }

    private static List<Basis> bases() {
        return List.of(
                CONSENTED,
                new Basis.Consented(true, true),
                new Basis.Consented(false, true),
                new Basis.OwnData(),
                new Basis.StatutoryDuty("procurement"),
                new Basis.PublicByLaw());
    }

    private static void refused(Set<String> items, Basis basis, Catalogue catalogue) {
        assertThatThrownBy(() -> DisclosureRules.decide(items, basis, catalogue))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.type()).isEqualTo(ProblemType.ITEM_FORBIDDEN));
    }
}
