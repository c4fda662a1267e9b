package org.xinqiao.adapters.city;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.json.StrictJson;

/**
 * A city platform that answers over REST: {@code POST {base}/scores/query} with {@code
 * {"type","number"}}, answered 200 with {@code {"score","computedAt"}}, or 404 with {@code
 * {"score":null}} where it holds none; either may have {@code "honours"}, a list of the names of
 * {@link org.xinqiao.contracts.message.Honour}.
 *
 * <p>The number travels in the body, never in a URL, and nothing of question or answer is logged.
 * The whole exchange, body included, ends within the timeout. A platform that keeps failing is left
 * alone for a moment ({@link Breaker}).
 *
 * <p>Scores are not kept, not even for seconds: a city computes them anew at any time, a repair or
 * a correction must bite at the next scan, and what is not kept cannot leak. A visit is one
 * question, so there is little to gain.
 */
public final class RestScorePlatform implements ScorePlatform, AutoCloseable {
    /** Far more than a score takes; what is longer is not read on. */
    static final int ANSWER_BYTES_MAX = 4096;

    private final URI endpoint;
    private final Duration timeout;
    private final InstantSource clock;
    private final ScoreAnswer answers;
    private final Breaker breaker = new Breaker(System::nanoTime);
    private final ScheduledThreadPoolExecutor deadlines = deadlines();
    private final CloseableHttpClient client;

    /**
     * @param base what {@code scores/query} is resolved against
     * @param timeout for the whole exchange
     * @param scoreMax the upper end of the city's scale; the lower is 0
     */
    public RestScorePlatform(URI base, Duration timeout, int scoreMax, InstantSource clock) {
        this.endpoint =
                base.resolve(
                        base.getPath().endsWith("/")
                                ? "scores/query"
                                : base.getPath() + "/scores/query");
        this.timeout = timeout;
        this.clock = clock;
        this.answers = new ScoreAnswer(scoreMax);
        this.client = PlatformClients.pooled(timeout);
    }

    @Override
    public CityStanding standingOf(SubjectNumber number) throws PlatformUnavailable {
        breaker.enter();
        try {
            RawAnswer raw = ask(question(number));
            CityStanding standing = answers.read(raw.status(), raw.body(), clock.instant());
            breaker.succeeded();
            return standing;
        } catch (PlatformUnavailable e) {
            breaker.failed(e.fault());
            throw e;
        }
    }

    private static byte[] question(SubjectNumber number) {
        return StrictJson.write(
                StrictJson.mapper()
                        .createObjectNode()
                        .put("type", number.type().name())
                        .put("number", number.reveal()));
    }

    private RawAnswer ask(byte[] question) throws PlatformUnavailable {
        HttpPost post = new HttpPost(endpoint);
        post.setEntity(new ByteArrayEntity(question, ContentType.APPLICATION_JSON));
        // Socket timeouts bound each read; only this bounds a platform that sends a byte at a time.
        ScheduledFuture<?> deadline =
                deadlines.schedule(post::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(post, RawAnswer::read);
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
        client.close(org.apache.hc.core5.io.CloseMode.GRACEFUL);
    }
}
