package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.JsonNode;

/** An operator reads what an approval would mean, decides, and finds later who decided what. */
@ExtendWith(RunningSandbox.class)
class TrustHistoryIT {
    private static final String AGREEMENTS = "/api/v1/agreements/350001/approvals";

    private Outside outside;

    @BeforeEach
    void connect() throws Exception {
        outside = new Outside(RunningSandbox.Running.current().file());
    }

    private Outside.Answer get(String path) throws Exception {
        return outside.api(XIAMEN, "operator", "GET", path, null);
    }

    private JsonNode agreement() throws Exception {
        return get("/api/v1/agreements").json().path("agreements").path(0);
    }

    private static List<String> kinds(JsonNode plan) {
        return plan.path("changes")
                .valueStream()
                .map(each -> each.path("kind").asString(""))
                .toList();
    }

    @Test
    void plan_ofWhatWaits_saysWhoGains_andTheHistoryWhoDecided() throws Exception {
        String digest = agreement().path("digest").stringValue();
        JsonNode calm = get("/api/v1/trust/plan").json();
        assertThat(calm.path("waiting")).isEmpty();
        assertThat(calm.path("changes")).isEmpty();

        outside.api(XIAMEN, "operator", "DELETE", AGREEMENTS + "/" + digest, null);
        try {
            JsonNode plan = get("/api/v1/trust/plan").json();
            assertThat(plan.path("waiting").path(0).path("number").longValue()).isEqualTo(350001);
            assertThat(kinds(plan)).contains("GAINS", "AGREEMENT_BEGINS").doesNotContain("LOSES");
            JsonNode begins =
                    plan.path("changes")
                            .valueStream()
                            .filter(each ->
                                    each.path("kind").asString("").equals("AGREEMENT_BEGINS"))
                            .findFirst()
                            .orElseThrow();
            assertThat(begins.path("by").stringValue()).isEqualTo("targets");
            assertThat(begins.path("words").path("zh").stringValue()).contains("厦门市");
        } finally {
            String body = StrictJson.object().put("digest", digest).toString();
            assertThat(outside.api(XIAMEN, "operator", "POST", AGREEMENTS, body).status())
                    .isEqualTo(200);
        }

        JsonNode history = get("/api/v1/trust/history").json();
        JsonNode acts = history.path("acts");
        assertThat(acts.path(0).path("act").stringValue()).isEqualTo("APPROVED");
        assertThat(acts.path(0).path("operator").stringValue()).isEqualTo("operator");
        assertThat(acts.path(0).path("digest").stringValue()).isEqualTo(digest);
        assertThat(acts.path(1).path("act").stringValue()).isEqualTo("REVOKED");
        assertThat(acts.path(2).path("act").stringValue())
                .as("the sandbox's own")
                .isEqualTo("APPROVED");
        JsonNode first = history.path("versions").path(history.path("versions").size() - 1);
        assertThat(kinds(first)).contains("GAINS", "MEMBER_JOINS", "KEY_TRUSTED", "ROLE_CHANGES");
    }

    @Test
    void history_isForOperatorsOnly_andVersionsThatNeverWereAreNotFound() throws Exception {
        for (String path : List.of("/api/v1/trust/plan", "/api/v1/trust/history")) {
            assertThat(outside.api(XIAMEN, "counter", "GET", path, null).status()).isEqualTo(403);
            assertThat(outside.api(XIAMEN, null, "GET", path, null).status()).isEqualTo(401);
        }
        assertThat(get("/api/v1/trust/plan?from=999999").problem()).isEqualTo("not-found");
        assertThat(get("/api/v1/trust/plan?from=x").problem()).isEqualTo("request-malformed");
        assertThat(kinds(get("/api/v1/trust/plan?from=0").json())).contains("MEMBER_JOINS");
    }
}
