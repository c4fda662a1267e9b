package org.xinqiao.gateway.sandbox.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xinqiao.adapters.city.CityOrganisation;
import org.xinqiao.adapters.city.CityScore;
import org.xinqiao.adapters.city.RestOrganisationPlatform;
import org.xinqiao.adapters.city.RestScorePlatform;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.EvaluationGrade;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.PersonNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.sandbox.people.CityProfile;
import org.xinqiao.gateway.sandbox.people.SampleResidents;
import tools.jackson.databind.JsonNode;

class CityPlatformTest {
    private static final String ORGANISATION = "91799999MA90000112";
    private static final String PERFECT = "799999199203149027";
    private static final String WITHOUT_SCORE = "799999200306259064";
    private static final String NOBODY = "11010519491231002X";

    private final AtomicReference<JsonNode> asked = new AtomicReference<>();
    private final AtomicReference<String> token = new AtomicReference<>();
    private final HttpClient browser = HttpClient.newHttpClient();
    private final SigningKey key = Keys.generate(SignatureAlgorithm.SM2SM3, new SecureRandom());
    private LocalServer node;
    private CityPlatform platform;
    private volatile int nodeStatus = 201;

    @BeforeEach
    void start() throws IOException {
        node =
                LocalServer.bind(0)
                        .on(
                                "/api/v1/wallet-sessions",
                                exchange -> {
                                    token.set(
                                            exchange.getRequestHeaders().getFirst("Authorization"));
                                    asked.set(
                                            StrictJson.mapper()
                                                    .readTree(
                                                            exchange.getRequestBody()
                                                                    .readAllBytes()));
                                    Exchanges.answer(
                                            exchange,
                                            nodeStatus,
                                            "application/json",
                                            nodeStatus == 201
                                                    ? "{\"token\":\"t0ken\"}"
                                                    : "{\"title\":\"Under age\"}");
                                })
                        .start();
        platform =
                CityPlatform.start(
                        CityProfile.XIAMEN,
                        SampleResidents.read(),
                        0,
                        URI.create("http://localhost:" + node.port()),
                        "platform-token",
                        List.of(key.publicKey()));
    }

    @AfterEach
    void stop() {
        platform.close();
        node.close();
        browser.close();
    }

    @Test
    void score_ofASample_isWhatTheNodesAdapterReads() throws Exception {
        try (RestScorePlatform adapter =
                new RestScorePlatform(
                        base(),
                        Duration.ofSeconds(5),
                        CityProfile.XIAMEN.scoreMax(),
                        InstantSource.system())) {
            assertThat(adapter.standingOf(number(PERFECT)).score())
                    .map(CityScore::score)
                    .contains(712);
            assertThat(adapter.standingOf(number(WITHOUT_SCORE)).score()).isEmpty();
            assertThat(adapter.standingOf(number(NOBODY)).score()).isEmpty();
        }
    }

    @Test
    void score_queryMalformed_isRefused() throws Exception {
        assertThat(
                        post(
                                        "/scores/query",
                                        "application/json",
                                        "{\"type\":\"CITIZEN\",\"number\":\"1\"}")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void app_start_showsTheCitysOwnSamples() throws Exception {
        String page = get("/app").body();

        assertThat(page)
                .contains("厦门", "陈雅琳", "712 极好", "合成数据", "Synthetic data")
                .doesNotContain("林晓峰", "{{");
    }

    @Test
    void app_residentPicked_opensTheWalletWithASessionInTheFragment() throws Exception {
        HttpResponse<String> answer = form("/app/open", "number", PERFECT);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .contains("http://localhost:" + node.port() + "/wallet/#session=t0ken");
        assertThat(token.get()).isEqualTo("Bearer platform-token");
        assertThat(asked.get().path("subject").path("type").asString()).isEqualTo("CITIZEN");
        assertThat(asked.get().path("subject").path("number").asString()).isEqualTo(PERFECT);
        assertThat(asked.get().path("name").asString()).isEqualTo("陈雅琳");
        assertThat(asked.get().path("evidence").path("method").asString()).isEqualTo("REAL_PERSON");
    }

    @Test
    void organisation_ofASample_isWhatTheNodesAdapterReads() throws Exception {
        try (var adapter =
                new RestOrganisationPlatform(
                        base(), Duration.ofSeconds(5), InstantSource.system())) {
            CityOrganisation known =
                    adapter.organisation(UnifiedSocialCreditCode.parse(ORGANISATION)).orElseThrow();
            assertThat(known.lists()).containsExactly(CreditList.RED);
            assertThat(known.grade()).isEqualTo(EvaluationGrade.A);
            assertThat(adapter.organisation(UnifiedSocialCreditCode.parse("91350100M000100Y43")))
                    .isEmpty();
        }
        for (String wrong : List.of("{\"code\":\"1\"}", "{}", "x")) {
            assertThat(post("/organisations/query", "application/json", wrong).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void app_organisationPicked_opensItsWallet_forOneWhoMayAct() throws Exception {
        HttpResponse<String> answer = form("/app/act", "code", ORGANISATION);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(asked.get().path("subject").path("type").asString()).isEqualTo("ORGANISATION");
        assertThat(asked.get().path("subject").path("number").asString()).isEqualTo(ORGANISATION);
        assertThat(asked.get().path("evidence").path("authority").asString())
                .isEqualTo("AUTHORISED_AGENT");
        assertThat(get("/app").body()).contains("合成样例一号科技有限公司").doesNotContain("合成样例六号");
        assertThat(form("/app/act", "code", "91350100M000100Y43").statusCode()).isEqualTo(404);
    }

    @Test
    void app_nodeRefuses_saysWhy() throws Exception {
        nodeStatus = 422;

        HttpResponse<String> answer = form("/app/open", "number", PERFECT);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("Under age");
    }

    @Test
    void app_nobodysNumber_isNotFound() throws Exception {
        assertThat(form("/app/open", "number", NOBODY).statusCode()).isEqualTo(404);
        assertThat(form("/app/open", "number", "x").statusCode()).isEqualTo(404);
        assertThat(asked.get()).isNull();
    }

    @Test
    void notice_ofTheNode_isTakenOnceAndShown() throws Exception {
        byte[] notice = notice(key, CityProfile.XIAMEN.node());
        assertThat(post("/notices", "application/jose", ascii(notice)).statusCode()).isEqualTo(204);
        assertThat(post("/notices", "application/jose", ascii(notice)).statusCode()).isEqualTo(204);

        assertThat(get("/app").body().split("data-notice=\"consent-ending\"", -1)).hasSize(2);
    }

    @Test
    void notice_ofAnybodyElse_isRefused() throws Exception {
        var stranger = Keys.generate(SignatureAlgorithm.SM2SM3, new SecureRandom());
        for (byte[] forged :
                List.of(
                        notice(stranger, CityProfile.XIAMEN.node()),
                        notice(key, NodeId.parse("cn-350100")),
                        new byte[] {1, 2, 3})) {
            assertThat(post("/notices", "application/jose", ascii(forged)).statusCode())
                    .isEqualTo(400);
        }
        assertThat(get("/notices").statusCode()).isEqualTo(400);
        assertThat(get("/app").body()).doesNotContain("data-notice");
    }

    private static byte[] notice(SigningKey key, NodeId node) {
        Instant now = Instant.now();
        var notice =
                new PersonNotice(
                        PersonNotice.Kind.CONSENT_ENDING,
                        UUID.randomUUID(),
                        NodeId.parse("cn-350100"),
                        null,
                        WireTime.of(now));
        var envelope =
                new Envelope(
                        MessageId.random(now.toEpochMilli(), new Random()),
                        node,
                        MessageType.PERSON_NOTICE.wire(),
                        WireTime.of(now),
                        node,
                        1,
                        null,
                        null,
                        null,
                        null,
                        notice.toJson());
        return ascii(CompactJws.sign(key, JwsType.MESSAGE, envelope.toBytes()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Test
    void app_search_findsByNameAndTakesNoMarkup() throws Exception {
        assertThat(form("/app/search", "name", "雅琳").body()).contains("陈雅琳");
        assertThat(form("/app/search", "name", "<b>{{score}}").body())
                .doesNotContain("<b>{{")
                .contains("&lt;b&gt;&#123;");
    }

    private static SubjectNumber number(String number) {
        return SubjectNumber.parse(SubjectType.CITIZEN, number);
    }

    private URI base() {
        return URI.create("http://localhost:" + platform.port() + "/");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(base().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> form(String path, String name, String value) throws Exception {
        return post(
                path,
                "application/x-www-form-urlencoded",
                name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(String path, String mediaType, String body) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(base().resolve(path))
                        .header("Content-Type", mediaType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
