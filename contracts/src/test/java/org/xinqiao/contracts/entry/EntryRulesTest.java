package org.xinqiao.contracts.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;

class EntryRulesTest {
    private static final Entry GOOD = EntrySamples.penalty();
    private static final Entry PERSON = EntrySamples.personPenalty();

    @Test
    void entry_thatKeepsEveryRule_hasNoFinding() {
        assertThat(judge(GOOD)).isEmpty();
        assertThat(personal(PERSON)).isEmpty();
    }

    @Test
    void everythingThatIsWrong_isFoundAtOnce() {
        Entry entry =
                change(GOOD)
                        .document(null)
                        .disclosure(DisclosureClass.GOVERNMENT)
                        .subject(new Subject.Organisation(new StatedNumber("X"), "某公司"))
                        .source(new SourceBody(new StatedNumber("Y"), "999999", Level.CITY, "某局"))
                        .fields(EntryFields.of(Map.of("UNKNOWN", "x")))
                        .build();

        assertThat(judge(entry))
                .extracting(Finding::rule)
                .contains(Rule.R03, Rule.R05, Rule.R07, Rule.R24, Rule.R25);
        assertThat(EntryRules.gravest(judge(entry))).contains(Verdict.REJECT);
        assertThat(EntryRules.gravest(List.of())).isEmpty();
    }

    // R01

    @ParameterizedTest
    @ValueSource(strings = {"ZJXY", "XX"})
    void forbiddenField_ofAPerson_isRejected_andOnlyItsTagIsTold(String field) {
        Map<String, String> fields = Map.of("CF_NR", "罚款", field, "某某教");

        Finding found = only(personal(PERSON.with(PERSON.subject(), EntryFields.of(fields))));

        assertThat(found.rule()).isEqualTo(Rule.R01);
        assertThat(found.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(found.field()).isEqualTo("fields." + field);
        assertThat(found.value()).isIn("RELIGION", "BLOOD");
        assertThat(found.toString()).doesNotContain("某某教");
        assertThat(judge(GOOD.with(GOOD.subject(), EntryFields.of(fields))))
                .as("an organisation has no religion in this sense")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"其宗教信仰为某教", "信奉佛教", "经基因检测", "指纹信息已采集", "血型A型", "患有严重心脏病", "有精神病史", "DNA比对"})
    void forbiddenWords_aboutAPerson_areSetAside(String text) {
        Finding found =
                personal(PERSON.with(PERSON.subject(), EntryFields.of(Map.of("CF_NR", text))))
                        .getFirst();

        assertThat(found.rule()).isEqualTo(Rule.R01);
        assertThat(found.verdict()).isEqualTo(Verdict.QUARANTINE);
        assertThat(found.toString()).doesNotContain(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"罚款五千元", "无偿献血奖", "未按规定缴纳基本医疗保险", "信用信息"})
    void usualWords_pass(String text) {
        assertThat(personal(PERSON.with(PERSON.subject(), EntryFields.of(Map.of("CF_NR", text)))))
                .isEmpty();
    }

    // R02

    @Test
    void fieldThatNeedsConsent_withoutOne_isRejected() {
        EntryFields fields = EntryFields.of(Map.of("CF_NR", "罚款", "SR", "12000"));
        Entry entry = PERSON.with(PERSON.subject(), fields);

        assertThat(only(personal(entry)).rule()).isEqualTo(Rule.R02);
        assertThat(judge(GOOD.with(GOOD.subject(), fields))).isEmpty();
        Entry withReference = change(entry).consent("c1").build();
        assertThat(EntryRules.judge(withReference, consented(true, true, "record.penalty", 0)))
                .isEmpty();
        assertThat(EntryRules.judge(entry, consented(true, true, "record.penalty", 0)))
                .as("no reference")
                .hasSize(1);
        assertThat(EntryRules.judge(withReference, consented(false, true, "record.penalty", 0)))
                .as("not in writing")
                .hasSize(1);
        assertThat(EntryRules.judge(withReference, consented(true, false, "record.penalty", 0)))
                .as("not told of the consequences")
                .hasSize(1);
        assertThat(EntryRules.judge(withReference, consented(true, true, "list.black", 0)))
                .as("for another item")
                .hasSize(1);
        assertThat(EntryRules.judge(withReference, consented(true, true, "record.penalty", -1)))
                .as("over since yesterday")
                .hasSize(1);
    }

    // R03

    @Test
    void breach_withoutDocumentNumberOrDate_isRejected() {
        LocalDate day = EntrySamples.TODAY;
        for (Document document :
                new Document[] {null, new Document(day, null), new Document(null, "17号")}) {
            assertThat(only(judge(change(GOOD).document(document).build())).rule())
                    .isEqualTo(Rule.R03);
        }
        assertThat(judge(change(GOOD).document(new Document(day, "17号")).build())).isEmpty();
        Finding tomorrow =
                only(judge(change(GOOD).document(new Document(day.plusDays(1), "1")).build()));
        assertThat(tomorrow.rule()).isEqualTo(Rule.R03);
        assertThat(tomorrow.verdict()).isEqualTo(Verdict.QUARANTINE);
        Entry honour = change(GOOD).item("honour.city").document(null).build();
        assertThat(judge(honour)).isEmpty();
    }

    // R04

    @Test
    void simpleOrUndonePenalty_onAPerson_isNotCollected_butForItsOwnLegalBasis() {
        Penalty simple = penalty("1", Procedure.SIMPLE, false, null);
        Penalty undone = penalty("1", Procedure.ORDINARY, true, null);
        Penalty excepted = penalty("1", Procedure.SIMPLE, true, "《某条例》第五条");

        assertThat(only(personal(change(PERSON).penalty(simple).build())).rule())
                .isEqualTo(Rule.R04);
        assertThat(only(personal(change(PERSON).penalty(undone).build())).rule())
                .isEqualTo(Rule.R04);
        assertThat(personal(change(PERSON).penalty(excepted).build())).isEmpty();
        assertThat(judge(change(GOOD).penalty(simple).build())).isEmpty();
    }

    // R05

    @ParameterizedTest
    @EnumSource(DisclosureClass.class)
    void disclosureClass_isTheCatalogues(DisclosureClass disclosure) {
        List<Finding> found = judge(change(GOOD).disclosure(disclosure).build());

        assertThat(found.stream().map(Finding::rule))
                .isEqualTo(disclosure == DisclosureClass.PUBLIC ? List.of() : List.of(Rule.R05));
    }

    // R07

    @Test
    void itemsAndFields_outsideTheCatalogue_areRejected() {
        assertThat(only(judge(change(GOOD).item("record.gossip").build())).rule())
                .isEqualTo(Rule.R07);
        Document before = new Document(LocalDate.of(2023, 12, 31), "1");
        Document first = new Document(LocalDate.of(2024, 1, 1), "1");
        assertThat(only(judge(change(GOOD).document(before).build())).field()).isEqualTo("item");
        assertThat(judge(change(GOOD).document(first).build())).isEmpty();
        Finding unknown =
                only(
                        judge(
                                change(GOOD)
                                        .fields(EntryFields.of(Map.of("CF_NR", "x", "OTHER", "y")))
                                        .build()));
        assertThat(unknown.field()).isEqualTo("fields.OTHER");
        Finding missing = only(judge(change(GOOD).fields(EntryFields.of(Map.of())).build()));
        assertThat(missing.field()).isEqualTo("fields.CF_NR");
        assertThat(missing.verdict()).isEqualTo(Verdict.QUARANTINE);
    }

    // R08

    @Test
    void publication_onTheSeventhWorkingDay_isInTime_theDayAfterIsLate() {
        Entry entry = change(GOOD).document(new Document(LocalDate.of(2024, 2, 8), "1")).build();

        assertThat(EntryRules.judge(entry, published(LocalDate.of(2024, 2, 23)))).isEmpty();
        Finding late = only(EntryRules.judge(entry, published(LocalDate.of(2024, 2, 24))));
        assertThat(late.rule()).isEqualTo(Rule.R08);
        assertThat(late.verdict()).isEqualTo(Verdict.FLAG);
        assertThat(late.en()).contains("2024-02-23");
    }

    // R13

    @ParameterizedTest
    @CsvSource({
        "FOOD_DRUGS, FINE, true",
        "FOOD_DRUGS, BUSINESS_SUSPENDED, false",
        "FIRE_SAFETY, LICENCE_REVOKED, false",
        "WORK_SAFETY, BUSINESS_CLOSED, false",
        "OTHER, LICENCE_REVOKED, true",
        "BRIBERY, WARNING, false",
        "BID_RIGGING, FINE, false"
    })
    void repair_ofWhatCannotBeRepaired_isSetAside(
            PenaltyDomain domain, PenaltyKind kind, boolean repairable) {
        Penalty penalty =
                new Penalty(null, false, domain, null, List.of(kind), Procedure.ORDINARY, false);
        Entry active = change(GOOD).penalty(penalty).build();

        assertThat(judge(active)).isEmpty();
        assertThat(judge(active.next(EntryState.REPAIRED)).stream().map(Finding::rule))
                .isEqualTo(repairable ? List.of() : List.of(Rule.R13));
    }

    // R15, R16

    @Test
    void measure_outsideTheListOrTheLaw_isRejected() {
        Measure listed = new Measure(Addressee.PUBLIC_BODY, "M01", true);
        assertThat(judge(change(GOOD).measure(listed).build())).isEmpty();
        assertThat(only(personal(change(PERSON).measure(listed).build())).rule())
                .as("not against persons")
                .isEqualTo(Rule.R15);
        Measure invented = new Measure(Addressee.PUBLIC_BODY, "M99", true);
        assertThat(only(judge(change(GOOD).measure(invented).build())).rule()).isEqualTo(Rule.R15);
        assertThat(only(judge(change(GOOD).measure(listed).basis(null).build())).rule())
                .isEqualTo(Rule.R15);
    }

    @ParameterizedTest
    @EnumSource(Addressee.class)
    void measure_mandatory_isForPublicBodiesAlone(Addressee addressee) {
        Measure ordered = new Measure(addressee, "M01", true);
        Measure asked = new Measure(addressee, "M01", false);

        assertThat(judge(change(GOOD).measure(asked).build())).isEmpty();
        assertThat(judge(change(GOOD).measure(ordered).build()).stream().map(Finding::rule))
                .isEqualTo(addressee == Addressee.PUBLIC_BODY ? List.of() : List.of(Rule.R16));
    }

    // R23

    @ParameterizedTest
    @CsvSource({
        "0, false, true",
        "0.5, false, true",
        "1000000, false, true",
        "1000000.000001, false, false",
        "1000000.01, true, true",
        "-1, false, false",
        "1e3, false, false",
        "5000元, true, false",
        "'1,000', false, false"
    })
    void amount_isANumberOfTenThousandYuan(String amount, boolean confirmed, boolean good) {
        Penalty penalty =
                new Penalty(
                        amount,
                        confirmed,
                        PenaltyDomain.OTHER,
                        null,
                        List.of(PenaltyKind.FINE),
                        Procedure.ORDINARY,
                        false);

        List<Finding> found = judge(change(GOOD).penalty(penalty).build());

        assertThat(found.stream().map(Finding::rule))
                .isEqualTo(good ? List.of() : List.of(Rule.R23));
        assertThat(found).allMatch(finding -> finding.verdict() == Verdict.QUARANTINE);
    }

    // R24, R25

    @Test
    void wrongNumber_isSetAside_withItsNumberMasked() {
        String wrong = "91350200MA2Y0TKL8R";
        Subject subject = new Subject.Organisation(new StatedNumber(wrong), "某公司");

        Finding found = only(judge(change(GOOD).subject(subject).build()));

        assertThat(found.rule()).isEqualTo(Rule.R24);
        assertThat(found.verdict()).isEqualTo(Verdict.QUARANTINE);
        assertThat(found.value()).isEqualTo("91**************8R");
        assertThat(only(judge(change(GOOD).subject(none()).build())).value()).isEmpty();
        SourceBody source = new SourceBody(new StatedNumber(wrong), "350200", Level.CITY, "某局");
        assertThat(only(judge(change(GOOD).source(source).build())).field())
                .isEqualTo("source.code");
        Subject person =
                new Subject.Person(
                        SubjectType.CITIZEN,
                        new StatedNumber("110105194912310021"),
                        new StatedName("陈雅琳"));
        assertThat(only(personal(change(PERSON).subject(person).build())).rule())
                .isEqualTo(Rule.R24);
    }

    @ParameterizedTest
    @CsvSource({
        "350200, true",
        "991000, true",
        "100000, true",
        "110228, true",
        "152600, true",
        "999999, false",
        "35020, false",
        "福建, false"
    })
    void division_unknown_isFlagged_retiredAndPseudoCodesPass(String division, boolean known) {
        SourceBody source =
                new SourceBody(
                        new StatedNumber(EntrySamples.SOURCE_USCC), division, Level.CITY, "某局");

        List<Finding> found = judge(change(GOOD).source(source).build());

        assertThat(found.stream().map(Finding::verdict))
                .isEqualTo(known ? List.of() : List.of(Verdict.FLAG));
    }

    // R28

    @Test
    void blackListing_withoutNoticeRemedyOrRemoval_isRejected() {
        Listing whole = new Listing("tax", "告知书1号", "60日内可申请复议", "履行义务后");
        Entry listed = change(GOOD).item("list.black").listing(whole).build();
        assertThat(judge(listed)).isEmpty();
        assertThat(judge(change(listed).listing(null).build())).hasSize(3);
        for (Listing part :
                List.of(
                        new Listing("tax", null, "复议", "履行"),
                        new Listing("tax", "告知", null, "履行"),
                        new Listing("tax", "告知", "复议", null))) {
            assertThat(only(judge(change(listed).listing(part).build())).rule())
                    .isEqualTo(Rule.R28);
        }
    }

    // R30

    @Test
    void person_namedForAnOrganisation_needsRoleAndDocument() {
        Document document = new Document(EntrySamples.TODAY, "厦示罚〔2026〕18号");
        StatedNumber company = new StatedNumber(EntrySamples.USCC);
        assertThat(personal(change(PERSON).link(new Link(company, document, "法定代表人")).build()))
                .isEmpty();
        for (Link link :
                List.of(
                        new Link(company, null, "法定代表人"),
                        new Link(company, document, null),
                        new Link(company, new Document(null, "18号"), "法定代表人"))) {
            assertThat(only(personal(change(PERSON).link(link).build())).rule())
                    .isEqualTo(Rule.R30);
        }
        assertThat(only(judge(change(GOOD).link(new Link(company, document, "x")).build())).rule())
                .as("an organisation is not named for another")
                .isEqualTo(Rule.R30);
    }

    // R31

    @ParameterizedTest
    @EnumSource(Level.class)
    void honour_isGivenByACityOrAbove(Level level) {
        Entry honour = change(GOOD).item("honour.city").source(EntrySamples.source(level)).build();

        assertThat(judge(honour).stream().map(Finding::rule))
                .isEqualTo(level == Level.DISTRICT ? List.of(Rule.R31) : List.of());
        assertThat(judge(change(honour).item("record.penalty").build())).isEmpty();
    }

    @Test
    void person_inAnOpenStream_isRejected() {
        assertThat(only(judge(PERSON)).rule()).isEqualTo(Rule.PERSONS);
    }

    @ParameterizedTest
    @CsvSource({
        "CF_FR_ZJHM, anything, true",
        "CF_ZJ, anything, true",
        "CF_NR, 法定代表人身份证11010519491231002X, true",
        "CF_NR, 法定代表人身份证１１０１０５１９４９１２３１００２Ｘ, true",
        "CF_NR, 法定代表人身份证110105194912310021, false",
        "CF_NR, 账号1101051949123100201, false",
        "CF_NR, 信用代码11350200004133222T, false",
        "CF_FR, 陈雅琳, false"
    })
    void personsNumber_inAnOpenStream_isRejected(String field, String value, boolean found) {
        Entry entry =
                change(GOOD)
                        .fields(EntryFields.of(GOOD.fields().with(field, value).toMap()))
                        .build();

        assertThat(judge(entry).stream().map(Finding::rule))
                .isEqualTo(found ? List.of(Rule.PERSONS) : List.of());
        assertThat(judge(entry).toString()).doesNotContain("1949");
        assertThat(personal(entry)).isEmpty();
        Entry view =
                OpenView.of(entry, EntrySamples.catalogue().item(GOOD.item()).orElseThrow())
                        .orElseThrow();
        assertThat(judge(view).stream().map(Finding::rule)).doesNotContain(Rule.PERSONS);
        assertThat(OpenView.of(PERSON, EntrySamples.catalogue().item(PERSON.item()).orElseThrow()))
                .isEmpty();
    }

    /** Whatever an entry is: what is never collected never passes. */
    @Test
    void anyEntry_withForbiddenData_neverPasses() {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        System.out.println("EntryRulesTest -Dxinqiao.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Entry entry = change(EntrySamples.random(random)).item("record.penalty").build();
            Map<String, String> fields = new TreeMap<>(entry.fields().toMap());
            String forbidden = random.nextBoolean() ? "ZJXY" : "XX";
            fields.put(forbidden, "x");
            Entry with = entry.with(entry.subject(), EntryFields.of(fields));

            List<Finding> found = personal(with);

            boolean natural = with.subject().natural();
            assertThat(found.stream().anyMatch(finding -> finding.rule() == Rule.R01))
                    .as("seed %s", seed)
                    .isEqualTo(natural);
            if (natural) {
                assertThat(EntryRules.gravest(found)).contains(Verdict.REJECT);
            }
            PublicView.of(
                            with,
                            EntrySamples.catalogue().item("record.penalty").orElseThrow(),
                            EntrySamples.TODAY)
                    .ifPresent(view ->
                            assertThat(view.fields().get(forbidden).isPresent())
                                    .isEqualTo(!natural));
        }
    }

    private static EntryBuilder change(Entry entry) {
        return new EntryBuilder(entry);
    }

    private static Subject none() {
        return new Subject.Organisation(null, "某公司");
    }

    private static Penalty penalty(
            String amount, Procedure procedure, boolean undone, String exception) {
        return new Penalty(
                amount,
                false,
                PenaltyDomain.OTHER,
                exception,
                List.of(PenaltyKind.FINE),
                procedure,
                undone);
    }

    private static RuleFacts published(LocalDate day) {
        RuleFacts facts = EntrySamples.facts();
        return new RuleFacts(
                facts.catalogue(),
                facts.measures(),
                facts.calendar(),
                facts.today(),
                day,
                facts.consents(),
                false);
    }

    private static RuleFacts consented(
            boolean written, boolean told, String item, int daysFromToday) {
        RuleFacts facts = EntrySamples.facts();
        var consent =
                new WrittenConsent(
                        written, told, Set.of(item), facts.today().plusDays(daysFromToday));
        return new RuleFacts(
                facts.catalogue(),
                facts.measures(),
                facts.calendar(),
                facts.today(),
                null,
                reference -> Optional.of(consent).filter(_ -> reference.equals("c1")),
                true);
    }

    private static List<Finding> judge(Entry entry) {
        return EntryRules.judge(entry, EntrySamples.facts());
    }

    private static List<Finding> personal(Entry entry) {
        return EntryRules.judge(entry, EntrySamples.personal());
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }
}
