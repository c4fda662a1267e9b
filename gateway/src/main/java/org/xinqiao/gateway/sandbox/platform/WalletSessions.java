package org.xinqiao.gateway.sandbox.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.people.Resident;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the city's node for a wallet session, as a city app does once its user has logged in. */
final class WalletSessions implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final URI api;
    private final String platformToken;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    WalletSessions(URI api, String platformToken) {
        this.api = api;
        this.platformToken = platformToken;
    }

    /**
     * Where the browser goes with the new session; the token stands in the fragment and reaches no
     * server's log.
     */
    String open(Resident resident) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(api.resolve("/api/v1/wallet-sessions"))
                        .timeout(TIMEOUT)
                        .header("Authorization", "Bearer " + platformToken)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        StrictJson.write(body(resident))))
                        .build();
        HttpResponse<byte[]> response = send(request);
        JsonNode answer = StrictJson.mapper().readTree(response.body());
        if (response.statusCode() != 201) {
            throw new Refused(
                    answer.path("titles").path("zh").asString("")
                            + " "
                            + answer.path("title").asString("HTTP " + response.statusCode()));
        }
        return api.resolve("/wallet/") + "#session=" + answer.path("token").asString();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The app's login is simulated: it says that the person was there in person 实人. */
    private static ObjectNode body(Resident resident) {
        ObjectNode body = StrictJson.object();
        body.putObject("subject")
                .put("type", resident.number().type().name())
                .put("number", resident.number().reveal());
        body.put("name", resident.name().reveal());
        body.putObject("evidence")
                .put("method", "REAL_PERSON")
                .put("reference", "sandbox-" + UUID.randomUUID());
        return body;
    }

    @Override
    public void close() {
        client.close();
    }

    /** The node said no; the message is the problem's title, fit for the page. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}
