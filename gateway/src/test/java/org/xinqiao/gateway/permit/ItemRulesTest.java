package org.xinqiao.gateway.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xinqiao.adapters.city.CityItem;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Tag;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.disclose.ItemAnswerRules;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.ConsentState;
import org.xinqiao.gateway.people.Evidence;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.CatalogueItem;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.Duty;
import org.xinqiao.trust.document.ItemGrant;
import org.xinqiao.trust.document.QueryTerms;

/** Nothing is told without a basis, whatever stands in catalogue, agreement, consent and duty. */
class ItemRulesTest {
    private static final NodeId HOME = TestFederation.HOME;
    private static final NodeId ASKING = TestFederation.HOST;
    private static final Instant NOW = TestFederation.NOW;
    private static final String PURPOSE = "service.window";
    private static final String DUTY = "labour.inspection";
    private static final CitizenNumber PERSON = CitizenNumber.parse("11010519491231002X");
    private static final UnifiedSocialCreditCode ORGANISATION =
            UnifiedSocialCreditCode.parse("91350100M000100Y43");
    private static final Set<String> NAMED =
            Set.of("open", "degree", "tax", "residence", "gene", "credit.score", "both");

    private final Catalogue catalogue =
            new Catalogue(
                    "1",
                    List.of(
                            item("open", DisclosureClass.PUBLIC, AppliesTo.ORGANISATION),
                            item("both", DisclosureClass.AUTHORISED, AppliesTo.values()),
                            item("degree", DisclosureClass.AUTHORISED, AppliesTo.NATURAL),
                            item("residence", DisclosureClass.GOVERNMENT, AppliesTo.NATURAL),
                            item("unagreed", DisclosureClass.PUBLIC, AppliesTo.ORGANISATION),
                            item("credit.score", DisclosureClass.PUBLIC, AppliesTo.NATURAL),
                            tagged("tax", DisclosureClass.AUTHORISED, Tag.WRITTEN_CONSENT),
                            tagged("gene", DisclosureClass.PUBLIC, Tag.GENE)),
                    List.of());

    private List<Agreement> agreements = List.of(agreement(350_003, grant(Set.of(DUTY), NAMED)));
    private SubjectNumber subject = PERSON;
    private @Nullable Consent consent;
    private @Nullable String duty;
    private String purpose = PURPOSE;

    @Test
    void organisation_public_isOpenToWhoeverTheAgreementNames_withoutConsentOrDuty()
            throws Exception {
        subject = ORGANISATION;
        assertThat(decide("open"))
                .containsExactly(new ItemVerdict.Open("open", ItemGround.PUBLIC, "350003#2.1"));
    }

    @Test
    void authorised_isOpenOnAConsentThatNamesIt_andClosedBesideOne() throws Exception {
        consent = consent(Set.of("degree"), Consent.Form.ELECTRONIC);
        assertThat(decide("degree", "both"))
                .containsExactly(
                        new ItemVerdict.Open("degree", ItemGround.CONSENT, "350003#2.1"),
                        new ItemVerdict.Closed("both"));
    }

    @Test
    void authorised_withoutConsent_orWithOneForCodes_isRefused_namingTheItem() {
        refused(ProblemType.CONSENT_REQUIRED, Map.of("item", "degree"), "degree");
        consent = consent(Set.of(), Consent.Form.WRITTEN);
        refused(ProblemType.CONSENT_REQUIRED, Map.of("item", "degree"), "degree");
        duty = DUTY;
        refused(ProblemType.CONSENT_REQUIRED, Map.of("item", "degree"), "degree");
    }

    @Test
    void taxPaid_needsTheConsentInWriting() throws Exception {
        consent = consent(Set.of("tax"), Consent.Form.ELECTRONIC);
        refused(ProblemType.CONSENT_REQUIRED, Map.of("rule", "R02 in writing"), "tax");
        consent = consent(Set.of("tax"), Consent.Form.WRITTEN);
        assertThat(decide("tax")).hasOnlyElementsOfType(ItemVerdict.Open.class);
    }

    @Test
    void government_isOpenByADutyThatItsGrantLists_andByNoConsent() throws Exception {
        consent = consent(Set.of("residence"), Consent.Form.WRITTEN);
        refused(ProblemType.DUTY_REQUIRED, Map.of("item", "residence"), "residence");
        consent = null;
        duty = "market.supervision";
        refused(ProblemType.DUTY_REQUIRED, Map.of("item", "residence"), "residence");
        duty = "tax.audit";
        refused(ProblemType.DUTY_UNKNOWN, Map.of("duty", "tax.audit"), "residence");
        duty = DUTY;
        assertThat(decide("residence"))
                .containsExactly(new ItemVerdict.Open("residence", ItemGround.DUTY, "350003#2.1"));
    }

    @Test
    void forbidden_score_andUnknownItems_areRefusedAtTheDoor_thoughAgreedAndConsented() {
        consent = consent(NAMED, Consent.Form.WRITTEN);
        duty = DUTY;
        refused(
                ProblemType.ITEM_FORBIDDEN,
                Map.of("item", "gene", "rule", "R01 never collected, never exchanged"),
                "degree",
                "gene");
        refused(
                ProblemType.ITEM_FORBIDDEN,
                Map.of("item", "credit.score", "rule", "R17 a score is never asked for"),
                "credit.score");
        refused(
                ProblemType.ITEM_FORBIDDEN,
                Map.of("item", "unheard.of", "rule", "R07 catalogue"),
                "unheard.of");
    }

    @Test
    void item_notAgreed_orOfAnotherKindOfSubject_isRefused() {
        refused(ProblemType.ITEM_NOT_AGREED, Map.of("item", "unagreed"), "unagreed");
        refused(ProblemType.ITEM_NOT_AGREED, Map.of("item", "open"), "open");
        subject = ORGANISATION;
        consent = organisations(consent(Set.of("degree"), Consent.Form.WRITTEN));
        refused(ProblemType.ITEM_NOT_AGREED, Map.of("item", "degree"), "degree");
    }

    @Test
    void purpose_ofNoGrant_isRefused() {
        purpose = "library.lending";
        refused(ProblemType.PURPOSE_UNKNOWN, Map.of("purpose", "library.lending"), "degree");
    }

    @Test
    void agreement_withoutQueries_orInTheOtherDirection_isNone() {
        agreements = List.of(TestFederation.agreement(Set.of(HOME, ASKING), DisclosureLevel.RUNG));
        refused(ProblemType.ITEMS_WITHOUT_AGREEMENT, Map.of("node", HOME.value()), "degree");
        ItemGrant theirs =
                new ItemGrant(
                        "2.1", Set.of(ASKING), Set.of(HOME), Set.of(PURPOSE), Set.of(), NAMED);
        agreements = List.of(agreement(350_003, theirs));
        refused(ProblemType.ITEMS_WITHOUT_AGREEMENT, Map.of("node", HOME.value()), "degree");
    }

    @Test
    void items_upToTheBound_areAnswered_andOneMoreIsTooMany() throws Exception {
        List<String> codes =
                IntStream.rangeClosed(0, ItemsRequest.ITEMS_MAX).mapToObj(i -> "i" + i).toList();
        var many =
                new Catalogue(
                        "1",
                        codes.stream()
                                .map(code ->
                                        item(code, DisclosureClass.PUBLIC, AppliesTo.ORGANISATION))
                                .toList(),
                        List.of());
        agreements = List.of(agreement(350_003, grant(Set.of(), new HashSet<>(codes))));
        subject = ORGANISATION;
        List<String> most = codes.subList(0, ItemsRequest.ITEMS_MAX);
        assertThat(ItemRules.decide(question(most), subject, null, agreements, many, NOW))
                .hasSize(ItemsRequest.ITEMS_MAX);
        assertThatThrownBy(() ->
                        ItemRules.decide(question(codes), subject, null, agreements, many, NOW))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.problem().facts())
                                        .containsEntry("items_max", "16"));
    }

    @Test
    void under18_isRefused_onTheLastDayBefore_andNotOnTheBirthday() throws Exception {
        subject = CitizenNumber.parse("11010520081122" + "002" + check("11010520081122002"));
        consent = of(subject, Set.of("degree"), Consent.Form.WRITTEN);
        refused(ProblemType.SUBJECT_UNDER_AGE, Map.of("age_min", "18"), "degree");
        duty = DUTY;
        consent = null;
        refused(ProblemType.SUBJECT_UNDER_AGE, Map.of("age_min", "18"), "residence");
        subject = CitizenNumber.parse("11010520081121" + "002" + check("11010520081121002"));
        assertThat(decide("residence")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsentState.class,
            names = {"PAUSED", "WITHDRAWN"})
    void consent_notLive_isRefused_alsoForWhatNeedsNone(ConsentState state) {
        consent = withState(consent(Set.of("degree"), Consent.Form.ELECTRONIC), state);
        duty = DUTY;
        ProblemType type =
                state == ConsentState.PAUSED
                        ? ProblemType.CONSENT_PAUSED
                        : ProblemType.CONSENT_WITHDRAWN;
        refused(type, Map.of(), "degree", "residence");
    }

    @Test
    void consent_forAnotherRecipientOrPurpose_orOver_isRefused() {
        Consent live = consent(Set.of("degree"), Consent.Form.ELECTRONIC);
        consent = with(live, TestFederation.STRANGER, PURPOSE, NOW.plusSeconds(1));
        refused(ProblemType.CONSENT_FOR_ANOTHER_RECIPIENT, Map.of(), "degree");
        consent = with(live, ASKING, "library.lending", NOW.plusSeconds(1));
        refused(ProblemType.CONSENT_FOR_ANOTHER_PURPOSE, Map.of(), "degree");
        consent = with(live, ASKING, PURPOSE, NOW);
        refused(ProblemType.CONSENT_EXPIRED, Map.of(), "degree");
    }

    /**
     * R01, R02, R05, R06, R07, R17, R20 over random catalogues, agreements, consents and duties, by
     * both filters: no value that the rules, said once more below, do not cover ever leaves.
     */
    @Test
    void combination_neverLeaksAnItem() throws Exception {
        long seed = 20261121;
        var random = new Random(seed);
        int rounds = Boolean.getBoolean("xinqiao.long") ? 200_000 : 10_000;
        int told = 0;
        for (int round = 0; round < rounds; round++) {
            Catalogue made = randomCatalogue(random);
            agreements = List.of(randomAgreement(1, random), randomAgreement(2, random));
            subject = random.nextInt(3) == 0 ? ORGANISATION : PERSON;
            consent = random.nextInt(3) == 0 ? null : randomConsent(subject, random);
            duty = random.nextInt(3) == 0 ? null : "d" + random.nextInt(3);
            purpose = "p" + random.nextInt(2);
            List<String> asked =
                    random.ints(1 + random.nextInt(4), 0, 8)
                            .distinct()
                            .mapToObj(ItemRulesTest::code)
                            .toList();
            List<ItemsResponse.Answer> answers;
            try {
                answers = answered(asked, made);
            } catch (Refusal refusal) {
                continue;
            }
            assertThat(answers).extracting(ItemsResponse.Answer::item).isEqualTo(asked);
            for (ItemsResponse.Answer answer : answers) {
                if (answer instanceof ItemsResponse.Answer.Given given) {
                    told++;
                    assertThat(mayBeTold(given.item(), made))
                            .as("seed %d round %d %s", seed, round, given.item())
                            .isTrue();
                }
            }
        }
        assertThat(told).as("the rounds must tell something at all").isGreaterThan(rounds / 100);
    }

    private List<ItemsResponse.Answer> answered(List<String> asked, Catalogue made) throws Refusal {
        List<ItemVerdict> verdicts =
                ItemRules.decide(question(asked), subject, consent, agreements, made, NOW);
        Map<String, CityItem> held =
                Map.copyOf(
                        asked.stream()
                                .collect(
                                        java.util.stream.Collectors.toMap(
                                                code -> code,
                                                code ->
                                                        new CityItem(
                                                                List.of("值"),
                                                                NOW.atZone(ConsentRules.CALENDAR)
                                                                        .toLocalDate()))));
        List<ItemsResponse.Answer> answers =
                ItemAnswerRules.decide(verdicts, held, AppliesTo.of(subject));
        // The second filter lets pass what the first one opened: they never disagree.
        Disclosed.answer(
                new ItemsResponse(answers, WireTime.of(NOW), null, 0),
                ItemAnswerRules.bases(verdicts, consent, duty),
                made);
        return answers;
    }

    /** The rules once more, in the words of the source documents. */
    private boolean mayBeTold(String code, Catalogue made) {
        CatalogueItem item = made.item(code).orElse(null);
        if (item == null || code.startsWith("credit.")) {
            return false;
        }
        boolean natural = item.appliesTo().contains(AppliesTo.NATURAL);
        boolean forbidden =
                natural && item.tags().stream().anyMatch(tag -> tag != Tag.WRITTEN_CONSENT);
        boolean live =
                consent != null
                        && consent.state() == ConsentState.ACTIVE
                        && !consent.spent()
                        && NOW.isBefore(consent.expiresAt())
                        && consent.recipient().equals(ASKING)
                        && consent.purposes().contains(purpose)
                        && consent.items().contains(code);
        boolean written = live && consent.form() == Consent.Form.WRITTEN;
        List<ItemGrant> grants =
                agreements.stream()
                        .flatMap(agreement -> agreement.mutualQueries().stream())
                        .flatMap(queries -> queries.answers().stream())
                        .filter(grant -> grant.by().contains(HOME) && grant.to().contains(ASKING))
                        .filter(grant -> grant.items().contains(code))
                        .filter(grant -> grant.purposes().contains(purpose))
                        .toList();
        boolean byClass =
                switch (item.clazz()) {
                    case PUBLIC -> true;
                    case AUTHORISED -> live;
                    case GOVERNMENT ->
                            duty != null
                                    && grants.stream()
                                            .anyMatch(grant -> grant.duties().contains(duty));
                };
        return !forbidden
                && !grants.isEmpty()
                && item.appliesTo().contains(AppliesTo.of(subject))
                && (!item.needsWrittenConsent() || written)
                && byClass;
    }

    private static String code(int i) {
        return i == 6 ? "credit.score" : "item" + i;
    }

    private static Catalogue randomCatalogue(Random random) {
        var items = new ArrayList<CatalogueItem>();
        for (int i = 0; i < 7; i++) {
            Set<Tag> tags =
                    random.nextInt(4) == 0
                            ? Set.of(Tag.values()[random.nextInt(Tag.values().length)])
                            : Set.of();
            Set<AppliesTo> whom =
                    random.nextInt(4) == 0
                            ? Set.of(AppliesTo.values())
                            : Set.of(AppliesTo.values()[random.nextInt(2)]);
            items.add(
                    new CatalogueItem(
                            code(i),
                            "项",
                            "item",
                            DisclosureClass.values()[random.nextInt(3)],
                            tags,
                            whom,
                            "test"));
        }
        return new Catalogue("random", items, List.of());
    }

    private static Agreement randomAgreement(long number, Random random) {
        var grants = new ArrayList<ItemGrant>();
        for (int i = 0; i < random.nextInt(4); i++) {
            grants.add(
                    new ItemGrant(
                            "2." + i,
                            some(random, HOME, ASKING),
                            some(random, HOME, ASKING),
                            some(random, "p0", "p1"),
                            random.nextBoolean() ? Set.of() : some(random, "d0", "d1"),
                            new HashSet<>(
                                    random.ints(5, 0, 8).mapToObj(ItemRulesTest::code).toList())));
        }
        return agreement(number, grants.toArray(ItemGrant[]::new));
    }

    @SafeVarargs
    private static <T> Set<T> some(Random random, T... values) {
        var some = new HashSet<T>();
        some.add(values[random.nextInt(values.length)]);
        if (random.nextBoolean()) {
            some.addAll(List.of(values));
        }
        return some;
    }

    private static Consent randomConsent(SubjectNumber subject, Random random) {
        Consent made =
                of(
                        subject,
                        new HashSet<>(random.ints(5, 0, 8).mapToObj(ItemRulesTest::code).toList()),
                        random.nextBoolean() ? Consent.Form.WRITTEN : Consent.Form.ELECTRONIC);
        ConsentState state =
                random.nextInt(4) == 0
                        ? ConsentState.values()[random.nextInt(3)]
                        : ConsentState.ACTIVE;
        return with(
                withState(made, state),
                random.nextInt(8) == 0 ? HOME : ASKING,
                "p" + random.nextInt(2),
                random.nextInt(8) == 0 ? NOW : NOW.plusSeconds(1));
    }

    private List<ItemVerdict> decide(String... items) throws Refusal {
        return ItemRules.decide(
                question(List.of(items)), subject, consent, agreements, catalogue, NOW);
    }

    private ItemRules.Question question(List<String> items) {
        return new ItemRules.Question(ASKING, HOME, AppliesTo.of(subject), purpose, duty, items);
    }

    private void refused(ProblemType type, Map<String, String> facts, String... items) {
        assertThatThrownBy(() -> decide(items))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> {
                            assertThat(refusal.type()).isEqualTo(type);
                            assertThat(refusal.problem().facts()).containsAllEntriesOf(facts);
                        });
    }

    private static CatalogueItem item(String code, DisclosureClass clazz, AppliesTo... whom) {
        return new CatalogueItem(code, "项", "item", clazz, Set.of(), Set.of(whom), "test");
    }

    private static CatalogueItem tagged(String code, DisclosureClass clazz, Tag tag) {
        return new CatalogueItem(
                code, "项", "item", clazz, Set.of(tag), Set.of(AppliesTo.NATURAL), "test");
    }

    private static ItemGrant grant(Set<String> duties, Set<String> items) {
        return new ItemGrant(
                "2.1", Set.of(HOME, ASKING), Set.of(HOME, ASKING), Set.of(PURPOSE), duties, items);
    }

    private static Agreement agreement(long number, ItemGrant... grants) {
        Agreement plain = TestFederation.agreement(Set.of(HOME, ASKING), DisclosureLevel.RUNG);
        List<Duty> duties =
                List.of(
                        new Duty(DUTY, "监察", "inspection", "条例第十条"),
                        new Duty("market.supervision", "监管", "supervision", "条例第十四条"),
                        new Duty("d0", "一", "one", "法"),
                        new Duty("d1", "二", "two", "法"));
        return new Agreement(
                number,
                plain.revision(),
                plain.previous(),
                plain.parties(),
                plain.ladder(),
                plain.classes(),
                plain.clauses(),
                plain.disclosure(),
                plain.streams(),
                new QueryTerms(duties, List.of(grants)),
                plain.from(),
                plain.until(),
                plain.ended(),
                plain.synthetic(),
                plain.digest());
    }

    private static Consent consent(Set<String> items, Consent.Form form) {
        return of(PERSON, items, form);
    }

    private static Consent of(SubjectNumber subject, Set<String> items, Consent.Form form) {
        return new Consent(
                new UUID(1, 1),
                subject,
                ASKING,
                new TreeSet<>(Set.of(PURPOSE)),
                new TreeSet<>(items),
                DisclosureLevel.ELIGIBILITY,
                Consent.Use.PERIOD,
                form,
                new Evidence(Evidence.Method.REAL_PERSON, "r"),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(1)),
                ConsentState.ACTIVE,
                1,
                false);
    }

    private static Consent organisations(Consent c) {
        return new Consent(
                c.id(),
                ORGANISATION,
                c.recipient(),
                c.purposes(),
                c.items(),
                c.disclosure(),
                c.use(),
                c.form(),
                c.evidence(),
                c.grantedAt(),
                c.expiresAt(),
                c.state(),
                c.revision(),
                c.spent());
    }

    private static Consent withState(Consent c, ConsentState state) {
        return new Consent(
                c.id(),
                c.subject(),
                c.recipient(),
                c.purposes(),
                c.items(),
                c.disclosure(),
                c.use(),
                c.form(),
                c.evidence(),
                c.grantedAt(),
                c.expiresAt(),
                state,
                c.revision(),
                c.spent());
    }

    private static Consent with(Consent c, NodeId recipient, String purpose, Instant until) {
        return new Consent(
                c.id(),
                c.subject(),
                recipient,
                new TreeSet<>(Set.of(purpose)),
                c.items(),
                c.disclosure(),
                c.use(),
                c.form(),
                c.evidence(),
                c.grantedAt(),
                until,
                c.state(),
                c.revision(),
                c.spent());
    }

    /** The check character of GB 11643-1999. */
    private static char check(String seventeen) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (seventeen.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        }
        return "10X98765432".charAt(sum % 11);
    }
}
