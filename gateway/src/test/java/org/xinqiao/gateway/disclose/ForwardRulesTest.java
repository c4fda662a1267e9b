package org.xinqiao.gateway.disclose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryBuilder;
import org.xinqiao.contracts.entry.EntryField;
import org.xinqiao.contracts.entry.EntryFields;
import org.xinqiao.contracts.entry.EntryItem;
import org.xinqiao.contracts.entry.EntryState;
import org.xinqiao.contracts.entry.ItemKind;
import org.xinqiao.contracts.entry.Severity;
import org.xinqiao.contracts.entry.SourceBody;
import org.xinqiao.contracts.entry.Subject;
import org.xinqiao.contracts.entry.Tag;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.stream.StreamName;
import org.xinqiao.gateway.disclose.ForwardRules.Reason;
import org.xinqiao.gateway.disclose.ForwardRules.Verdict;
import org.xinqiao.gateway.lists.Forward;

/** What a hop passes on; organisations and people are invented. */
class ForwardRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String NUMBER = "11010519491231002X";
    private static final StreamName FROM = stream("cn-350200/record/penalty");
    private static final Forward OPEN = line("cn-350000/record/penalty");
    private static final Forward SEALED = line("cn-350000/record/penalty/for/cn-100000");
    private static final Subject ORGANISATION =
            new Subject.Organisation(new StatedNumber("91350200MA2Y0TKL8Q"), "示例贸易有限公司");
    private static final Subject PERSON =
            new Subject.Person(
                    SubjectType.CITIZEN, new StatedNumber(NUMBER), new StatedName("陈雅琳"));

    private static StreamName stream(String name) {
        return StreamName.parse(name).orElseThrow();
    }

    private static Forward line(String to) {
        return new Forward(FROM, stream(to), Set.of(), Set.of());
    }

    private static EntryItem item(DisclosureClass disclosure, Set<AppliesTo> appliesTo) {
        return new EntryItem(
                "record.penalty",
                "行政处罚",
                "Penalty",
                ItemKind.BREACH,
                null,
                disclosure,
                appliesTo,
                Level.NATION,
                LocalDate.of(2024, 1, 1),
                LocalDate.of(2027, 12, 31),
                true,
                Map.of(
                        "CF_NR", field("CF_NR", EntryField.Holds.TEXT, Set.of()),
                        "CF_ZJ", field("CF_ZJ", EntryField.Holds.IDENTITY_NUMBER, Set.of()),
                        "XX", field("XX", EntryField.Holds.TEXT, Set.of(Tag.BLOOD)),
                        "SR", field("SR", EntryField.Holds.TEXT, Set.of(Tag.WRITTEN_CONSENT))));
    }

    private static EntryField field(String name, EntryField.Holds holds, Set<Tag> tags) {
        return new EntryField(name, name, false, holds, tags);
    }

    private static EntryBuilder entry(Subject subject, DisclosureClass disclosure) {
        return new EntryBuilder(
                        "record.penalty",
                        disclosure,
                        subject,
                        new SourceBody(
                                new StatedNumber("11350200004133222T"),
                                "350200",
                                Level.CITY,
                                "示例监督管理局"))
                .severity(Severity.GENERAL)
                .until(LocalDate.of(2027, 11, 2))
                .fields(
                        EntryFields.of(
                                Map.of(
                                        "CF_NR", "罚款", "CF_ZJ", NUMBER, "XX", "A", "SR", "9", "YY",
                                        "?")));
    }

    private static Verdict decide(Entry entry, Forward line, @Nullable EntryItem item) {
        return ForwardRules.decide(entry, line, item, TODAY);
    }

    private static EntryItem open() {
        return item(DisclosureClass.PUBLIC, EnumSet.allOf(AppliesTo.class));
    }

    private static Entry view(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Goes.class);
        return ((Verdict.Goes) verdict).view();
    }

    private static void stays(Verdict verdict, Reason reason) {
        assertThat(verdict).isEqualTo(new Verdict.Stays(reason));
    }

    @Test
    void organisation_public_goesOnWithWhatTheCatalogueNamesAndEverybodyMaySee() {
        Entry sent = entry(ORGANISATION, DisclosureClass.PUBLIC).build();

        Entry view = view(decide(sent, OPEN, open()));

        assertThat(view.subject()).isEqualTo(ORGANISATION);
        assertThat(view.fields().names()).contains("CF_NR").doesNotContain("CF_ZJ", "YY");
    }

    @Test
    void person_neverStandsInAnOpenStream() {
        stays(decide(entry(PERSON, DisclosureClass.PUBLIC).build(), OPEN, open()), Reason.PERSON);
    }

    @Test
    void person_toOneRecipient_goesOnWithoutWhatLawForbidsOrConsentTies() {
        Entry view = view(decide(entry(PERSON, DisclosureClass.PUBLIC).build(), SEALED, open()));

        assertThat(view.subject()).isEqualTo(PERSON);
        assertThat(view.fields().names()).containsExactly("CF_NR", "CF_ZJ");
    }

    @Test
    void classes_eachGoesWhereItMay() {
        EntryItem shared = item(DisclosureClass.GOVERNMENT, EnumSet.allOf(AppliesTo.class));
        EntryItem authorised = item(DisclosureClass.AUTHORISED, EnumSet.allOf(AppliesTo.class));
        Entry toGovernment = entry(ORGANISATION, DisclosureClass.GOVERNMENT).build();
        Entry toAuthorised = entry(ORGANISATION, DisclosureClass.AUTHORISED).build();

        stays(decide(toGovernment, OPEN, shared), Reason.OTHER_CLASS);
        view(decide(toGovernment, SEALED, shared));
        stays(decide(toAuthorised, OPEN, authorised), Reason.OTHER_CLASS);
        stays(decide(toAuthorised, SEALED, authorised), Reason.OTHER_CLASS);
        // What the entry says of itself never opens what the catalogue closes.
        stays(
                decide(entry(ORGANISATION, DisclosureClass.PUBLIC).build(), SEALED, authorised),
                Reason.OTHER_CLASS);
        stays(
                decide(entry(ORGANISATION, DisclosureClass.PUBLIC).build(), OPEN, shared),
                Reason.OTHER_CLASS);
        stays(
                decide(
                        entry(PERSON, DisclosureClass.PUBLIC).build(),
                        SEALED,
                        item(DisclosureClass.PUBLIC, Set.of(AppliesTo.ORGANISATION))),
                Reason.OTHER_CLASS);
    }

    @Test
    void catalogue_thatDoesNotNameItToday_holdsItBack() {
        Entry sent = entry(ORGANISATION, DisclosureClass.PUBLIC).until(null).build();

        stays(decide(sent, OPEN, null), Reason.NOT_IN_CATALOGUE);
        stays(
                ForwardRules.decide(sent, OPEN, open(), LocalDate.of(2023, 12, 31)),
                Reason.NOT_IN_CATALOGUE);
        view(ForwardRules.decide(sent, OPEN, open(), LocalDate.of(2024, 1, 1)));
        view(ForwardRules.decide(sent, OPEN, open(), LocalDate.of(2027, 12, 31)));
        stays(
                ForwardRules.decide(sent, OPEN, open(), LocalDate.of(2028, 1, 1)),
                Reason.NOT_IN_CATALOGUE);
    }

    @Test
    void display_endsWithItsLastDay() {
        Entry sent = entry(ORGANISATION, DisclosureClass.PUBLIC).until(TODAY).build();

        view(decide(sent, OPEN, open()));
        stays(ForwardRules.decide(sent, OPEN, open(), TODAY.plusDays(1)), Reason.OVER);
        stays(ForwardRules.decide(sent, SEALED, open(), TODAY.plusDays(1)), Reason.OVER);
    }

    @Test
    void routes_meanItemsAndSeverities() {
        Entry sent = entry(ORGANISATION, DisclosureClass.PUBLIC).build();
        var others = new Forward(FROM, OPEN.to(), Set.of("list.black"), Set.of());
        var grave = new Forward(FROM, OPEN.to(), Set.of("record.penalty"), Set.of(Severity.SEVERE));
        var general =
                new Forward(FROM, OPEN.to(), Set.of("record.penalty"), Set.of(Severity.GENERAL));

        stays(decide(sent, others, open()), Reason.ITEM_NOT_ROUTED);
        stays(decide(sent, grave, open()), Reason.SEVERITY_NOT_ROUTED);
        view(decide(sent, general, open()));
        stays(
                decide(new EntryBuilder(sent).severity(null).build(), general, open()),
                Reason.SEVERITY_NOT_ROUTED);
    }

    /** Whatever an entry says: nothing forbidden goes on, and nobody's number in the open. */
    @Test
    void anything_neverLetsThroughWhatMustStay() {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Subject subject = random.nextBoolean() ? ORGANISATION : PERSON;
            var disclosure = DisclosureClass.values()[random.nextInt(3)];
            var fields = new TreeMap<String, String>();
            for (String name : Set.of("CF_NR", "CF_ZJ", "XX", "SR", "YY")) {
                if (random.nextBoolean()) {
                    fields.put(name, random.nextBoolean() ? NUMBER : "text " + NUMBER);
                }
            }
            Entry entry =
                    entry(subject, disclosure)
                            .state(EntryState.values()[random.nextInt(EntryState.values().length)])
                            .until(
                                    random.nextBoolean()
                                            ? null
                                            : TODAY.plusDays(random.nextInt(5) - 2))
                            .fields(EntryFields.of(fields))
                            .build();
            EntryItem item =
                    item(
                            DisclosureClass.values()[random.nextInt(3)],
                            EnumSet.of(AppliesTo.values()[random.nextInt(2)]));
            Forward line = random.nextBoolean() ? OPEN : SEALED;

            if (decide(entry, line, item) instanceof Verdict.Goes(Entry view)) {
                String what = "seed " + seed + ", round " + i;
                assertThat(entry.state().inUse()).as(what).isTrue();
                assertThat(item.disclosure()).as(what).isNotEqualTo(DisclosureClass.AUTHORISED);
                assertThat(view.fields().names()).as(what).doesNotContain("YY");
                if (subject.natural()) {
                    assertThat(line).as(what).isSameAs(SEALED);
                    assertThat(view.fields().names()).as(what).doesNotContain("XX", "SR");
                }
                if (line == OPEN) {
                    assertThat(item.disclosure()).as(what).isEqualTo(DisclosureClass.PUBLIC);
                    assertThat(entry.disclosure()).as(what).isEqualTo(DisclosureClass.PUBLIC);
                    assertThat(new String(view.json(), java.nio.charset.StandardCharsets.UTF_8))
                            .as(what)
                            .doesNotContain(NUMBER);
                }
            }
        }
    }
}
