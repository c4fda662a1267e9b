package org.xinqiao.adapters.city;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;

/**
 * Questions of one kind to a city's platform, each over in time, with a {@link Breaker} of their
 * own: a platform that answers one kind and not the other is left alone with the other only.
 */
final class PlatformQuestions implements AutoCloseable {
    private final URI endpoint;
    private final Duration timeout;
    private final int answerBytesMax;
    private final Breaker breaker = new Breaker(System::nanoTime);
    private final ScheduledThreadPoolExecutor deadlines = deadlines();
    private final CloseableHttpClient client;

    /**
     * @param base what the path is resolved against
     * @param timeout for the whole exchange
     */
    PlatformQuestions(URI base, String path, Duration timeout) {
        this(base, path, timeout, RawAnswer.ANSWER_BYTES_MAX);
    }

    /** The same for answers of another length. */
    PlatformQuestions(URI base, String path, Duration timeout, int answerBytesMax) {
        this.endpoint =
                base.resolve(base.getPath().endsWith("/") ? path : base.getPath() + "/" + path);
        this.timeout = timeout;
        this.answerBytesMax = answerBytesMax;
        this.client = PlatformClients.pooled(timeout);
    }

    /** What to make of an answer. */
    interface Reader<T> {
        T read(RawAnswer raw) throws PlatformUnavailable;
    }

    <T> T ask(byte[] question, Reader<T> reader) throws PlatformUnavailable {
        breaker.enter();
        try {
            T answer = reader.read(ask(question));
            breaker.succeeded();
            return answer;
        } catch (PlatformUnavailable e) {
            breaker.failed(e.fault());
            throw e;
        }
    }

    private RawAnswer ask(byte[] question) throws PlatformUnavailable {
        HttpPost post = new HttpPost(endpoint);
        post.setEntity(new ByteArrayEntity(question, ContentType.APPLICATION_JSON));
        // Socket timeouts bound each read; only this bounds a platform that sends a byte at a time.
        ScheduledFuture<?> deadline =
                deadlines.schedule(post::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(post, response -> RawAnswer.read(response, answerBytesMax));
        } catch (RawAnswer.TooLong e) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        } catch (ConnectionRequestTimeoutException e) {
            throw new PlatformUnavailable(Fault.BUSY);
        } catch (InterruptedIOException e) {
            throw new PlatformUnavailable(Fault.TOO_SLOW);
        } catch (IOException e) {
            throw new PlatformUnavailable(post.isAborted() ? Fault.TOO_SLOW : Fault.UNREACHABLE);
        } finally {
            deadline.cancel(false);
        }
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        var executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("city-platform-deadlines").factory());
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.GRACEFUL);
    }
}
