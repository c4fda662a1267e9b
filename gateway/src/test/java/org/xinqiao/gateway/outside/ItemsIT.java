package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.ItemsRequest.Subject;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.command.CommandLines;
import org.xinqiao.trust.evidence.EvidenceRules;
import org.xinqiao.trust.evidence.Finding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mutual queries 互查互通: Fuzhou asks Xiamen for data items in real time, by its API and past its own
 * node, over real TLS and real databases; the subjects see who asked.
 */
@ExtendWith(RunningSandbox.class)
class ItemsIT {
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final String WINDOW = "service.window";
    private static final String SUPERVISION = "supervision.joint";
    private static final String PATH = "/api/v1/item-queries";

    private static final SecureRandom RANDOM = new SecureRandom();

    private Outside outside;
    private Outside fuzhou;
    private Visitor resident;

    @BeforeEach
    void connect() throws Exception {
        var running = RunningSandbox.Running.current();
        outside = new Outside(running.file());
        fuzhou = Outside.as(FUZHOU, running.directory(), (ObjectNode) running.file());
        resident = Visitor.of(outside, 600);
    }

    @Test
    void organisation_public_isAnswered_shared_isAnsweredByDuty_andTheOrganisationSeesBoth()
            throws Exception {
        Outside.Answer answer =
                ask(
                        body(organisation(), SUPERVISION, "market.grade", "market.licence")
                                .put("duty", "market.supervision"));
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        JsonNode grade = answer.json().path("answers").get(0);
        assertThat(grade.path("values").get(0).stringValue()).startsWith("合成样例：");
        assertThat(grade.path("basis").stringValue()).isEqualTo("350003#2.2");
        assertThat(answer.json().path("note").path("en").stringValue()).contains("no reason");

        String id = answer.json().path("request").stringValue();
        assertThat(answer.location()).isEqualTo(PATH + "/" + id);
        assertThat(api("GET", PATH + "/" + id, null).json()).isEqualTo(answer.json());
        assertThat(outside.api(FUZHOU, "operator", "GET", PATH + "/" + id, null).problem())
                .isEqualTo("not-found");

        String wallet = Visitor.actingFor(outside, outside.organisation(0)).wallet();
        JsonNode seen = disclosed(wallet, id);
        assertThat(seen.path("kind").stringValue()).isEqualTo("ITEMS_QUERY");
        assertThat(seen.path("node").path("id").stringValue()).isEqualTo(FUZHOU.value());
        assertThat(seen.path("purpose").path("purpose").stringValue()).isEqualTo(SUPERVISION);
        assertThat(seen.path("statutoryDuty").path("law").stringValue()).contains("第十四条");
        JsonNode first = seen.path("items").get(0);
        assertThat(first.path("outcome").stringValue()).isEqualTo("GIVEN");
        assertThat(first.path("basis").path("ground").stringValue()).isEqualTo("STATUTORY_DUTY");
        assertThat(first.path("basis").path("words").path("zh").stringValue()).contains("法定职责");
    }

    @Test
    void person_onConsent_isAnsweredItemByItem_andTheWalletShowsWhoAskedAndWhatWasGiven()
            throws Exception {
        consents(WINDOW, "ELECTRONIC", "education.degree", "culture-tourism.guide");
        Outside.Answer answer =
                ask(
                        body(
                                consented(),
                                WINDOW,
                                "education.degree",
                                "culture-tourism.guide",
                                "labour.qualification"));
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        JsonNode answers = answer.json().path("answers");
        assertThat(answers.get(0).path("given").booleanValue()).isTrue();
        assertThat(answers.get(1).path("reason").stringValue()).isEqualTo("nothing-held");
        assertThat(answers.get(2).path("reason").stringValue()).isEqualTo("no-basis");
        assertThat(text(answer)).doesNotContain(number());

        JsonNode seen = disclosed(resident.wallet(), answer.json().path("request").stringValue());
        assertThat(seen.path("consent").path("id").stringValue()).isEqualTo(resident.consent);
        assertThat(seen.path("items").values())
                .extracting(item -> item.path("outcome").stringValue())
                .containsExactly("GIVEN", "NOTHING_HELD", "NO_BASIS");
        assertThat(seen.path("items").get(0).path("basis").path("ground").stringValue())
                .isEqualTo("CONSENT");
        assertThat(looks()).isPositive();
    }

    /** An entry that was handed in is a value at once, and none once it is recalled. */
    @Test
    void ownLists_answerTheirItems_whileTheEntryStands() throws Exception {
        String key = UUID.randomUUID().toString();
        String stream = "/api/v1/streams/cn-350200/list/red/entries";
        ObjectNode body =
                body(
                        StrictJson.object().put("organisation", TestEntries.USCC),
                        WINDOW,
                        "list.red",
                        "list.black");
        // The newest, so that it is told first, whatever other tests have handed in.
        String document = "厦示〔2026〕" + key.substring(0, 8) + "号";
        String entry =
                TestEntries.red(key)
                        .replace("2026-11-02", "2026-11-03")
                        .replace("厦示〔2026〕17号", document);
        outside.api(XIAMEN, "platform", "POST", stream, entry);
        Awaitility.await()
                .atMost(WAIT)
                .untilAsserted(() -> {
                    JsonNode answers = ask(body).json().path("answers");
                    assertThat(answers.path(0).path("values").path(0).asString(""))
                            .isEqualTo(document + "，2026-11-03");
                    assertThat(answers.path(0).path("basis").asString("")).isEqualTo("350003#2.3");
                    assertThat(answers.path(1).path("reason").asString(""))
                            .isEqualTo("nothing-held");
                });
        outside.api(XIAMEN, "platform", "DELETE", stream + "/" + key, null);
        await(() -> {
            Outside.Answer answer = ask(body);
            return answer.status() == 200 && !text(answer).contains(document);
        });
    }

    /** Rule 3: what is withdrawn is recalled. */
    @Test
    void consent_withdrawn_endsQuestions_andWhatWasAnsweredIsShownNoMore() throws Exception {
        consents(WINDOW, "ELECTRONIC", "education.degree");
        ObjectNode body = body(consented(), WINDOW, "education.degree");
        String id = ask(body).json().path("request").stringValue();
        assertThat(api("GET", PATH + "/" + id, null).status()).isEqualTo(200);

        assertThat(resident.changes("POST", "/pause").status()).isEqualTo(200);
        assertThat(ask(body).problem()).isEqualTo("consent-paused");
        await(() -> "consent-paused".equals(read(id)));
        assertThat(resident.changes("POST", "/resume").status()).isEqualTo(200);
        await(() -> "answered".equals(read(id)));
        assertThat(resident.changes("DELETE", "").status()).isEqualTo(200);
        assertThat(ask(body).problem()).isEqualTo("consent-withdrawn");
        await(() -> "consent-withdrawn".equals(read(id)));
    }

    @Test
    void writing_isAskedForWhereLawSaysSo_andAConsentForQuestionsIsNoneForCodes() throws Exception {
        ObjectNode electronic = consentBody(WINDOW, "ELECTRONIC", "local-tax.amount");
        assertThat(give(electronic).json().path("facts").path("field").stringValue())
                .isEqualTo("form");
        assertThat(give(consentBody(WINDOW, "WRITTEN", "gene")).problem())
                .isEqualTo("item-forbidden");
        assertThat(give(consentBody(WINDOW, "WRITTEN", "labour.grade")).problem())
                .isEqualTo("item-not-agreed");
        assertThat(give(consentBody("library.lending", "WRITTEN", "education.degree")).problem())
                .isEqualTo("purpose-unknown");

        consents(WINDOW, "WRITTEN", "local-tax.amount");
        Outside.Answer answer = ask(body(consented(), WINDOW, "local-tax.amount"));
        assertThat(answer.json().path("answers").get(0).path("given").booleanValue()).isTrue();
        Outside.Answer code =
                outside.api(
                        XIAMEN,
                        "platform",
                        "POST",
                        "/api/v1/credit-codes",
                        resident.codeBody().toString());
        assertThat(code.problem()).isEqualTo("conflict");
    }

    @Test
    void consent_forOneUse_answersOneQuestion() throws Exception {
        resident.consents(consentBody(WINDOW, "ELECTRONIC", "education.degree").put("use", "ONCE"));
        var subject = new Subject.Consenting(UUID.fromString(resident.consent));
        byte[] message = message(subject, WINDOW, null, "education.degree");
        Outside.Answer first = fuzhou.post(XIAMEN, message);
        assertThat(first.status()).isEqualTo(200);
        assertThat(fuzhou.post(XIAMEN, message).body()).isEqualTo(first.body());
        assertThat(ask(body(consented(), WINDOW, "education.degree")).problem())
                .isEqualTo("consent-used");
    }

    /** By the pseudonym that a consent told Fuzhou; nothing but that names the person. */
    @Test
    void person_byPseudonym_isAnsweredByDutyAlone() throws Exception {
        String pseudonym =
                give(resident.consentBody(FUZHOU, "library.lending"))
                        .json()
                        .path("receipt")
                        .path("header")
                        .path("piiPrincipalId")
                        .stringValue();
        ObjectNode subject = StrictJson.object().put("pseudonym", pseudonym);
        ObjectNode body = body(subject, SUPERVISION, "labour.social-security");
        assertThat(ask(body).problem()).isEqualTo("duty-required");
        Outside.Answer answer = ask(body.put("duty", "labour.inspection"));
        assertThat(answer.json().path("answers").get(0).path("given").booleanValue()).isTrue();
        ObjectNode stranger = StrictJson.object().put("pseudonym", "A".repeat(43));
        assertThat(
                        ask(body(stranger, SUPERVISION, "labour.social-security")
                                        .put("duty", "labour.inspection"))
                                .problem())
                .isEqualTo("subject-unknown");
    }

    @Test
    void refusals_haveTypesOfTheirOwn_inTheirOrder() throws Exception {
        refused("consent-required", WINDOW, null, "education.degree");
        refused("item-forbidden", WINDOW, null, "gene");
        refused("item-forbidden", WINDOW, null, "credit.score");
        refused("item-forbidden", WINDOW, null, "unheard.of");
        refused("item-not-agreed", WINDOW, null, "honour.award");
        refused("purpose-unknown", "library.lending", null, "education.degree");
        refused("duty-unknown", SUPERVISION, "tax.audit", "court.enforcement");
        refused("duty-required", SUPERVISION, "market.supervision", "court.enforcement");
        refused("field-invalid", null, null, "education.degree");
        String[] many = new String[ItemsRequest.ITEMS_MAX + 1];
        Arrays.setAll(many, i -> "item" + i);
        refused("too-many-items", WINDOW, null, many);

        Subject nobody = new Subject.Consenting(UUID.randomUUID());
        assertThat(fuzhou.post(XIAMEN, message(nobody, WINDOW, null, "education.degree")).problem())
                .isEqualTo("consent-unknown");
        // Hangzhou is no party to the agreement, whoever gave it a consent's id.
        Envelope theirs = question(HANGZHOU, nobody, WINDOW, null, "education.degree");
        assertThat(outside.post(XIAMEN, outside.sign(theirs, Suite.SM)).problem())
                .isEqualTo("items-without-agreement");
        assertThat(
                        outside.api(
                                        FUZHOU,
                                        "platform",
                                        "POST",
                                        PATH,
                                        body(organisation(), SUPERVISION, "market.licence")
                                                .put("node", HANGZHOU.value())
                                                .toString())
                                .problem())
                .isEqualTo("items-without-agreement");
        for (String missing : List.of("purpose", "officer", "items", "subject", "node")) {
            ObjectNode body = body(organisation(), SUPERVISION, "market.licence");
            body.remove(missing);
            Outside.Answer answer = ask(body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("facts").path("field").stringValue()).startsWith(missing);
        }
        assertThat(
                        outside.api(
                                        FUZHOU,
                                        "counter",
                                        "POST",
                                        PATH,
                                        body(organisation(), SUPERVISION, "market.licence")
                                                .toString())
                                .status())
                .isEqualTo(403);
    }

    @Test
    void message_ofEitherSuite_isAnsweredInIt_andTheSameBytesGetTheSameAnswer() throws Exception {
        var subject =
                new Subject.Organisation(
                        UnifiedSocialCreditCode.parse(
                                outside.organisation(0).path("code").stringValue()));
        for (Suite suite : Suite.values()) {
            Envelope asked =
                    question(FUZHOU, subject, SUPERVISION, null, "market.licence", "fire.penalty");
            byte[] message = fuzhou.sign(asked, suite);
            Outside.Answer first = fuzhou.post(XIAMEN, message);
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.jws().algorithm().suite()).isEqualTo(suite);
            assertThat(ItemsResponse.parse(first.envelope().data()).answers()).hasSize(2);
            assertThat(fuzhou.post(XIAMEN, message).body()).isEqualTo(first.body());
            assertThat(
                            database(XIAMEN)
                                    .number(
                                            "select count(*) from item_answer where request = ?",
                                            asked.id().value()))
                    .isEqualTo(1);
        }
        // A refusal binds its id as well.
        byte[] refused = message(subject, SUPERVISION, null, "market.grade");
        Outside.Answer first = fuzhou.post(XIAMEN, refused);
        assertThat(first.problem()).isEqualTo("duty-required");
        assertThat(fuzhou.post(XIAMEN, refused).body()).isEqualTo(first.body());
    }

    @Test
    void pseudonymOfAnother_namesNobodyHere() throws Exception {
        String hangzhous =
                give(resident.consentBody(HANGZHOU, "library.lending"))
                        .json()
                        .path("receipt")
                        .path("header")
                        .path("piiPrincipalId")
                        .stringValue();
        var subject = new Subject.Known(Pseudonym.parse(hangzhous));
        assertThat(
                        fuzhou.post(
                                        XIAMEN,
                                        message(
                                                subject,
                                                SUPERVISION,
                                                "labour.inspection",
                                                "court.enforcement"))
                                .problem())
                .isEqualTo("subject-unknown");
    }

    /** Both sides can prove what was asked and answered, off line. */
    @Test
    void evidence_ofBothSides_isExportedAndVerified() throws Exception {
        byte[] root =
                Files.readAllBytes(
                        Path.of(outside.sandbox.path("trust").path("root").stringValue()));
        consents(WINDOW, "ELECTRONIC", "education.degree");
        String id =
                ask(body(consented(), WINDOW, "education.degree"))
                        .json()
                        .path("request")
                        .stringValue();
        for (var node : List.of(FUZHOU, XIAMEN)) {
            Awaitility.await()
                    .atMost(WAIT)
                    .untilAsserted(() -> {
                        Outside.Answer exported =
                                outside.api(
                                        node, "operator", "GET", "/api/v1/evidence/" + id, null);
                        assertThat(exported.status()).isEqualTo(200);
                        assertThat(text(exported)).doesNotContain(number());
                        List<Finding> findings = EvidenceRules.decide(exported.body(), root);
                        assertThat(findings).noneMatch(Finding::isFault);
                        assertThat(findings.stream().map(Finding::en))
                                .anyMatch(en -> en.contains("asked for items education.degree"))
                                .anyMatch(en -> en.contains("gave [education.degree 350003#3.1]"))
                                .anyMatch(en -> en.contains(" witnessed that message"));
                    });
        }
    }

    @Test
    void commandLine_listsWhatIsAgreed_andAsks(@TempDir Path directory) throws Exception {
        JsonNode node = outside.node(FUZHOU);
        Path token =
                Files.writeString(
                        directory.resolve("token"),
                        node.path("tokens").path("platform").stringValue());
        String api = node.path("api").stringValue();
        assertThat(
                        run(
                                "items",
                                "agreed",
                                "--api",
                                api,
                                "--token-file",
                                token.toString(),
                                "--node",
                                XIAMEN.value()))
                .contains("350003#3.2", "local-tax.amount", "（须书面同意）", "labour.inspection");
        assertThat(
                        run(
                                "items",
                                "ask",
                                "--api",
                                api,
                                "--token-file",
                                token.toString(),
                                "--node",
                                XIAMEN.value(),
                                "--organisation",
                                outside.organisation(0).path("code").stringValue(),
                                "--item",
                                "market.grade,fire.licence",
                                "--purpose",
                                SUPERVISION,
                                "--duty",
                                "market.supervision",
                                "--officer",
                                "fz-0417",
                                "--officer-name",
                                "林一"))
                .contains("合成样例：", "350003#2.2", "request ");
    }

    private static String run(String... arguments) {
        var out = new StringWriter();
        assertThat(CommandLines.run(new PrintWriter(out, true), arguments)).as("%s", out).isZero();
        return out.toString();
    }

    private void consents(String purpose, String form, String... items) throws Exception {
        resident.consents(consentBody(purpose, form, items));
    }

    private ObjectNode consentBody(String purpose, String form, String... items) {
        ObjectNode body = resident.consentBody(FUZHOU, purpose).put("form", form);
        var named = body.putArray("items");
        List.of(items).forEach(named::add);
        return body;
    }

    private Outside.Answer give(ObjectNode body) throws Exception {
        return outside.api(XIAMEN, "platform", "POST", "/api/v1/consents", body.toString());
    }

    private ObjectNode consented() {
        return StrictJson.object().put("consent", resident.consent);
    }

    private ObjectNode organisation() {
        return StrictJson.object()
                .put("organisation", outside.organisation(0).path("code").stringValue());
    }

    private static ObjectNode body(ObjectNode subject, String purpose, String... items) {
        ObjectNode body = StrictJson.object().put("node", XIAMEN.value());
        body.set("subject", subject);
        var codes = body.putArray("items");
        List.of(items).forEach(codes::add);
        body.put("purpose", purpose);
        body.putObject("officer").put("id", "fz-0417").put("name", "林一");
        return body;
    }

    private Outside.Answer ask(ObjectNode body) throws Exception {
        return api("POST", PATH, body.toString());
    }

    private Outside.Answer api(String method, String path, @Nullable String body) throws Exception {
        return outside.api(FUZHOU, "platform", method, path, body);
    }

    /** What a question of before is answered with when it is read again. */
    private String read(String id) throws Exception {
        Outside.Answer answer = api("GET", PATH + "/" + id, null);
        return answer.status() == 200 ? "answered" : answer.problem();
    }

    /** Asked past Fuzhou's node, which would not send it. */
    private void refused(
            String problem, @Nullable String purpose, @Nullable String duty, String... items)
            throws Exception {
        if (resident.consent.isEmpty()) {
            resident.consents(resident.consentBody(FUZHOU, "library.lending"));
        }
        var known =
                Pseudonym.parse(
                        outside.api(
                                        XIAMEN,
                                        "platform",
                                        "GET",
                                        "/api/v1/consents/" + resident.consent,
                                        null)
                                .json()
                                .path("receipt")
                                .path("header")
                                .path("piiPrincipalId")
                                .stringValue());
        Outside.Answer answer =
                fuzhou.post(XIAMEN, message(new Subject.Known(known), purpose, duty, items));
        assertThat(answer.problem()).as(String.join(",", items)).isEqualTo(problem);
    }

    private byte[] message(
            Subject subject, @Nullable String purpose, @Nullable String duty, String... items) {
        return fuzhou.sign(question(FUZHOU, subject, purpose, duty, items), Suite.SM);
    }

    private static Envelope question(
            NodeId source,
            Subject subject,
            @Nullable String purpose,
            @Nullable String duty,
            String... items) {
        Instant now = Instant.now();
        return new Envelope(
                MessageId.random(now.toEpochMilli(), RANDOM),
                source,
                MessageType.ITEMS_REQUEST.wire(),
                WireTime.of(now),
                XIAMEN,
                1,
                null,
                purpose,
                null,
                null,
                new ItemsRequest(subject, List.of(items), duty).toJson());
    }

    private JsonNode disclosed(String wallet, String request) throws Exception {
        for (JsonNode one :
                outside.bearer(
                                XIAMEN,
                                wallet,
                                "GET",
                                "/api/v1/subjects/me/disclosures?limit=200",
                                null)
                        .json()
                        .path("disclosures")) {
            if (one.path("id").stringValue().equals(request)) {
                return one;
            }
        }
        throw new AssertionError("the question is not listed: " + request);
    }

    private long looks() throws Exception {
        return database(FUZHOU)
                .number("select count(*) from staff_query where officer = 'fz-0417'");
    }

    private static NodeDatabase database(NodeId node) throws Exception {
        return new NodeDatabase(RunningSandbox.Running.current().directory(), node);
    }

    private String number() {
        return resident.codeBody().path("subject").path("number").stringValue();
    }

    private static String text(Outside.Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(WAIT).until(condition);
    }
}
