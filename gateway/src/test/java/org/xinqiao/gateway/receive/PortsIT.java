package org.xinqiao.gateway.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xinqiao.gateway.Calls;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Tls;

class PortsIT {
    private static final String MESSAGES = "/federation/v1/messages";

    @TempDir static Path directory;

    private static NodeConfig config;
    private static Node node;
    private static Tls peer;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        config = TestNodes.config("cn-350200", directory);
        node = Node.start(config);
        peer = TestCertificate.in(directory, "peer");
        http = Calls.federation(config.federation().tls(), peer);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void federation_clientWithoutCertificate_isRefusedAtTheHandshake() throws Exception {
        HttpClient bare = Calls.federation(config.federation().tls(), null);

        assertThatThrownBy(() -> Calls.get(bare, node.federation().resolve(MESSAGES)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void federation_tls12_isRefusedAtTheHandshake() throws Exception {
        HttpClient old = Calls.federation(config.federation().tls(), peer, "TLSv1.2");

        assertThatThrownBy(() -> Calls.get(old, node.federation().resolve(MESSAGES)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void federation_expiredCertificate_passesTheHandshake() throws Exception {
        Tls expired = TestCertificate.in(directory, "expired", Instant.now().minusSeconds(3600));
        HttpClient late = Calls.federation(config.federation().tls(), expired);

        assertThat(Calls.get(late, node.federation().resolve(MESSAGES)).statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/api/v1/texts",
                "/",
                "/error",
                "/federation/../actuator/health",
                "/federation/%2e%2e/actuator/health",
                "/federation;x/..;/actuator/health",
                "/federationx"
            })
    void federation_pathOfTheApi_isNotFound(String path) throws Exception {
        var answer = Calls.get(http, URI.create(node.federation() + path));

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("UP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MESSAGES,
                "/federation",
                "/%66ederation/v1/messages",
                "/federation;x=1/v1/messages",
                "/api/../federation/v1/messages",
                "//federation/v1/messages"
            })
    void api_pathOfTheFederation_isNotFound(String path) throws Exception {
        URI uri = URI.create(node.api() + path);
        var answer =
                Calls.post(
                        Calls.plain(),
                        uri,
                        BodyPublishers.ofString("x"),
                        "Content-Type",
                        "application/jose");

        assertThat(answer.statusCode()).isIn(400, 404);
    }

    @Test
    void messages_otherMediaType_isAPlainProblem() throws Exception {
        var answer = message(BodyPublishers.ofString("{}"), "application/json");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body()).contains("https://xinqiao.org/problems/media-type-unsupported");
    }

    @Test
    void messages_bodyAtTheLimit_isJudged_oneByteMore_isTooLarge() throws Exception {
        byte[] most = filled(Bounds.FEDERATION_BODY_BYTES_MAX);
        byte[] over = filled(Bounds.FEDERATION_BODY_BYTES_MAX + 1);

        assertThat(message(BodyPublishers.ofByteArray(most), "application/jose").body())
                .as("a node without trust judges nothing")
                .contains("problems/trust-expired");
        assertTooLarge(
                message(BodyPublishers.ofByteArray(over), "application/jose"),
                Bounds.FEDERATION_BODY_BYTES_MAX);
        assertTooLarge(
                message(unstated(over), "application/jose"), Bounds.FEDERATION_BODY_BYTES_MAX);
    }

    private static void assertTooLarge(HttpResponse<String> answer, int most) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("problems/body-too-large").contains("\"" + most + "\"");
    }

    private static byte[] filled(int bytes) {
        byte[] body = new byte[bytes];
        Arrays.fill(body, (byte) 'x');
        return body;
    }

    /** A body whose length is not stated beforehand. */
    private static BodyPublisher unstated(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private static HttpResponse<String> message(BodyPublisher body, String mediaType)
            throws Exception {
        return Calls.post(
                http, node.federation().resolve(MESSAGES), body, "Content-Type", mediaType);
    }
}
