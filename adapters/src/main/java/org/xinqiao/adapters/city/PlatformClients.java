package org.xinqiao.adapters.city;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes the HTTP client for a city platform: pooled, and with nothing switched on that a score does
 * not need.
 */
final class PlatformClients {
    /** Questions under way at once; more wait a moment and are then told to try later. */
    static final int CONNECTIONS_MAX = 64;

    private PlatformClients() {}

    static CloseableHttpClient pooled(Duration timeout) {
        Timeout whole = Timeout.of(timeout);
        Timeout third = Timeout.of(timeout.dividedBy(3));
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(CONNECTIONS_MAX)
                        .setMaxConnPerRoute(CONNECTIONS_MAX)
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(third)
                                        .setSocketTimeout(whole)
                                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                        .setTimeToLive(TimeValue.ofMinutes(5))
                                        .build())
                        .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setConnectionRequestTimeout(third)
                                .setResponseTimeout(whole)
                                .build())
                .setRetryStrategy(new OnceMoreOnAStaleConnection())
                .setUserAgent("xinqiao")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * A pooled connection may have died unseen. Asking for a score changes nothing, so asking once
     * more is safe.
     */
    private static final class OnceMoreOnAStaleConnection implements HttpRequestRetryStrategy {
        @Override
        public boolean retryRequest(
                HttpRequest request, IOException fault, int attempts, HttpContext context) {
            boolean stale =
                    fault instanceof NoHttpResponseException || fault instanceof SocketException;
            return attempts == 1 && stale && !(fault instanceof ConnectException);
        }

        @Override
        public boolean retryRequest(HttpResponse response, int attempts, HttpContext context) {
            return false;
        }

        @Override
        public TimeValue getRetryInterval(
                HttpResponse response, int attempts, HttpContext context) {
            return TimeValue.ZERO_MILLISECONDS;
        }
    }
}
