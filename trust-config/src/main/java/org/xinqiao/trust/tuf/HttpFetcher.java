package org.xinqiao.trust.tuf;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A repository on a web server. Redirects are not followed: a repository is where the configuration
 * says. Whether the line is encrypted does not matter to what is believed, only to who can watch.
 */
public final class HttpFetcher implements Fetcher {
    private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(10);

    private final URI base;
    private final Duration answerTimeMax;
    private final HttpClient client;

    /** The repository at a base URI. */
    public HttpFetcher(URI base) {
        this(base, ANSWER_TIME_MAX);
    }

    HttpFetcher(URI base, Duration answerTimeMax) {
        this.answerTimeMax = answerTimeMax;
        this.base = base.getPath().endsWith("/") ? base : URI.create(base + "/");
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIME_MAX)
                        .build();
    }

    @Override
    public Optional<byte[]> fetch(String path, int bytesMax) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(answerTimeMax).build();
        // The client's own time ends with the headers; a body may drip for ever.
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<byte[]>> answer = thread.submit(() -> answer(request, bytesMax));
            try {
                return answer.get(answerTimeMax.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                answer.cancel(true);
            }
        } catch (ExecutionException e) {
            throw new IOException(request.uri() + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(request.uri() + " took longer than " + answerTimeMax, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + request.uri(), e);
        }
    }

    private Optional<byte[]> answer(HttpRequest request, int bytesMax)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return switch (response.statusCode()) {
                case 200 -> Optional.of(body.readNBytes(bytesMax + 1));
                // Some stores answer 403 for what they do not have.
                case 403, 404, 410 -> Optional.empty();
                default ->
                        throw new IOException(request.uri() + " answered " + response.statusCode());
            };
        }
    }
}
