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

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.contracts.identity.CitizenNumber;

/** Whatever is not the platform's whole answer is "unavailable", and never "nothing held". */
class RestItemSourceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T01:30:00Z");
    private static final CitizenNumber PERSON = CitizenNumber.parse("11010519491231002X");
    private static final Set<String> ASKED = Set.of("education.degree", "labour.qualification");
    private static final String WHOLE =
            """
            {"items":[{"item":"education.degree","values":["合成样例：本科"],"asOf":"2026-11-20"},
                      {"item":"labour.qualification","values":[],"asOf":"2026-11-20"}]}\
            """;

    @RegisterExtension
    static final WireMockExtension CITY =
            WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

    private RestItemSource source;

    @BeforeEach
    void connect() {
        source = source(CITY.baseUrl(), Duration.ofSeconds(30));
    }

    @AfterEach
    void disconnect() {
        source.close();
    }

    private static RestItemSource source(String base, Duration timeout) {
        return new RestItemSource(URI.create(base + "/city"), timeout, () -> NOW);
    }

    @Test
    void items_asked_comeBackEach_andTheNumberStandsInTheBodyAlone() throws Exception {
        answer(200, WHOLE);
        assertThat(source.items(PERSON, ASKED))
                .isEqualTo(
                        Map.of(
                                "education.degree",
                                new CityItem(List.of("合成样例：本科"), LocalDate.of(2026, 11, 20)),
                                "labour.qualification",
                                new CityItem(List.of(), LocalDate.of(2026, 11, 20))));
        CITY.verify(
                1,
                postRequestedFor(urlEqualTo("/city/items/query"))
                        .withRequestBody(
                                equalToJson(
                                        """
                                        {"type":"CITIZEN","number":"11010519491231002X",
                                         "items":["education.degree","labour.qualification"]}\
                                        """)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"items\":[]}",
                "{\"items\":[{\"item\":\"education.degree\",\"values\":[],\"asOf\":\"2026-11-20\"}]}",
                "{\"items\":null}"
            })
    void answer_notWhole_isUnavailable(String body) {
        answer(200, body);
        unavailable(PlatformUnavailable.Fault.MALFORMED);
    }

    @Test
    void answer_withOtherOrDoubleOrUnknownMembers_orFromTheFuture_isUnavailable() {
        for (String body :
                List.of(
                        WHOLE.replace("labour.qualification", "local-tax.amount"),
                        WHOLE.replace("labour.qualification", "education.degree"),
                        WHOLE.replace("]}]}", "]}],\"more\":1}").replace("\"asOf\"", "\"on\""),
                        WHOLE.replace("\"values\":[]", "\"values\":[],\"score\":712"),
                        WHOLE.replace("合成样例：本科", " "),
                        WHOLE.replace("合成样例：本科", "样".repeat(121)),
                        WHOLE.replace("\"values\":[]", "\"values\":\"none\""),
                        WHOLE.replace("\"2026-11-20\"}]}", "\"2026-11-22\"}]}"))) {
            answer(200, body);
            unavailable(PlatformUnavailable.Fault.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 401, 404, 500, 503})
    void status_other_isUnavailable_notFoundToo(int status) {
        answer(status, WHOLE);
        unavailable(PlatformUnavailable.Fault.WRONG_STATUS);
    }

    @Test
    void answer_tooLong_orBroken_isUnavailable() {
        answer(200, WHOLE + " ".repeat(RestItemSource.ANSWER_BYTES_MAX));
        unavailable(PlatformUnavailable.Fault.MALFORMED);
        CITY.stubFor(
                post(anyUrl()).willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
        unavailable(PlatformUnavailable.Fault.UNREACHABLE);
    }

    @Test
    void platform_slow_isUnavailable() {
        CITY.stubFor(post(anyUrl()).willReturn(aResponse().withBody(WHOLE).withFixedDelay(5_000)));
        try (RestItemSource impatient = source(CITY.baseUrl(), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> impatient.items(PERSON, ASKED))
                    .isInstanceOfSatisfying(
                            PlatformUnavailable.class,
                            e ->
                                    assertThat(e.fault())
                                            .isEqualTo(PlatformUnavailable.Fault.TOO_SLOW));
        }
    }

    @Test
    void platform_down_isUnavailable_andRestsAfterSomeFailures() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (RestItemSource down = source("http://127.0.0.1:" + free, Duration.ofSeconds(30))) {
            for (int i = 0; i < Breaker.FAILURES_IN_A_ROW_MAX; i++) {
                assertThatThrownBy(() -> down.items(PERSON, ASKED))
                        .isInstanceOf(PlatformUnavailable.class);
            }
            assertThatThrownBy(() -> down.items(PERSON, ASKED))
                    .isInstanceOf(PlatformUnavailable.class)
                    .hasMessageNotContaining("11010519491231002X");
        }
    }

    private static void answer(int status, String body) {
        CITY.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private void unavailable(PlatformUnavailable.Fault fault) {
        assertThatThrownBy(() -> source.items(PERSON, ASKED))
                .isInstanceOfSatisfying(
                        PlatformUnavailable.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
