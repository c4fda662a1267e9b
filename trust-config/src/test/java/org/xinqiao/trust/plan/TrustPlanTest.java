package org.xinqiao.trust.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.trust.JsonChange;
import org.xinqiao.trust.SandboxFixture;
import org.xinqiao.trust.edit.Draft;
import org.xinqiao.trust.edit.KeyGen;
import org.xinqiao.trust.edit.Verification;
import org.xinqiao.trust.plan.Change.Kind;
import org.xinqiao.trust.tuf.DirectoryFetcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class TrustPlanTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-21");
    private static final int ROUNDS = Boolean.getBoolean("xinqiao.long") ? 12_000 : 600;

    @TempDir static Path shared;
    @TempDir Path directory;
    private static SandboxFixture original;
    private static TrustVersion published;
    private SandboxFixture fixture;

    @BeforeAll
    static void publish() throws Exception {
        original = SandboxFixture.published(shared.resolve("original"));
        published = published(original);
    }

    @BeforeEach
    void copy() throws Exception {
        fixture = original.copyTo(directory.resolve("copy"));
    }

    /** What a node sees, with the settings that the working directory remembers. */
    private static TrustVersion published(SandboxFixture fixture) throws Exception {
        TrustVersion seen =
                TrustVersion.of(
                        Verification.repository(
                                fixture.root(),
                                new DirectoryFetcher(fixture.repository()),
                                SandboxFixture.NOW));
        return new TrustVersion(
                seen.documents(),
                seen.digests(),
                seen.roles(),
                Draft.publishedSettings(fixture.federation()));
    }

    private List<Change> plan() throws Exception {
        return TrustPlan.between(published, Draft.of(fixture.federation()), DAY);
    }

    private static List<String> english(List<Change> changes) {
        return changes.stream().map(each -> each.kind() + " " + each.en()).toList();
    }

    @Test
    void draft_asItWasPublished_changesNothing() throws Exception {
        assertThat(plan()).isEmpty();
    }

    @Test
    void everything_isNew_beforeTheFirstPublication() throws Exception {
        List<Change> all =
                TrustPlan.between(TrustVersion.NONE, Draft.of(fixture.federation()), DAY);

        assertThat(english(all))
                .contains(
                        "GAINS Residents of Fuzhou (cn-350100) gain \"Borrow from public libraries without deposit\""
                                + " (cn-350200/library.deposit-free) in Xiamen (cn-350200) from rung 2 on (Jasmine Score Good, 650)")
                .anyMatch(line -> line.startsWith("AGREEMENT_BEGINS Agreement 350001 revision 1"))
                .anyMatch(line -> line.startsWith("MEMBER_JOINS Xiamen (cn-350200) becomes"))
                .anyMatch(line -> line.startsWith("ROLE_CHANGES new role targets: 2 of 3 keys"));
        assertThat(TrustPlan.between(published, TrustVersion.NONE, DAY))
                .extracting(Change::kind)
                .contains(Kind.LOSES, Kind.AGREEMENT_LAPSES, Kind.MEMBER_LEAVES, Kind.KEY_ENDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "members/cn-330100.yaml | state: ACTIVE | state: SUSPENDED | MEMBER_LEAVES Hangzhou (cn-330100) is suspended: nothing of it counts until its parent lifts that",
                "members/cn-330100.yaml | state: ACTIVE | state: SUSPENDED | LOSES Residents of Hangzhou (cn-330100) lose \"Borrow from public libraries without deposit\" (cn-350200/library.deposit-free) in Xiamen (cn-350200) from rung 2 on (Qianjiang Score Good, 600)",
                "members/cn-350200.yaml | en: Xiamen | en: Amoy | MEMBER_CHANGES Amoy (cn-350200): name.en changes from \"Xiamen\" to \"Amoy\"",
                "benefits/cn-350200.yaml | Up to 40 books | Up to 41 books | BENEFIT_CHANGES benefit cn-350200/library.deposit-free: limit.en changes from \"Up to 40 books\" to \"Up to 41 books\"",
                "benefits/cn-350200.yaml | class: 1 | class: 3 | REACHES Residents of Fuzhou (cn-350100) reach \"Rent public bicycles without deposit\" (cn-350200/bicycle.deposit-free) in Xiamen (cn-350200) from rung 3 on (Jasmine Score Excellent, 750), so far from rung 4 on (Jasmine Score Outstanding, 850)",
                "agreements/350001.yaml | classes: | classes:\\n  - { number: 60, purpose: medical.pay-later, honour: BLOOD_DONOR, clause: \"3.4\" } | AGREEMENT_CHANGES Agreement 350001 class 60: for medical.pay-later with the honour BLOOD_DONOR",
                "agreements/350002.yaml | classes: | classes:\\n  - { number: 60, purpose: finance.credit-loan, organisation: { redList: true, leastGrade: C }, clause: \"2.2\" } | AGREEMENT_CHANGES Agreement 350002 class 60: for finance.credit-loan for organisations on no black list, on a red list, evaluated C or better",
                "agreements/350002.yaml | named: true }, clause: \"2.1\" | named: false }, clause: \"2.1\" | AGREEMENT_CHANGES Agreement 350002: classes.0.organisation.named changes from true to false",
                "benefits/cn-350100.yaml | agreement: 350002\\n    class: 0 | agreement: 350002\\n    class: 1 | REACHES Organisations of Hangzhou (cn-330100) reach \"Approvals on the fast track (信易批)\" (cn-350100/approval.green-channel) in Fuzhou (cn-350100) on no black list, evaluated B or better, so far on no black list, on a red list",
                "agreements/350001.yaml | min: 750, rung: 3 | min: 760, rung: 3 | AGREEMENT_CHANGES Agreement 350001: ladder.scales.cn-350100.grades changes from",
                "agreements/350001.yaml | [ELIGIBILITY, RUNG, GRADE] | [ELIGIBILITY, RUNG, SCORE] | LETS_OUT Agreement 350001 may now disclose SCORE",
                "agreements/350001.yaml | [ELIGIBILITY, RUNG, GRADE] | [ELIGIBILITY, RUNG, SCORE] | HOLDS_BACK Agreement 350001 no longer discloses GRADE",
                "agreements/350001.yaml | [list/red] | [list/red, record/licence] | LETS_OUT Agreement 350001 lets its parties send each other organisations of record/licence",
                "agreements/350001.yaml | streams: [list/red] | '' | HOLDS_BACK Agreement 350001 no longer lets its parties send each other list/red",
                "agreements/350001.yaml | 2034-12-31 | 2025-12-31 | LOSES Residents of Fuzhou (cn-350100) lose \"Borrow from public libraries without deposit\" (cn-350200/library.deposit-free)",
                "agreements/350001.yaml | 2034-12-31\" | 2034-12-31\"\\nended: { by: cn-330100, at: 2026-11-21T09:00:00+08:00 } | AGREEMENT_LAPSES Agreement 350001 was ended by Hangzhou (cn-330100) at 2026-11-21T09:00:00+08:00",
                "agreements/350001.yaml | clause: \"3.4\", fresh: false | clause: \"3.4\", fresh: true | AGREEMENT_CHANGES Agreement 350001: classes.5.fresh changes from false to true",
                "agreements/350003.yaml | labour.grade, environment.grade | environment.grade | HOLDS_BACK Agreement 350003 clause 2.2 no longer has labour.grade among its items",
                "agreements/350003.yaml | duties: [labour.inspection] | duties: [labour.inspection, market.supervision] | LETS_OUT Agreement 350003 clause 3.2 now has market.supervision among its duties",
                "agreements/350003.yaml | 《劳动保障监察条例》第十条 | 《劳动保障监察条例》第十一条 | AGREEMENT_CHANGES Agreement 350003: queries.duties.labour.inspection.law changes from",
                "agreements/350003.yaml | - clause: \"3.2\" | - clause: \"1.1\" | LETS_OUT Agreement 350003 clause 1.1: Fuzhou (cn-350100), Xiamen (cn-350200) answer Fuzhou (cn-350100), Xiamen (cn-350200) for supervision.joint, by duty labour.inspection, 3 items: court.enforcement, labour.social-security, public-security.residence",
                "agreements/350003.yaml | - clause: \"3.2\" | - clause: \"1.1\" | HOLDS_BACK Agreement 350003 clause 3.2: Fuzhou (cn-350100), Xiamen (cn-350200) no longer answer",
                "catalogue/2026.yaml | code: credit.score | code: credit.points | HOLDS_BACK item credit.score (Score) leaves the catalogue: never exchanged",
                "catalogue/2026.yaml | code: credit.score | code: credit.points | LETS_OUT item credit.points (Score) enters the catalogue: may be exchanged as AUTHORISED",
                "entries/2026.yaml | code: record.licence | code: record.permit | HOLDS_BACK entries of kind record.licence (Administrative licence) may not be collected",
                "entries/2026.yaml | code: record.licence | code: record.permit | LETS_OUT entries of kind record.permit (Administrative licence) may be collected, and shared as PUBLIC",
                "entries/2026.yaml | class: PUBLIC | class: GOVERNMENT | HOLDS_BACK entries of kind list.red: class changes from \"PUBLIC\" to \"GOVERNMENT\"",
                "entries/2026.yaml | appliesTo: [ORGANISATION] | appliesTo: [ORGANISATION, NATURAL] | LETS_OUT entries of kind list.red: appliesTo.NATURAL is now true",
                "entries/2026.yaml | zh: 违法事实 | zh: 事实 | CATALOGUE_CHANGES entries of kind record.penalty: fields.CF_WFSS.zh changes from",
                "measures/2026.yaml | code: supervision.focus | code: supervision.more | MEASURE_ENDS measure supervision.focus (Inspected more often) may not be asked for; it was by",
                "measures/2026.yaml | code: supervision.focus | code: supervision.more | MEASURE_ALLOWED measure supervision.more (Inspected more often) may be asked for, by",
                "measures/2026.yaml | targets: [ORGANISATION] | targets: [ORGANISATION, NATURAL] | MEASURE_ALLOWED measure supervision.focus may be taken against NATURAL",
                "measures/2026.yaml | from: \"2026-01-01\" | from: \"2026-02-01\" | MEASURE_CHANGES measure measures/2026: from changes from",
                "federation.yaml | targets:   { keys: 3, threshold: 2 } | targets:   { keys: 3, threshold: 1 } | ROLE_CHANGES role targets needs 1 signatures instead of 2",
                "federation.yaml | rootDays: 365 | rootDays: 730 | FEDERATION_CHANGES federation: expiry.rootDays changes from 365 to 730",
                "federation.yaml | benefits/cn-350100.json\"] | benefits/cn-350100.json\", \"members/cn-350199.json\"] | ROLE_CHANGES role cn-350100 may speak for members/cn-350199.json",
            })
    void edit_isToldInWords(String file, String from, String to, String told) throws Exception {
        if (file.startsWith("agreements/")) {
            String digest = published.digests().get(file.replace(".yaml", ""));
            fixture.edit(file, "revision: 1 ", "revision: 2\nprevious: " + digest + " ");
        }
        fixture.edit(file, from.replace("\\n", "\n"), to.replace("\\n", "\n"));
        List<Change> changes = plan();

        assertThat(english(changes)).as(told).anyMatch(line -> line.startsWith(told));
        assertThat(changes).allMatch(each -> !each.zh().isBlank());
    }

    @Test
    void rotatedRole_isToldByItsKeys() throws Exception {
        new KeyGen(fixture.federation(), SandboxFixture.RANDOM).rotateRole("targets");

        assertThat(english(plan()))
                .hasSize(6)
                .allMatch(line ->
                        line.matches(
                                "ROLE_CHANGES key [0-9a-f]{64} may (now|no longer)? ?sign for role targets"));
    }

    @Test
    void keyTimes_areToldAsWhatTheyMean() throws Exception {
        fixture.edit(
                "keys/cn-350200.yaml",
                "  startsAt: ",
                "  revokedAt: 2026-12-01T00:00:00+08:00\n  startsAt: ");

        assertThat(plan())
                .hasSize(4)
                .allMatch(each -> each.kind() == Kind.KEY_ENDS)
                .allMatch(each ->
                        each.en()
                                .endsWith(
                                        "is revoked: whatever arrives from 2026-12-01T00:00:00+08:00 on is refused"))
                .allMatch(each -> each.zh().contains("撤销"));
    }

    @Test
    void words_neverSteerATerminal() {
        Change change = new Change(Kind.MEMBER_CHANGES, "members/x", "a\u001b[2Jb", "a\nb\u2028c");

        assertThat(change.zh()).isEqualTo("a\uFFFD[2Jb");
        assertThat(change.en()).isEqualTo("a\uFFFDb\uFFFDc");
    }

    /**
     * Whatever is changed in whatever document, something is told; the same twice tells nothing.
     */
    @Test
    void anyDifference_yieldsASentence_andEqualDocumentsNone() throws Exception {
        long seed = Long.getLong("xinqiao.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> paths = new ArrayList<>(new TreeMap<>(published.documents()).keySet());
        int differing = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, JsonNode> documents = new HashMap<>();
            published.documents().forEach((path, json) -> documents.put(path, json.deepCopy()));
            assertThat(plan(documents)).as("seed %d: equal", seed).isEmpty();
            String path = paths.get(random.nextInt(paths.size()));
            JsonNode changed = documents.get(path);
            JsonChange.somewhere(changed, random);
            if (random.nextInt(4) == 0) {
                shuffle(changed, random);
            }
            boolean differs = !published.documents().get(path).equals(changed);
            assertThat(plan(documents).isEmpty())
                    .as("seed %d round %d, %s: %s", seed, i, path, changed)
                    .isEqualTo(!differs);
            differing += differs ? 1 : 0;
        }
        assertThat(differing).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void documentAddedOrRemoved_andRolesOfAnyKind_yieldASentence() {
        for (String path : published.documents().keySet()) {
            Map<String, JsonNode> without = new HashMap<>(published.documents());
            without.remove(path);
            assertThat(plan(without)).as("without " + path).isNotEmpty();
            TrustVersion less =
                    new TrustVersion(without, Map.of(), published.roles(), published.settings());
            TrustVersion all =
                    new TrustVersion(
                            published.documents(),
                            Map.of(),
                            published.roles(),
                            published.settings());
            assertThat(TrustPlan.between(less, all, DAY)).as("with " + path).isNotEmpty();
        }
        for (String role : published.roles().keySet()) {
            Map<String, RoleFacts> without = new HashMap<>(published.roles());
            without.remove(role);
            TrustVersion less =
                    new TrustVersion(
                            published.documents(),
                            published.digests(),
                            without,
                            published.settings());
            assertThat(TrustPlan.between(published, less, DAY))
                    .singleElement()
                    .satisfies(
                            each -> assertThat(each.en()).contains("role " + role + " is taken"));
        }
    }

    private static List<Change> plan(Map<String, JsonNode> documents) {
        TrustVersion before =
                new TrustVersion(
                        published.documents(), Map.of(), published.roles(), published.settings());
        return TrustPlan.between(
                before,
                new TrustVersion(documents, Map.of(), published.roles(), published.settings()),
                DAY);
    }

    private static void shuffle(JsonNode json, Random random) {
        for (JsonNode each : json) {
            shuffle(each, random);
        }
        if (json instanceof ArrayNode array && array.size() > 1) {
            array.add(array.remove(random.nextInt(array.size())));
        } else if (json instanceof ObjectNode object && object.size() > 1) {
            String name = object.propertyNames().iterator().next();
            JsonNode value = object.remove(name);
            object.set(name, value == null ? StrictJson.object() : value);
        }
    }
}
