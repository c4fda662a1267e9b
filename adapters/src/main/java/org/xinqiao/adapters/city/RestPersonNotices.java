package org.xinqiao.adapters.city;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;

/**
 * A city platform that takes notices over REST: {@code POST} of the JWS as {@code
 * application/jose}; any 2xx says that it has it. The whole exchange ends within the timeout.
 */
public final class RestPersonNotices implements PersonNotices, AutoCloseable {
    private static final ContentType JOSE = ContentType.create("application/jose");

    private final URI endpoint;
    private final Duration timeout;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    /**
     * @param endpoint where notices are posted
     * @param timeout for the whole exchange
     */
    public RestPersonNotices(URI endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.client = PlatformClients.pooled(timeout);
        this.deadlines =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("city-notice-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void tell(byte[] notice) throws PlatformUnavailable {
        HttpPost post = new HttpPost(endpoint);
        post.setEntity(new ByteArrayEntity(notice, JOSE));
        // Socket timeouts bound each read; only this bounds a platform that sends a byte at a time.
        var deadline = deadlines.schedule(post::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            int status = client.execute(post, RawAnswer::read).status();
            if (status / 100 != 2) {
                throw new PlatformUnavailable(Fault.WRONG_STATUS);
            }
        } catch (RawAnswer.TooLong e) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        } catch (InterruptedIOException e) {
            throw new PlatformUnavailable(Fault.TOO_SLOW);
        } catch (IOException e) {
            throw new PlatformUnavailable(post.isAborted() ? Fault.TOO_SLOW : Fault.UNREACHABLE);
        } finally {
            deadline.cancel(false);
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        client.close(CloseMode.GRACEFUL);
    }
}
