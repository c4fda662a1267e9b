package org.xinqiao.gateway.receive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.trust.AnyCertificate;
import org.xinqiao.gateway.trust.TlsIdentity;

/**
 * The node's two ports: the API for the city's own systems, and the federation for other nodes (TLS
 * 1.3, a client certificate required at the handshake). A {@link Gate} keeps their paths apart.
 */
@Component
public class Connectors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final NodeConfig config;
    private final Connector federation;

    Connectors(NodeConfig config) throws IOException {
        this.config = config;
        this.federation = federation(config.federation());
        limit(federation, Bounds.FEDERATION_IDLE_MILLIS_MAX);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        NodeConfig.Api api = config.api();
        factory.setPort(api.port());
        factory.setAddress(address(api.address()));
        factory.addErrorPages(new ErrorPage("/error"));
        factory.addConnectorCustomizers(this::api);
        factory.addAdditionalConnectors(federation);
        factory.addEngineValves(new Gate(federation));
    }

    /** The federation port in use, once the node has started. */
    public int federationPort() {
        return federation.getLocalPort();
    }

    private void api(Connector connector) {
        limit(connector, Bounds.API_IDLE_MILLIS_MAX);
        Tls tls = config.api().tls();
        if (tls != null) {
            try {
                secure(
                        connector,
                        TlsIdentity.read(tls.certificate(), tls.key()),
                        new SSLHostConfig());
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }

    private static Connector federation(NodeConfig.Federation federation) throws IOException {
        var protocol = new Http11NioProtocol();
        protocol.setAddress(address(federation.address()));
        var connector = new Connector(protocol);
        connector.setPort(federation.port());
        var host = new SSLHostConfig();
        host.setProtocols("TLSv1.3");
        host.setCertificateVerification("required");
        host.setTrustManagerClassName(AnyCertificate.class.getName());
        Tls tls = federation.tls();
        secure(connector, TlsIdentity.read(tls.certificate(), tls.key()), host);
        return connector;
    }

    private static void secure(Connector connector, TlsIdentity identity, SSLHostConfig host) {
        var certificate = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
        certificate.setCertificateKeystore(identity.keyStore());
        certificate.setCertificateKeystorePassword("");
        certificate.setCertificateKeyAlias(TlsIdentity.ALIAS);
        host.addCertificate(certificate);
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
