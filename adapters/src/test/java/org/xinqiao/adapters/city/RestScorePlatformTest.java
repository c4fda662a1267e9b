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

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.message.Honour;

class RestScorePlatformTest {
    private static final Instant NOW = Instant.parse("2026-11-21T01:30:00Z");
    private static final String NUMBER = "11010519491231002X";
    private static final SubjectNumber PERSON = SubjectNumber.parse(SubjectType.CITIZEN, NUMBER);
    private static final Duration TIMEOUT = Duration.ofMillis(600);

    /** For what is not about time: a machine under load must not look like a slow platform. */
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @RegisterExtension
    static final WireMockExtension CITY =
            WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

    private RestScorePlatform platform;

    @BeforeEach
    void connect() {
        platform = connectTo(URI.create(CITY.baseUrl() + "/city"));
    }

    @AfterEach
    void disconnect() {
        platform.close();
    }

    @Test
    void score_held_isReturnedAndTheNumberTravelsInTheBodyOnly() throws Exception {
        answer(json(200, "{\"score\":712,\"computedAt\":\"2026-11-21T09:00:00+08:00\"}"));

        assertThat(platform.standingOf(PERSON).score())
                .contains(new CityScore(712, Instant.parse("2026-11-21T01:00:00Z")));
        CITY.verify(
                1,
                postRequestedFor(urlEqualTo("/city/scores/query"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"type\":\"CITIZEN\",\"number\":\"" + NUMBER + "\"}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/city", "/city/"})
    void base_withOrWithoutAPath_isAskedBelowIt(String path) throws Exception {
        answer(score("712"));

        try (RestScorePlatform asked = connectTo(URI.create(CITY.baseUrl() + path))) {
            assertThat(asked.standingOf(PERSON).score()).isPresent();
        }
        String expected = path.contains("city") ? "/city/scores/query" : "/scores/query";
        CITY.verify(1, postRequestedFor(urlEqualTo(expected)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void score_onTheEndsOfTheScale_isReturned(int score) throws Exception {
        answer(score(String.valueOf(score)));

        assertThat(platform.standingOf(PERSON).score()).map(CityScore::score).contains(score);
    }

    @Test
    void score_noneHeld_isEmpty() throws Exception {
        answer(json(404, "{\"score\":null}"));

        assertThat(platform.standingOf(PERSON).score()).isEmpty();
    }

    @Test
    void honours_areReturned_withAScoreAndWithout_unknownOnesLeftOut() throws Exception {
        answer(
                json(
                        200,
                        """
                        {"score":712,"computedAt":"2026-11-21T09:00:00+08:00",
                         "honours":["VOLUNTEER","GARDENER"]}\
                        """));
        assertThat(platform.standingOf(PERSON).honours()).containsExactly(Honour.VOLUNTEER);

        answer(json(404, "{\"score\":null,\"honours\":[\"BLOOD_DONOR\"]}"));
        CityStanding without = platform.standingOf(PERSON);
        assertThat(without.score()).isEmpty();
        assertThat(without.honours()).containsExactly(Honour.BLOOD_DONOR);
        assertThat(without.toString()).doesNotContain("BLOOD");
    }

    @Test
    void honours_thatAreNoList_makeThePlatformUnavailable() {
        answer(json(404, "{\"score\":null,\"honours\":\"VOLUNTEER\"}"));

        assertFault(PlatformUnavailable.Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":404,\"error\":\"Not Found\"}", "{\"score\":712}"})
    void score_notFoundOfSomethingElse_isNeverTakenForNoScore(String body) {
        answer(json(404, body));

        assertFault(PlatformUnavailable.Fault.WRONG_STATUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>not found</html>"})
    void score_notFoundByAProxy_isNeverTakenForNoScore(String body) {
        answer(aResponse().withStatus(404).withBody(body));

        assertFault(PlatformUnavailable.Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1001", "99999999999"})
    void score_outsideTheScale_isUnavailable(String score) {
        answer(score(score));

        assertFault(PlatformUnavailable.Fault.OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "null",
                "{}",
                "{\"score\":712}",
                "{\"score\":\"712\",\"computedAt\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"score\":712.5,\"computedAt\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"score\":null,\"computedAt\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"score\":712,\"computedAt\":\"yesterday\"}",
                "{\"score\":712,\"score\":900,\"computedAt\":\"2026-11-21T09:00:00+08:00\"}",
                "{\"score\":712,\"computedAt\":\"2026-11-21T09:00:00+08:00\",\"name\":\"x\"}",
                "{\"score\":712,\"computedAt\":\"2026-11-21T09:00:00+08:00\"} {}"
            })
    void answer_notTheAgreedForm_isUnavailable(String body) {
        answer(json(200, body));

        assertFault(PlatformUnavailable.Fault.MALFORMED);
    }

    @Test
    void answer_fromTheFuture_isUnavailable() {
        answer(
                json(
                        200,
                        "{\"score\":712,\"computedAt\":\""
                                + NOW.plus(ScoreAnswer.AHEAD_MAX).plusSeconds(1)
                                + "\"}"));

        assertFault(PlatformUnavailable.Fault.MALFORMED);
    }

    @Test
    void answer_aheadByTheBound_isReturned() throws Exception {
        answer(
                json(
                        200,
                        "{\"score\":712,\"computedAt\":\""
                                + NOW.plus(ScoreAnswer.AHEAD_MAX)
                                + "\"}"));

        assertThat(platform.standingOf(PERSON).score()).isPresent();
    }

    @Test
    void answer_tooLong_isUnavailable() {
        answer(json(200, "{\"score\":712," + " ".repeat(RawAnswer.ANSWER_BYTES_MAX) + "}"));

        assertFault(PlatformUnavailable.Fault.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 400, 401, 403, 429, 500, 503})
    void status_unexpected_isUnavailable(int status) {
        answer(json(status, "{\"score\":712,\"computedAt\":\"2026-11-21T09:00:00+08:00\"}"));

        assertFault(PlatformUnavailable.Fault.WRONG_STATUS);
    }

    @Test
    void platform_silent_isUnavailableInTime() {
        answer(score("712").withFixedDelay(5_000));

        assertTooSlowInTime();
    }

    /** Each read is quick, the whole is not. */
    @Test
    void platform_dribbling_isUnavailableInTime() {
        answer(score("712").withChunkedDribbleDelay(20, 6_000));

        assertTooSlowInTime();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void connection_broken_isUnavailable(String fault) {
        answer(aResponse().withFault(Fault.valueOf(fault)));

        assertFault(PlatformUnavailable.Fault.UNREACHABLE);
    }

    @Test
    void answer_cutShort_isUnavailable() {
        answer(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        assertThatThrownBy(() -> platform.standingOf(PERSON))
                .isInstanceOf(PlatformUnavailable.class);
    }

    @Test
    void platform_down_isUnavailable() throws Exception {
        try (RestScorePlatform down = connectTo(nobodyListens())) {
            assertFault(down, PlatformUnavailable.Fault.UNREACHABLE);
        }
    }

    @Test
    void platform_failingAgainAndAgain_isLeftAloneThenRecoversByItself() throws Exception {
        answer(json(503, "{}"));
        for (int i = 0; i < Breaker.FAILURES_IN_A_ROW_MAX; i++) {
            assertFault(PlatformUnavailable.Fault.WRONG_STATUS);
        }

        answer(score("712"));
        assertFault(PlatformUnavailable.Fault.RESTING);
        CITY.verify(Breaker.FAILURES_IN_A_ROW_MAX, postRequestedFor(anyUrl()));

        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(platform.standingOf(PERSON).score()).isPresent());
    }

    @Test
    void refusal_ofAnyKind_saysNothingAboutThePerson() {
        answer(json(500, "{\"number\":\"" + NUMBER + "\"}"));

        assertThatThrownBy(() -> platform.standingOf(PERSON))
                .hasMessageNotContaining(NUMBER)
                .hasNoCause()
                .hasToString(
                        "org.xinqiao.adapters.city.PlatformUnavailable: city platform: answered with an"
                                + " unexpected status");
        assertThat(new CityScore(712, NOW)).asString().doesNotContain("712");
    }

    private static RestScorePlatform connectTo(URI base) {
        return connectTo(base, PATIENT);
    }

    private static RestScorePlatform connectTo(URI base, Duration timeout) {
        return new RestScorePlatform(base, timeout, 1000, InstantSource.fixed(NOW));
    }

    private static URI nobodyListens() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    private static ResponseDefinitionBuilder score(String score) {
        return json(200, "{\"score\":" + score + ",\"computedAt\":\"2026-11-21T09:00:00+08:00\"}");
    }

    private static void answer(ResponseDefinitionBuilder response) {
        CITY.stubFor(post(anyUrl()).willReturn(response));
    }

    private void assertTooSlowInTime() {
        try (var hasty = connectTo(URI.create(CITY.baseUrl() + "/city"), TIMEOUT)) {
            long start = System.nanoTime();
            assertFault(hasty, PlatformUnavailable.Fault.TOO_SLOW);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENT);
        }
    }

    private void assertFault(PlatformUnavailable.Fault fault) {
        assertFault(platform, fault);
    }

    private static void assertFault(RestScorePlatform platform, PlatformUnavailable.Fault fault) {
        assertThatThrownBy(() -> platform.standingOf(PERSON))
                .isInstanceOfSatisfying(
                        PlatformUnavailable.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(fault));
    }
}
