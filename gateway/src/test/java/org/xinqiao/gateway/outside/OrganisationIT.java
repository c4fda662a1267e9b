package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.code.Pass;
import org.xinqiao.contracts.code.PassClaim;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Codes of organisations 法人信用码: Xiamen answers for its own, at a foreign member's question and at
 * Fuzhou's counter, over real TLS and real databases.
 */
@ExtendWith(RunningSandbox.class)
class OrganisationIT {
    private static final int RED_AND_A = 0;
    private static final int PLAIN_B = 1;
    private static final int PLAIN_C = 2;
    private static final int BLACK_LISTED = 3;
    private static final String LOAN = "finance.credit-loan";
    private static final String GREEN_CHANNEL = "approval.green-channel";

    private Outside outside;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
    }

    @Test
    void code_ofAnOrganisation_isHonouredInEitherSuite_andTellsWhatItsClassSays() throws Exception {
        Visitor agent = agent(PLAIN_B);
        agent.consents(HANGZHOU, LOAN);
        Pass pass = agent.pass();
        assertThat(((PassClaim.Classes) pass.claims().claim()).set().cardinality()).isEqualTo(1);
        for (Suite suite : Suite.values()) {
            Outside.Answer answer = ask(agent.shows(pass), LOAN, suite);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.jws().algorithm().suite()).isEqualTo(suite);
            var response = RecognitionResponse.parse(answer.envelope().data());
            assertThat(response.decisions())
                    .singleElement()
                    .matches(d -> d.benefit().equals("cn-330100/finance.credit-loan"))
                    .matches(d -> d.outcome() == Outcome.BENEFIT)
                    .matches(d -> d.basis().equals("350002#2.2"));
            assertThat(response.pseudonym()).isPresent();
            assertThat(response.disclosed())
                    .isInstanceOfSatisfying(
                            RecognitionResponse.Disclosed.Organisation.class,
                            told -> {
                                assertThat(told.name().text())
                                        .isEqualTo(text(outside.organisation(PLAIN_B), "name"));
                                assertThat(told.code().text())
                                        .isEqualTo(text(outside.organisation(PLAIN_B), "code"));
                            });
        }
    }

    @Test
    void deviceKey_ofSm2_carriesAnOrganisationsCodeToo() throws Exception {
        var agent =
                new Visitor(outside, outside.organisation(RED_AND_A), SignatureAlgorithm.SM2SM3);
        agent.consents(HANGZHOU, LOAN);
        assertThat(honoured(agent.shows(agent.pass()), LOAN).decisions())
                .allMatch(decision -> decision.outcome() == Outcome.BENEFIT);
    }

    /** Rule 1: whoever reads the answer cannot tell one on a black list from one nobody knows. */
    @Test
    void blackListed_isServedAsUsual_likeOneThatNobodyKnows_andNothingElseIsTold()
            throws Exception {
        JsonNode nobody =
                StrictJson.object().put("name", "合成样例无名").put("code", "91350100M000100Y43");
        ObjectNode unknown = noEffect(Visitor.actingFor(outside, nobody));
        for (int place : List.of(PLAIN_C, BLACK_LISTED)) {
            assertThat(noEffect(agent(place))).isEqualTo(unknown);
        }
    }

    /** The answer without what is random or a time. */
    private ObjectNode noEffect(Visitor agent) throws Exception {
        agent.consents(HANGZHOU, LOAN);
        Pass pass = agent.pass();
        assertThat(((PassClaim.Classes) pass.claims().claim()).set().isEmpty()).isTrue();
        RecognitionResponse response = honoured(agent.shows(pass), LOAN);
        assertThat(response.decisions()).allMatch(d -> d.outcome() == Outcome.NO_EFFECT);
        assertThat(response.pseudonym()).isEmpty();
        assertThat(response.disclosed()).isNull();
        ObjectNode data = response.toJson();
        data.remove(List.of("consentRef", "decidedAt", "grantBefore"));
        return data;
    }

    @Test
    void code_isUsedOnce_andEndedByOrganisationOrCity() throws Exception {
        Visitor agent = agent(RED_AND_A);
        agent.consents(HANGZHOU, LOAN);
        Pass pass = agent.pass();
        String code = agent.shows(pass);
        honoured(code, LOAN);
        refused(ask(code, LOAN, Suite.SM), 422, "code-already-used");

        // The city ends it; the pass's bit is set in the same transaction.
        assertThat(agent.changes("DELETE", "").status()).isEqualTo(200);
        refused(ask(agent.shows(pass), LOAN, Suite.SM), 422, "consent-withdrawn");
        assertThat(bits(agent.consent)).isEqualTo(1);

        // The organisation ends another by its own wallet, which is no other organisation's.
        Visitor again = agent(RED_AND_A);
        again.consents(HANGZHOU, LOAN);
        Pass second = again.pass();
        String path = "/api/v1/consents/" + again.consent;
        Outside.Answer foreign =
                outside.bearer(XIAMEN, agent(PLAIN_B).wallet(), "DELETE", path, null);
        assertThat(foreign.problem()).isEqualTo("consent-unknown");
        assertThat(outside.bearer(XIAMEN, again.wallet(), "DELETE", path, null).status())
                .isEqualTo(200);
        refused(ask(again.shows(second), LOAN, Suite.INTL), 422, "consent-withdrawn");
        assertThat(bits(again.consent)).isEqualTo(1);
    }

    @Test
    void bearerCode_ofAServiceWindow_isGoodOnce() throws Exception {
        Visitor agent = agent(RED_AND_A);
        agent.consents(HANGZHOU, LOAN);
        String code = agent.bearer();
        assertThat(code.length()).isLessThanOrEqualTo(262);
        honoured(code, LOAN);
        refused(ask(code, LOAN, Suite.INTL), 422, "code-already-used");
    }

    @Test
    void kinds_neverCross() throws Exception {
        Visitor agent = agent(RED_AND_A);
        refused(
                consent(agent.consentBody(HANGZHOU, "library.lending")),
                422,
                "subject-not-supported");
        Visitor resident = Visitor.of(outside, 600);
        refused(consent(resident.consentBody(HANGZHOU, LOAN)), 422, "subject-not-supported");

        agent.consents(HANGZHOU, LOAN);
        refused(
                ask(agent.shows(agent.pass()), "library.lending", Suite.SM),
                422,
                "consent-for-another-purpose");
        resident.consents(HANGZHOU, "library.lending");
        refused(
                ask(resident.shows(resident.pass()), LOAN, Suite.SM),
                422,
                "consent-for-another-purpose");
        var data =
                new RecognitionRequest(
                        agent.shows(agent.pass()), List.of("cn-330100/library.deposit-free"), "t1");
        refused(
                outside.post(
                        XIAMEN,
                        outside.sign(
                                outside.question(data.toJson(), e -> Outside.forPurpose(e, LOAN)),
                                Suite.SM)),
                422,
                "benefit-unknown");
    }

    @Test
    void mandate_malformed_isRefusedByName() throws Exception {
        Visitor agent = agent(RED_AND_A);
        ObjectNode without = agent.consentBody(HANGZHOU, LOAN);
        ((ObjectNode) without.get("evidence")).remove("authority");
        malformed(consent(without), "evidence.authority");
        ObjectNode person = Visitor.of(outside, 600).consentBody(HANGZHOU, "library.lending");
        ((ObjectNode) person.get("evidence")).put("authority", "LEGAL_REPRESENTATIVE");
        malformed(consent(person), "evidence.authority");
        malformed(
                consent(agent.consentBody(HANGZHOU, LOAN).put("disclosure", "RUNG")), "disclosure");
        ObjectNode wrong = agent.consentBody(HANGZHOU, LOAN);
        ((ObjectNode) wrong.get("subject")).put("number", "91799999MA90000113");
        malformed(consent(wrong), "subject.number");
        ObjectNode session = StrictJson.object();
        session.set("subject", wrong.get("subject").deepCopy());
        ((ObjectNode) session.get("subject")).put("number", "91799999MA90000112");
        session.putObject("evidence").put("method", "COUNTER").put("reference", "r");
        malformed(
                outside.api(
                        XIAMEN, "platform", "POST", "/api/v1/wallet-sessions", session.toString()),
                "evidence.authority");
    }

    @Test
    void counter_grantsAndTheOrganisationSeesWhoAsked_onWhichGround() throws Exception {
        Visitor agent = agent(RED_AND_A);
        agent.consents(FUZHOU, GREEN_CHANNEL);
        ObjectNode answer = scan(agent.shows(agent.pass()), GREEN_CHANNEL);
        assertThat(answer.path("decisions").get(0).path("outcome").stringValue())
                .isEqualTo("BENEFIT");
        assertThat(text(answer.path("disclosed").path("organisation"), "code"))
                .isEqualTo(text(outside.organisation(RED_AND_A), "code"));

        String wallet = agent.wallet();
        ObjectNode own = outside.bearer(XIAMEN, wallet, "GET", "/api/v1/wallet", null).json();
        assertThat(own.has("resident")).isFalse();
        assertThat(text(own.path("organisation"), "name"))
                .isEqualTo(text(outside.organisation(RED_AND_A), "name"));
        assertThat(texts(own, "purpose")).doesNotContain("library.lending");

        ObjectNode list =
                outside.bearer(XIAMEN, wallet, "GET", "/api/v1/subjects/me/disclosures", null)
                        .json();
        JsonNode entry = list.path("disclosures").get(0);
        assertThat(text(entry.path("basis"), "ground")).isEqualTo("PUBLIC_BY_LAW");
        assertThat(text(entry.path("basis"), "clause")).isEqualTo("2.1");
        assertThat(texts(entry.path("items"), "code"))
                .containsExactlyInAnyOrder(
                        "organisation.code",
                        "organisation.eligibility",
                        "organisation.name",
                        "organisation.pseudonym");
        assertThat(text(entry.path("explanation"), "zh")).contains("依法社会公开").doesNotContain("信用分");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(uses(wallet), "event")).contains("GRANTED"));
    }

    @Test
    void counter_tellsForWhomAPurposeIs_andRefusesAPersonsCodeForIt() throws Exception {
        JsonNode purposes =
                outside.api(FUZHOU, "counter", "GET", "/api/v1/counter", null)
                        .json()
                        .path("purposes");
        for (JsonNode purpose : purposes) {
            boolean organisations = text(purpose, "purpose").matches("approval.*|finance.*");
            assertThat(text(purpose, "appliesTo"))
                    .isEqualTo(organisations ? "ORGANISATION" : "NATURAL");
        }
        Visitor resident = Visitor.of(outside, 600);
        resident.consents(FUZHOU, "library.lending");
        refused(scanned(resident.shows(resident.pass()), GREEN_CHANNEL), 422, "benefit-unknown");
    }

    private Visitor agent(int place) {
        return Visitor.actingFor(outside, outside.organisation(place));
    }

    private long bits(String consent) throws Exception {
        return new NodeDatabase(RunningSandbox.Running.current().directory(), XIAMEN)
                .number(
                        "select count(*) from pass p join status_bit b on b.list = p.status_list"
                                + " and b.index = p.status_index where p.consent = ?::uuid",
                        consent);
    }

    private Outside.Answer consent(ObjectNode body) throws Exception {
        return outside.api(XIAMEN, "platform", "POST", "/api/v1/consents", body.toString());
    }

    private ObjectNode scan(String code, String purpose) throws Exception {
        Outside.Answer answer = scanned(code, purpose);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private Outside.Answer scanned(String code, String purpose) throws Exception {
        ObjectNode body =
                StrictJson.object()
                        .put("code", code)
                        .put("purpose", purpose)
                        .put("terminal", "window-3");
        return outside.api(FUZHOU, "counter", "POST", "/api/v1/recognitions", body.toString());
    }

    private Outside.Answer ask(String code, String purpose, Suite suite) throws Exception {
        var data = new RecognitionRequest(code, List.of(), "t1").toJson();
        return outside.post(
                XIAMEN,
                outside.sign(outside.question(data, e -> Outside.forPurpose(e, purpose)), suite));
    }

    private RecognitionResponse honoured(String code, String purpose) throws Exception {
        Outside.Answer answer = ask(code, purpose, Suite.SM);
        assertThat(answer.status()).isEqualTo(200);
        return RecognitionResponse.parse(answer.envelope().data());
    }

    private static void refused(Outside.Answer answer, int status, String problem)
            throws Exception {
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static void malformed(Outside.Answer answer, String field) throws Exception {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("facts").path("field").stringValue()).isEqualTo(field);
    }

    private JsonNode uses(String wallet) throws Exception {
        return outside.bearer(XIAMEN, wallet, "GET", "/api/v1/wallet/uses", null)
                .json()
                .path("uses");
    }

    private static List<String> texts(JsonNode json, String member) {
        return json.findValues(member).stream().map(JsonNode::stringValue).toList();
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).stringValue();
    }
}
