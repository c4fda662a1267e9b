package org.xinqiao.gateway.disclose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Document;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryBuilder;
import org.xinqiao.contracts.entry.EntryCatalogue;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.entry.Listing;
import org.xinqiao.contracts.entry.Subject;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.gateway.lists.QuerySamples;

class EntryDisclosureRulesTest {
    private static final Set<DisclosureClass> ALL = EnumSet.allOf(DisclosureClass.class);

    private final EntryCatalogue catalogue = QuerySamples.catalogue();

    EntryDisclosureRulesTest() throws Exception {}

    /** Whatever is asked of whatever is held: nothing above the asker, and no person's number. */
    @Test
    void view_ofAnyEntry_isOfAClassThatTheAskerMaySee_inUse_inTime_andWithoutNumbers() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int shown = 0;
        for (int i = 0; i < 5_000; i++) {
            Entry entry = any(random);
            var classes = EnumSet.noneOf(DisclosureClass.class);
            for (DisclosureClass one : ALL) {
                if (random.nextBoolean()) {
                    classes.add(one);
                }
            }
            boolean authorised = random.nextBoolean();
            Optional<Entry> view = view(entry, classes, authorised);
            var item = catalogue.item(entry.item()).orElseThrow();
            boolean expected =
                    classes.contains(item.disclosure())
                            && entry.disclosure() == item.disclosure()
                            && (item.disclosure() != DisclosureClass.AUTHORISED || authorised)
                            && entry.state().inUse()
                            && (entry.until() == null
                                    || !QuerySamples.TODAY.isAfter(entry.until()));
            assertThat(view.isPresent()).as("seed %d", seed).isEqualTo(expected);
            if (view.isPresent()) {
                shown++;
                assertThat(new String(view.get().json(), StandardCharsets.UTF_8))
                        .as("seed %d", seed)
                        .doesNotContain(QuerySamples.CITIZEN, "雅琳");
                assertThat(view.get().disclosure()).isEqualTo(item.disclosure());
                assertThat(view.get().state()).isEqualTo(entry.state());
            }
        }
        assertThat(shown).as("seed %d", seed).isGreaterThan(300);
    }

    private static Entry any(Random random) {
        var item = QuerySamples.items().get(random.nextInt(4));
        DisclosureClass stated =
                random.nextInt(8) == 0
                        ? DisclosureClass.values()[random.nextInt(3)]
                        : item.getValue();
        String number = QuerySamples.CITIZEN;
        Entry base =
                random.nextBoolean()
                        ? QuerySamples.person(item.getKey(), stated)
                        : QuerySamples.organisation(QuerySamples.USCC, item.getKey(), stated)
                                .build();
        var entry = new EntryBuilder(base);
        EntryState[] states = EntryState.values();
        entry.state(
                random.nextBoolean() ? EntryState.ACTIVE : states[random.nextInt(states.length)]);
        if (random.nextBoolean()) {
            entry.until(QuerySamples.TODAY.plusDays(random.nextInt(5) - 2L));
        }
        if (random.nextBoolean()) {
            entry.document(new Document(QuerySamples.TODAY, "文书" + number + "号"));
        }
        if (random.nextBoolean()) {
            entry.listing(new Listing("tax", "送达" + number, number, "x" + number + "y"));
        }
        if (random.nextInt(4) == 0 && !base.subject().natural()) {
            entry.subject(new Subject.Organisation(new StatedNumber(number), "个体户" + number));
        }
        return entry.build();
    }

    @ParameterizedTest
    @EnumSource(EntryState.class)
    void view_ofWhatIsNotInUse_isShownToNobody(EntryState state) {
        for (var item : QuerySamples.items()) {
            Entry entry =
                    QuerySamples.organisation(QuerySamples.USCC, item.getKey(), item.getValue())
                            .state(state)
                            .build();
            assertThat(view(entry, ALL, true).isPresent())
                    .isEqualTo(state == EntryState.ACTIVE || state == EntryState.DISPUTED);
        }
    }

    @Test
    void view_ofEveryClass_endsWithItsLastDay() {
        LocalDate today = QuerySamples.TODAY;
        for (var item : QuerySamples.items()) {
            var entry =
                    QuerySamples.organisation(QuerySamples.USCC, item.getKey(), item.getValue());
            assertThat(view(entry.until(today).build(), ALL, true)).isPresent();
            assertThat(view(entry.until(today.minusDays(1)).build(), ALL, true)).isEmpty();
        }
    }

    @Test
    void view_whoseClassIsNotTheCatalogues_isShownToNobody() {
        Entry entry =
                QuerySamples.organisation(
                                QuerySamples.USCC, "record.social", DisclosureClass.PUBLIC)
                        .build();
        assertThat(view(entry, ALL, true)).isEmpty();
    }

    private Optional<Entry> view(Entry entry, Set<DisclosureClass> classes, boolean authorised) {
        return EntryDisclosureRules.decide(
                entry,
                catalogue.item(entry.item()).orElseThrow(),
                classes,
                item -> authorised,
                QuerySamples.TODAY);
    }
}
