package org.xinqiao.adapters.city;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;

class RestPersonNoticesTest {
    private static final byte[] NOTICE = "aaa.bbb.ccc".getBytes(US_ASCII);

    @RegisterExtension
    static final WireMockExtension CITY =
            WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

    private RestPersonNotices notices;

    @BeforeEach
    void connect() {
        notices =
                new RestPersonNotices(
                        URI.create(CITY.baseUrl() + "/notices"), Duration.ofSeconds(30));
    }

    @AfterEach
    void disconnect() {
        notices.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void notice_answeredWithSuccess_isTaken(int status) throws Exception {
        answer(aResponse().withStatus(status));
        notices.tell(NOTICE);
        CITY.verify(
                1,
                postRequestedFor(urlEqualTo("/notices"))
                        .withHeader("Content-Type", equalTo("application/jose"))
                        .withRequestBody(equalTo("aaa.bbb.ccc")));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 400, 404, 500, 503})
    void notice_answeredOtherwise_isNotTaken(int status) {
        answer(aResponse().withStatus(status));
        unavailable(notices, Fault.WRONG_STATUS);
    }

    @Test
    void platform_slow_isGivenUpInTime() {
        answer(aResponse().withStatus(204).withFixedDelay(20_000));
        var hasty =
                new RestPersonNotices(
                        URI.create(CITY.baseUrl() + "/notices"), Duration.ofMillis(300));
        try (hasty) {
            unavailable(hasty, Fault.TOO_SLOW);
        }
    }

    @Test
    void platform_notThere_isUnreachable() {
        var nobody =
                new RestPersonNotices(URI.create("http://127.0.0.1:1/n"), Duration.ofSeconds(30));
        try (nobody) {
            unavailable(nobody, Fault.UNREACHABLE);
        }
    }

    private static void unavailable(RestPersonNotices notices, Fault fault) {
        assertThatThrownBy(() -> notices.tell(NOTICE))
                .isInstanceOfSatisfying(
                        PlatformUnavailable.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    private static void answer(ResponseDefinitionBuilder answer) {
        CITY.stubFor(post(anyUrl()).willReturn(answer));
    }
}
