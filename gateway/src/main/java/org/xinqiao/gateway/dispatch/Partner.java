package org.xinqiao.gateway.dispatch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.document.NodeKeys;

/**
 * One partner as published in one snapshot or several: its connections, and the calls under way.
 */
final class Partner implements AutoCloseable {
    private static final ContentType JOSE = ContentType.create(Reply.JOSE);
    private static final String MESSAGES = "/federation/v1/messages";

    /** With less time than this left, another try would only fail as well. */
    private static final int RETRY_MILLIS_LEAST = 50;

    private final NodeId id;
    private final URI endpoint;
    private final String base;
    private final Set<String> pins;
    private final long version;
    private final TlsIdentity identity;
    private final Connections connections;
    private final ScheduledExecutorService alarms;
    private final int callMillis;
    private final Semaphore calls = new Semaphore(Bounds.PARTNER_CALLS_MAX);

    Partner(
            NodeKeys keys,
            long version,
            TlsIdentity identity,
            ScheduledExecutorService alarms,
            int callMillis) {
        this.id = keys.node();
        this.endpoint = keys.endpoint();
        this.base = endpoint.toString().replaceFirst("/$", "");
        this.pins = keys.pins();
        this.version = version;
        this.identity = identity;
        this.connections = new Connections(identity, pins);
        this.alarms = alarms;
        this.callMillis = callMillis;
    }

    /**
     * Whether this is good for what a snapshot publishes, of which an older one than ours always
     * is, and shows what this node shows now.
     */
    boolean serves(NodeKeys keys, long snapshot, TlsIdentity shown) {
        return identity.equals(shown)
                && (snapshot < version
                        || (keys.endpoint().equals(endpoint) && keys.pins().equals(pins)));
    }

    Reply post(byte[] message) throws PartnerUnreachable {
        return call(() -> {
            var post = new HttpPost(base + MESSAGES);
            post.setEntity(new ByteArrayEntity(message, JOSE));
            return post;
        });
    }

    Reply get(String path) throws PartnerUnreachable {
        return call(() -> new HttpGet(base + path));
    }

    Reply get(String path, String accept) throws PartnerUnreachable {
        return call(() -> {
            var get = new HttpGet(base + path);
            get.setHeader("Accept", accept);
            return get;
        });
    }

    Reply ask(String path, String mediaType, byte[] question) throws PartnerUnreachable {
        return call(
                () -> {
                    var post = new HttpPost(base + path);
                    post.setEntity(new ByteArrayEntity(question, ContentType.create(mediaType)));
                    return post;
                },
                Bounds.BATCH_CALL_MILLIS_MAX,
                Bounds.STREAM_ANSWER_BYTES_MAX);
    }

    Reply put(String path, Map<String, String> headers, String mediaType, byte[] body)
            throws PartnerUnreachable {
        return call(
                () -> {
                    var put = new HttpPut(base + path);
                    headers.forEach(put::setHeader);
                    put.setEntity(new ByteArrayEntity(body, ContentType.create(mediaType)));
                    return put;
                },
                Bounds.BATCH_CALL_MILLIS_MAX,
                Bounds.STREAM_ANSWER_BYTES_MAX);
    }

    private Reply call(Supplier<HttpUriRequestBase> request) throws PartnerUnreachable {
        return call(request, callMillis, Bounds.ANSWER_BODY_BYTES_MAX);
    }

    private Reply call(Supplier<HttpUriRequestBase> request, int millis, int bytesMax)
            throws PartnerUnreachable {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            if (!calls.tryAcquire(Bounds.PARTNER_WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                throw new PartnerUnreachable(id, "too many calls under way", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartnerUnreachable(id, "stopping", e);
        }
        try {
            return twice(request, deadline, bytesMax);
        } catch (IOException e) {
            throw new PartnerUnreachable(id, Objects.toString(e.getMessage(), "no answer"), e);
        } finally {
            calls.release();
        }
    }

    private Reply twice(Supplier<HttpUriRequestBase> request, long deadline, int bytesMax)
            throws IOException {
        try {
            return once(request.get(), deadline, bytesMax);
        } catch (SSLHandshakeException | AnswerTooLarge e) {
            throw e; // the same again would end the same
        } catch (IOException e) {
            if (millisLeft(deadline) < RETRY_MILLIS_LEAST) {
                throw e;
            }
            // After a restart of the partner every kept connection is broken, not just this one.
            connections.forget();
            return once(request.get(), deadline, bytesMax);
        }
    }

    private Reply once(HttpUriRequestBase request, long deadline, int bytesMax) throws IOException {
        long millis = millisLeft(deadline);
        if (millis <= 0) {
            throw new InterruptedIOException("no time left");
        }
        Timeout left = Timeout.ofMilliseconds(millis);
        request.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(left)
                        .setResponseTimeout(left)
                        .build());
        // Timeouts of sockets begin anew with every byte; the alarm does not.
        var alarm = alarms.schedule(request::cancel, millis, TimeUnit.MILLISECONDS);
        try {
            return connections.client().execute(request, response -> read(response, bytesMax));
        } finally {
            alarm.cancel(false);
        }
    }

    private static Reply read(ClassicHttpResponse response, int bytesMax) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Reply(response.getCode(), "", new byte[0]);
        }
        byte[] body = entity.getContent().readNBytes(bytesMax + 1);
        if (body.length > bytesMax) {
            throw new AnswerTooLarge(bytesMax);
        }
        return new Reply(response.getCode(), Objects.toString(entity.getContentType(), ""), body);
    }

    private static long millisLeft(long deadline) {
        return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }

    void closeIdleConnections() {
        connections.closeIdle();
    }

    /** Takes no further calls, and closes when those under way have ended. */
    void retire() {
        Thread.ofVirtual()
                .start(() -> {
                    calls.acquireUninterruptibly(Bounds.PARTNER_CALLS_MAX);
                    close();
                });
    }

    @Override
    public void close() {
        connections.close();
    }

    private static final class AnswerTooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        AnswerTooLarge(int bytesMax) {
            super("the answer is over " + bytesMax + " bytes");
        }
    }
}
