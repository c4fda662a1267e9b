package org.xinqiao.contracts.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublicViewTest {
    private static final EntryItem ITEM =
            EntrySamples.catalogue().item("record.penalty").orElseThrow();

    @Test
    void view_ofAPerson_showsNoNumberAndNoName() {
        Entry entry =
                EntrySamples.personPenalty()
                        .with(
                                EntrySamples.person(),
                                EntryFields.of(
                                        Map.of(
                                                "CF_NR", "陈某，身份证号" + EntrySamples.CITIZEN + "，罚款",
                                                "CF_FR", "陈雅琳",
                                                "CF_FR_ZJHM", EntrySamples.CITIZEN,
                                                "CF_ZJ", "E12345678",
                                                "OTHER", "x")));

        Entry view = PublicView.of(entry, ITEM, EntrySamples.TODAY).orElseThrow();

        assertThat(view.subject().code()).isNull();
        assertThat(view.fields().toMap())
                .isEqualTo(Map.of("CF_NR", "陈某，身份证号11**************2X，罚款", "CF_FR", "陈**"));
        assertThat(new String(view.json(), StandardCharsets.UTF_8))
                .doesNotContain("雅琳", EntrySamples.CITIZEN, "E12345678");
    }

    @Test
    void view_ofAnOrganisation_keepsItsCodeAndName() {
        Entry view = PublicView.of(EntrySamples.penalty(), ITEM, EntrySamples.TODAY).orElseThrow();

        assertThat(view.subject()).isEqualTo(EntrySamples.penalty().subject());
        assertThat(view.document()).isEqualTo(EntrySamples.penalty().document());
    }

    @ParameterizedTest
    @EnumSource(EntryState.class)
    void view_ofWhatIsNotInUse_isNone(EntryState state) {
        Entry entry = EntrySamples.penalty().next(state);

        assertThat(PublicView.of(entry, ITEM, EntrySamples.TODAY).isPresent())
                .isEqualTo(state == EntryState.ACTIVE || state == EntryState.DISPUTED);
    }

    @Test
    void view_endsWithItsLastDay() {
        Entry entry = EntrySamples.penalty();
        LocalDate last = entry.until();

        assertThat(PublicView.of(entry, ITEM, last)).isPresent();
        assertThat(PublicView.of(entry, ITEM, last.plusDays(1))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DisclosureClass.class)
    void view_isOfPublicEntriesAlone(DisclosureClass disclosure) {
        Entry entry = new EntryBuilder(EntrySamples.penalty()).disclosure(disclosure).build();

        assertThat(PublicView.of(entry, ITEM, EntrySamples.TODAY).isPresent())
                .isEqualTo(disclosure == DisclosureClass.PUBLIC);
    }

    /** Whatever a person's entry says, and wherever. */
    @Test
    void anyPersonsEntry_inPublic_holdsNeitherNumberNorForbiddenFields() {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        System.out.println("PublicViewTest -Dxinqiao.seed=" + seed);
        Random random = new Random(seed);
        String[] names = {"CF_NR", "CF_FR", "CF_FR_ZJHM", "CF_ZJ", "ZJXY", "XX", "SR", "ELSE"};
        for (int round = 0; round < 3_000; round++) {
            var fields = new TreeMap<String, String>();
            for (String name : names) {
                if (random.nextBoolean()) {
                    fields.put(name, "x" + (random.nextBoolean() ? EntrySamples.CITIZEN : name));
                }
            }
            Entry entry =
                    new EntryBuilder(EntrySamples.random(random))
                            .item("record.penalty")
                            .subject(EntrySamples.person())
                            .fields(EntryFields.of(fields))
                            .basis("依据" + EntrySamples.CITIZEN)
                            .document(new Document(null, EntrySamples.CITIZEN))
                            .listing(
                                    new Listing(
                                            "tax", EntrySamples.CITIZEN, "x", EntrySamples.CITIZEN))
                            .build();

            PublicView.of(entry, ITEM, EntrySamples.TODAY)
                    .ifPresent(view -> {
                        assertThat(new String(view.json(), StandardCharsets.UTF_8))
                                .as("seed %s", seed)
                                .doesNotContain(EntrySamples.CITIZEN);
                        assertThat(view.fields().names()).isSubsetOf("CF_NR", "CF_FR");
                    });
        }
    }
}
