package org.xinqiao.gateway.conform;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.trust.PinnedServer;
import org.xinqiao.gateway.trust.TlsIdentity;

/**
 * A connection to the node under test, which must show a published TLS key. A node that says 429 is
 * asked again when it wants to be: the quota is the partner's right, not a fault.
 */
final class Wire implements AutoCloseable {
    static final int ANSWER_BYTES_MAX = 1 << 20;

    private static final int TOO_MANY = 429;
    private static final int PATIENCE = 5;
    private static final long PAUSE_SECONDS_MAX = 60;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final URI endpoint;
    private final HttpClient client;

    /** Shows this certificate, or none, and speaks this version of TLS alone. */
    Wire(URI endpoint, Set<String> pins, @Nullable TlsIdentity identity, String version) {
        this.endpoint = endpoint;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity == null ? null : identity.keyManagers(),
                    new TrustManager[] {new PinnedServer(pins)},
                    null);
            this.client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT)
                            .sslContext(context)
                            .sslParameters(new SSLParameters(null, new String[] {version}))
                            .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    Answer post(byte[] body, String mediaType) throws NoAnswer {
        return send(
                HttpRequest.newBuilder(endpoint.resolve("/federation/v1/messages"))
                        .header("Content-Type", mediaType)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Answer get(String path) throws NoAnswer {
        return send(HttpRequest.newBuilder(endpoint.resolve(path)).GET());
    }

    /** The same, asking for one form of it. */
    Answer get(String path, String accept) throws NoAnswer {
        return send(HttpRequest.newBuilder(endpoint.resolve(path)).header("Accept", accept).GET());
    }

    private Answer send(HttpRequest.Builder builder) throws NoAnswer {
        HttpRequest request = builder.timeout(TIMEOUT).build();
        try {
            for (int i = 0; ; i++) {
                HttpResponse<InputStream> response =
                        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                Answer answer = read(response);
                long pause = response.headers().firstValueAsLong("Retry-After").orElse(-1);
                if (answer.status() != TOO_MANY || pause < 0 || i == PATIENCE) {
                    return answer;
                }
                Thread.sleep(Duration.ofSeconds(Math.clamp(pause, 1, PAUSE_SECONDS_MAX)));
            }
        } catch (IOException e) {
            throw new NoAnswer("no answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        }
    }

    private static Answer read(HttpResponse<InputStream> response) throws IOException {
        try (InputStream in = response.body()) {
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    in.readNBytes(ANSWER_BYTES_MAX));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
