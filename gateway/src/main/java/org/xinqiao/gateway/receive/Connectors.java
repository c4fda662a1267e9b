package org.xinqiao.gateway.receive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.trust.AnyCertificate;
import org.xinqiao.gateway.trust.TlsFiles;
import org.xinqiao.gateway.trust.TlsIdentities;
import org.xinqiao.gateway.trust.TlsIdentity;

/**
 * The node's ports: the API for the city's own systems (TLS 1.2 or 1.3 where it is configured), the
 * federation for other nodes (TLS 1.3, a client certificate required at the handshake), and one for
 * health and metrics where it is configured. A {@link Gate} keeps their paths apart.
 */
@Component
public class Connectors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    /** For TLS 1.2, as old counters speak it: forward secrecy and authenticated encryption only. */
    private static final String API_CIPHERS =
            String.join(
                    ":",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    /** Probes and scrapers are few; they get threads when the API has none left. */
    private static final int MANAGEMENT_REQUESTS_AT_ONCE_MAX = 8;

    private static final int LOOK_MILLIS = 1_000;

    private final NodeConfig config;
    private final Connector federation;
    private final @Nullable Connector management;
    private final Gate gate;
    private final @Nullable TlsFiles apiFiles;
    private @Nullable Connector api;
    private @Nullable TlsIdentity apiIdentity;

    Connectors(NodeConfig config, TlsIdentities identities) throws IOException {
        this.config = config;
        this.federation = federation(config.federation(), identities.current());
        Tls tls = config.api().tls();
        this.apiFiles = tls == null ? null : TlsFiles.forBrowsers(tls);
        this.apiIdentity = tls == null ? null : TlsIdentity.readForBrowsers(tls);
        identities.listen(this::show);
        limit(federation, Bounds.FEDERATION_IDLE_MILLIS_MAX);
        this.management = management(config.management());
        this.gate = new Gate(federation, management);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        NodeConfig.Api api = config.api();
        factory.setPort(api.port());
        factory.setAddress(address(api.address()));
        factory.addErrorPages(new ErrorPage("/error"));
        factory.addConnectorCustomizers(this::api);
        factory.addAdditionalConnectors(federation);
        if (management != null) {
            factory.addAdditionalConnectors(management);
        }
        factory.addEngineValves(gate);
    }

    /** From now on every answer asks its caller to come back by another connection. */
    public void drain() {
        gate.drain();
    }

    /** The port for health and metrics in use, once the node has started; the API's without one. */
    public OptionalInt managementPort() {
        return management == null ? OptionalInt.empty() : OptionalInt.of(management.getLocalPort());
    }

    /** The federation port in use, once the node has started. */
    public int federationPort() {
        return federation.getLocalPort();
    }

    private void api(Connector connector) {
        limit(connector, Bounds.API_IDLE_MILLIS_MAX);
        if (apiIdentity != null) {
            secure(connector, identity(apiIdentity, apiHost()));
            api = connector;
        }
    }

    private static SSLHostConfig apiHost() {
        var host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        host.setCiphers(API_CIPHERS);
        host.setHonorCipherOrder(true);
        return host;
    }

    /** From here on new connections of other nodes see this certificate; open ones stay. */
    private void show(TlsIdentity identity) {
        protocol(federation).addSslHostConfig(identity(identity, federationHost()), true);
    }

    /** Picks up another certificate of the API. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    synchronized void refreshApi() {
        if (apiFiles == null || api == null) {
            return;
        }
        TlsIdentity read = apiFiles.read().orElse(null);
        if (read != null && !read.equals(apiIdentity)) {
            protocol(api).addSslHostConfig(identity(read, apiHost()), true);
            apiIdentity = read;
        }
    }

    private static Connector federation(NodeConfig.Federation federation, TlsIdentity identity) {
        var protocol = new Http11NioProtocol();
        protocol.setAddress(address(federation.address()));
        var connector = new Connector(protocol);
        connector.setPort(federation.port());
        secure(connector, identity(identity, federationHost()));
        return connector;
    }

    private static SSLHostConfig federationHost() {
        var host = new SSLHostConfig();
        host.setProtocols("TLSv1.3");
        host.setCertificateVerification("required");
        host.setTrustManagerClassName(AnyCertificate.class.getName());
        return host;
    }

    private static @Nullable Connector management(NodeConfig.@Nullable Management management) {
        if (management == null) {
            return null;
        }
        var protocol = new Http11NioProtocol();
        protocol.setAddress(address(management.address()));
        var connector = new Connector(protocol);
        connector.setPort(management.port());
        limit(connector, Bounds.API_IDLE_MILLIS_MAX);
        protocol.setMaxThreads(MANAGEMENT_REQUESTS_AT_ONCE_MAX);
        return connector;
    }

    private static SSLHostConfig identity(TlsIdentity identity, SSLHostConfig host) {
        var certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystore(identity.keyStore());
        certificate.setCertificateKeystorePassword("");
        certificate.setCertificateKeyAlias(TlsIdentity.ALIAS);
        host.addCertificate(certificate);
        return host;
    }

    private static void secure(Connector connector, SSLHostConfig host) {
        connector.setSecure(true);
        connector.setScheme("https");
        connector.addSslHostConfig(host);
        protocol(connector).setSSLEnabled(true);
    }

    private static void limit(Connector connector, int idleMillis) {
        Http11NioProtocol protocol = protocol(connector);
        protocol.setMaxThreads(Bounds.REQUESTS_AT_ONCE_MAX);
        protocol.setMaxConnections(Bounds.CONNECTIONS_MAX);
        protocol.setConnectionTimeout(Bounds.SILENCE_MILLIS_MAX);
        protocol.setKeepAliveTimeout(idleMillis);
        protocol.setMaxKeepAliveRequests(-1);
        protocol.setMaxHttpHeaderSize(Bounds.HEADER_BYTES_MAX);
        protocol.setMaxHeaderCount(Bounds.HEADERS_MAX);
        // What is left of a refused body is not read: the connection is closed instead.
        protocol.setMaxSwallowSize(Bounds.FEDERATION_BODY_BYTES_MAX);
    }

    private static Http11NioProtocol protocol(Connector connector) {
        return (Http11NioProtocol) connector.getProtocolHandler();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(text + " is not an address of this machine", e);
        }
    }
}
