package org.xinqiao.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.trust.PinnedServer;
import org.xinqiao.gateway.trust.TlsIdentity;

/** Plain HTTP calls of tests. */
public final class Calls {
    static {
        // Pins decide between nodes, names do not; must be set before the client is first used.
        System.setProperty("jdk.internal.httpclient.disableHostnameVerification", "true");
    }

    private Calls() {}

    /** A client of the API. */
    public static HttpClient plain() {
        return HttpClient.newHttpClient();
    }

    /** A client of a node's federation port, with a certificate of its own or none. */
    public static HttpClient federation(Tls server, @Nullable Tls own, String... protocols)
            throws Exception {
        var pinned = new PinnedServer(java.util.Set.of(identity(server).pin()));
        KeyManager[] keys = own == null ? new KeyManager[0] : identity(own).keyManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {pinned}, null);
        var parameters = new SSLParameters();
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .sslParameters(parameters)
                .build();
    }

    private static TlsIdentity identity(Tls tls) throws IOException {
        return TlsIdentity.read(tls.certificate(), tls.key());
    }

    /** A request with headers as name, value, name, value. */
    public static HttpRequest.Builder to(URI uri, String... headers) {
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Posts a body. */
    public static HttpResponse<String> post(
            HttpClient http, URI uri, BodyPublisher body, String... headers) throws Exception {
        return http.send(to(uri, headers).POST(body).build(), BodyHandlers.ofString());
    }

    /** Gets. */
    public static HttpResponse<String> get(HttpClient http, URI uri, String... headers)
            throws Exception {
        return http.send(to(uri, headers).build(), BodyHandlers.ofString());
    }
}
