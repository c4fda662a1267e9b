package org.xinqiao.adapters.city;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.EvaluationGrade;

class RestOrganisationPlatformTest {
    private static final Instant NOW = Instant.parse("2026-11-21T01:30:00Z");
    private static final String CODE = "91350100M000100Y43";
    private static final UnifiedSocialCreditCode ORGANISATION = UnifiedSocialCreditCode.parse(CODE);

    @RegisterExtension
    static final WireMockExtension CITY =
            WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

    private RestOrganisationPlatform platform;

    @BeforeEach
    void connect() {
        platform =
                new RestOrganisationPlatform(
                        URI.create(CITY.baseUrl() + "/city"), Duration.ofSeconds(30), () -> NOW);
    }

    @AfterEach
    void disconnect() {
        platform.close();
    }

    @Test
    void organisation_known_isReturned_askedByItsCode() throws Exception {
        answer(
                200,
                """
                {"name":"合成样例有限公司","lists":["RED","BLACK"],"grade":"B",
                 "asOf":"2026-11-21T09:00:00+08:00"}\
                """);

        CityOrganisation known = platform.organisation(ORGANISATION).orElseThrow();
        assertThat(known.name()).isEqualTo(new OrganisationName("合成样例有限公司"));
        assertThat(known.lists()).containsExactlyInAnyOrder(CreditList.values());
        assertThat(known.grade()).isEqualTo(EvaluationGrade.B);
        CITY.verify(
                1,
                postRequestedFor(urlEqualTo("/city/organisations/query"))
                        .withRequestBody(equalToJson("{\"code\":\"" + CODE + "\"}")));
    }

    @Test
    void organisation_notEvaluatedAndOnNoList_isReturnedSo() throws Exception {
        answer(200, "{\"name\":\"某\",\"lists\":[],\"asOf\":\"2026-11-21T09:00:00+08:00\"}");

        CityOrganisation known = platform.organisation(ORGANISATION).orElseThrow();
        assertThat(known.lists()).isEmpty();
        assertThat(known.grade()).isNull();
    }

    @Test
    void organisation_unknownToThePlatform_isEmpty() throws Exception {
        answer(404, "{\"organisation\":null}");

        assertThat(platform.organisation(ORGANISATION)).isEmpty();
    }

    /** What might say "black list" in words that are not known here is no answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"某\",\"lists\":[\"GREY\"],\"asOf\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"name\":\"某\",\"lists\":[],\"grade\":\"E\",\"asOf\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"name\":\"某\",\"lists\":[],\"grade\":null,\"asOf\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"name\":\"某\",\"asOf\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"lists\":[],\"asOf\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"name\":\" \",\"lists\":[],\"asOf\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"name\":\"某\",\"lists\":[]}",
                "{\"name\":\"某\",\"lists\":[],\"asOf\":\"2026-11-21T09:36:00+08:00\"}",
                "{\"name\":\"某\",\"lists\":[],\"asOf\":\"2026-11-21T09:00:00+08:00\",\"more\":1}",
                "[]",
                "no JSON"
            })
    void answer_thatWasNotAgreed_isUnavailable_neverAnOrganisationWithoutLists(String body) {
        answer(200, body);

        assertThatThrownBy(() -> platform.organisation(ORGANISATION))
                .isInstanceOfSatisfying(
                        PlatformUnavailable.class,
                        e -> assertThat(e.fault()).isEqualTo(PlatformUnavailable.Fault.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"organisation\":null,\"more\":1}", "{\"organisation\":1}"})
    void notFound_thatTheDutyDoesNotName_isUnavailable(String body) {
        answer(404, body);

        assertThatThrownBy(() -> platform.organisation(ORGANISATION))
                .isInstanceOfSatisfying(
                        PlatformUnavailable.class,
                        e ->
                                assertThat(e.fault())
                                        .isEqualTo(PlatformUnavailable.Fault.WRONG_STATUS));
    }

    /** A platform that has no such path yet does not stop scores: each has a breaker of its own. */
    @Test
    void failures_ofOneKindOfQuestion_leaveTheOtherAlone() throws Exception {
        CITY.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(500)));
        for (int i = 0; i <= Breaker.FAILURES_IN_A_ROW_MAX; i++) {
            assertThatThrownBy(() -> platform.organisation(ORGANISATION))
                    .isInstanceOf(PlatformUnavailable.class);
        }
        CITY.stubFor(
                post(urlEqualTo("/city/scores/query"))
                        .willReturn(aResponse().withStatus(404).withBody("{\"score\":null}")));
        try (var scores =
                new RestScorePlatform(
                        URI.create(CITY.baseUrl() + "/city"),
                        Duration.ofSeconds(30),
                        1000,
                        () -> NOW)) {
            assertThat(scores.standingOf(ORGANISATION).score()).isEmpty();
        }
    }

    private static void answer(int status, String body) {
        CITY.stubFor(
                post(anyUrl())
                        .willReturn(
                                aResponse()
                                        .withStatus(status)
                                        .withHeader("Content-Type", "application/json")
                                        .withBody(body)));
    }
}
