package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.RecognitionRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A resident of Xiamen sees who asked about them, their own city's staff among them. */
@ExtendWith(RunningSandbox.class)
class RightToKnowIT {
    private static final String OWN = "/api/v1/subjects/me/disclosures";

    private Outside outside;
    private Visitor visitor;
    private JsonNode person;
    private String session;

    @BeforeEach
    void enter() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
        visitor = Visitor.of(outside, 600).consents(HANGZHOU, "library.lending");
        person = visitor.codeBody().path("subject");
        ObjectNode body = StrictJson.object();
        body.set("subject", person);
        body.putObject("evidence").put("method", "REAL_PERSON").put("reference", "test");
        session =
                post("platform", "/api/v1/wallet-sessions", body)
                        .json()
                        .path("token")
                        .stringValue();
    }

    @Test
    void recognition_isListed_withWhoWhyBasisAndWhatWasGiven_andSoIsTheNoticeOfWithdrawal()
            throws Exception {
        var question = new RecognitionRequest(visitor.shows(visitor.pass()), List.of(), "t1");
        var asked = outside.question(question.toJson(), e -> e);
        assertThat(outside.post(XIAMEN, outside.sign(asked, Suite.SM)).status()).isEqualTo(200);
        assertThat(visitor.changes("DELETE", "").status()).isEqualTo(200);

        List<JsonNode> all = own();
        JsonNode entry =
                all.stream()
                        .filter(one -> one.path("id").stringValue().equals(asked.id().toString()))
                        .findFirst()
                        .orElseThrow();
        assertThat(entry.path("kind").stringValue()).isEqualTo("RECOGNITION");
        assertThat(entry.path("node").path("id").stringValue()).isEqualTo(HANGZHOU.value());
        assertThat(entry.path("node").path("name").path("zh").stringValue()).isNotBlank();
        assertThat(entry.path("purpose").path("purpose").stringValue())
                .isEqualTo("library.lending");
        assertThat(entry.path("benefits").path(0).path("outcome").stringValue())
                .isEqualTo("BENEFIT");
        assertThat(entry.path("items").values())
                .extracting(item -> item.path("code").stringValue())
                .containsExactlyInAnyOrder("credit.eligibility", "subject.pseudonym");
        assertThat(entry.path("basis").path("agreement").longValue()).isEqualTo(350_001);
        assertThat(entry.path("basis").path("words").path("zh").stringValue()).isNotBlank();
        assertThat(entry.path("consent").path("id").stringValue()).isEqualTo(visitor.consent);
        assertThat(entry.path("consent").path("revision").intValue()).isEqualTo(1);
        assertThat(entry.path("explanation").path("en").stringValue()).startsWith("Under 350001#");

        assertThat(all)
                .anyMatch(one ->
                        one.path("kind").stringValue().equals("CONSENT_NOTICE")
                                && one.path("node").path("id").stringValue().equals("cn-330100")
                                && one.path("consent")
                                        .path("id")
                                        .stringValue()
                                        .equals(visitor.consent)
                                && one.path("consent").path("revision").intValue() == 2);
        assertThat(all)
                .extracting(one -> one.path("at").stringValue())
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"purpose", "duty", "officer"})
    void staff_withoutDeclaration_areRefused_andTheProblemNamesTheField(String missing)
            throws Exception {
        ObjectNode body = declaration("林一");
        body.remove(missing);
        Outside.Answer answer = post("platform", "/api/v1/subjects", body);
        assertThat(answer.problem()).isEqualTo("request-malformed");
        assertThat(answer.json().path("facts").path("field").stringValue()).isEqualTo(missing);
        assertThat(post("counter", "/api/v1/subjects", declaration("林一")).status()).isEqualTo(403);
        ObjectNode blank = declaration("林一").put("duty", "  ");
        assertThat(post("platform", "/api/v1/subjects", blank).json().path("facts").toString())
                .contains("duty");
    }

    @Test
    void staff_whoLook_areSeenByThePerson_andTheirReferenceIsTheirsAlone() throws Exception {
        String reference = declared("platform", declaration("林一"));
        String path = "/api/v1/subjects/" + reference + "/disclosures";
        assertThat(get("platform", path).status()).isEqualTo(200);
        assertThat(get("operator", path).status()).isEqualTo(404);
        assertThat(get("platform", "/api/v1/subjects/AAAA/disclosures").status()).isEqualTo(404);
        assertThat(get("platform", OWN).status()).isEqualTo(403);

        JsonNode look = first(own(), one -> one.path("kind").stringValue().equals("STAFF_QUERY"));
        assertThat(look.path("officer").path("id").stringValue()).isEqualTo("xm-0417");
        assertThat(look.path("officer").path("name").stringValue()).isEqualTo("林**");
        assertThat(look.path("purposeDeclared").stringValue()).isEqualTo("核实异议");
        assertThat(look.path("duty").stringValue()).isEqualTo("异议处理岗");
    }

    @Test
    void officer_ofThePersonsFamilyName_isFlagged_andASecondPersonReviewsOnce() throws Exception {
        String own = look("operator", "欧阳一");
        String other = look("platform", "欧阳一");
        String review = "{\"finding\":\"值班记录相符\"}";
        assertThat(review(own, review).problem()).isEqualTo("conflict");
        assertThat(review(other, "{}").problem()).isEqualTo("request-malformed");
        assertThat(review(other, review).status()).isEqualTo(204);
        assertThat(review(other, review).problem()).isEqualTo("conflict");
        assertThat(newest("operator").path("review").isMissingNode()).isTrue();
        assertThat(newest("platform").path("review").path("finding").stringValue())
                .isEqualTo("值班记录相符");

        assertThat(newest("platform").path("flags").toString()).contains("FAMILY_NAME");
        look("platform", "欧小明");
        assertThat(newest("platform").path("flags").toString()).doesNotContain("FAMILY_NAME");
    }

    @Test
    void list_pageByPage_isTheWholeList() throws Exception {
        for (int i = 0; i < 3; i++) {
            look("platform", "林一");
        }
        List<JsonNode> whole = own();
        var seen = new ArrayList<JsonNode>();
        String next = "";
        while (next != null) {
            ObjectNode page = wallet(OWN + "?limit=2" + next).json();
            page.path("disclosures").values().forEach(seen::add);
            JsonNode more = page.path("next");
            next = more.isNull() ? null : "&after=" + more.stringValue();
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3).isEqualTo(whole);
    }

    /** Declares, looks once, and gives the id of what was recorded. */
    private String look(String role, String officer) throws Exception {
        ObjectNode body = declaration(officer).put("name", "欧阳小白");
        String path = "/api/v1/subjects/" + declared(role, body) + "/disclosures";
        assertThat(get(role, path).status()).isEqualTo(200);
        return newest(role).path("id").stringValue();
    }

    /** The newest look of a caller, as a second person sees it. */
    private JsonNode newest(String role) throws Exception {
        ObjectNode list = get("operator", "/api/v1/staff-queries?limit=200").json();
        return first(
                List.copyOf(list.path("queries").values()),
                one -> one.path("caller").stringValue().contains(role));
    }

    private static JsonNode first(List<JsonNode> all, Predicate<JsonNode> which) {
        return all.stream().filter(which).findFirst().orElseThrow();
    }

    private Outside.Answer review(String id, String body) throws Exception {
        String path = "/api/v1/staff-queries/" + id + "/review";
        return outside.api(XIAMEN, "operator", "POST", path, body);
    }

    private ObjectNode declaration(String officer) {
        ObjectNode body = StrictJson.object();
        body.set("subject", person);
        body.put("purpose", "核实异议").put("duty", "异议处理岗");
        body.putObject("officer").put("id", "xm-0417").put("name", officer);
        return body;
    }

    private String declared(String role, ObjectNode body) throws Exception {
        Outside.Answer answer = post(role, "/api/v1/subjects", body);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().path("subject").stringValue();
    }

    private List<JsonNode> own() throws Exception {
        Outside.Answer answer = wallet(OWN + "?limit=200");
        assertThat(answer.status()).isEqualTo(200);
        return List.copyOf(answer.json().path("disclosures").values());
    }

    private Outside.Answer wallet(String path) throws Exception {
        return outside.bearer(XIAMEN, session, "GET", path, null);
    }

    private Outside.Answer get(String role, String path) throws Exception {
        return outside.api(XIAMEN, role, "GET", path, null);
    }

    private Outside.Answer post(String role, String path, ObjectNode body) throws Exception {
        return outside.api(XIAMEN, role, "POST", path, body.toString());
    }
}
