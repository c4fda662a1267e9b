package org.xinqiao.gateway.dispatch;

import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.trust.PinnedServer;
import org.xinqiao.gateway.trust.TlsIdentity;

/**
 * Kept-alive TLS 1.3 connections to servers with one of these pins, showing our own certificate.
 */
final class Connections implements AutoCloseable {
    private static final int CHECK_AFTER_MILLIS = 2_000;

    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;

    Connections(TlsIdentity identity, Set<String> pins) {
        this.pool = pool(tls(identity, pins));
        this.client =
                HttpClients.custom()
                        .setConnectionManager(pool)
                        // With a client certificate a connection would count as someone's own
                        // and never be used again.
                        .disableConnectionState()
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .disableDefaultUserAgent()
                        .build();
    }

    private static PoolingHttpClientConnectionManager pool(TlsSocketStrategy tls) {
        Timeout connect = Timeout.ofMilliseconds(Bounds.PARTNER_CONNECT_MILLIS_MAX);
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(tls)
                .setMaxConnTotal(Bounds.PARTNER_CALLS_MAX)
                .setMaxConnPerRoute(Bounds.PARTNER_CALLS_MAX)
                .setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(connect)
                                .setValidateAfterInactivity(
                                        TimeValue.ofMilliseconds(CHECK_AFTER_MILLIS))
                                .setIdleTimeout(
                                        Timeout.ofMilliseconds(Bounds.PARTNER_IDLE_MILLIS_MAX))
                                .build())
                .build();
    }

    private static TlsSocketStrategy tls(TlsIdentity identity, Set<String> pins) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity.keyManagers(), new TrustManager[] {new PinnedServer(pins)}, null);
            return ClientTlsStrategyBuilder.create()
                    .setSslContext(context)
                    .setTlsVersions(TLS.V_1_3)
                    .setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT)
                    .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
                    .buildClassic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    CloseableHttpClient client() {
        return client;
    }

    void closeIdle() {
        pool.closeIdle(TimeValue.of(Bounds.PARTNER_IDLE_MILLIS_MAX, TimeUnit.MILLISECONDS));
    }

    /** Keeps no connection that is not in use: one that broke is seldom the only one. */
    void forget() {
        pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
    }
}
