package org.xinqiao.gateway.receive;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.gateway.Node;
import org.xinqiao.gateway.NodeNotStarted;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.trust.Pin;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.key.KeyEncryption;
import org.xinqiao.trust.key.Passphrase;

/** The API and its pages over a certificate of the city's own. */
class ApiTlsIT {
    private static final String MODERN = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    private static final String CBC = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256";
    private static final String NO_FORWARD_SECRECY = "TLS_RSA_WITH_AES_128_GCM_SHA256";

    @TempDir Path directory;

    @Test
    void api_withAnRsaCertificate_speaksModernTlsAndNothingElse() throws Exception {
        try (Node node = Node.start(config(TestCertificate.rsa(directory, "api", 2048)))) {
            assertThat(node.api()).hasScheme("https");
            int port = node.api().getPort();
            assertThat(protocol(port, "TLSv1.3", "TLS_AES_128_GCM_SHA256")).isEqualTo("TLSv1.3");
            assertThat(protocol(port, "TLSv1.2", MODERN)).isEqualTo("TLSv1.2");
            assertThatThrownBy(() -> protocol(port, "TLSv1.2", CBC))
                    .isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> protocol(port, "TLSv1.2", NO_FORWARD_SECRECY))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void api_withAP256Certificate_answersOverTls() throws Exception {
        try (Node node = Node.start(config(TestCertificate.in(directory, "api")))) {
            assertThat(protocol(node.api().getPort(), "TLSv1.3", "TLS_AES_256_GCM_SHA384"))
                    .isEqualTo("TLSv1.3");
        }
    }

    @Test
    void api_withAShortKey_orAnothersKey_doesNotStart() throws Exception {
        NodeConfig small = config(TestCertificate.rsa(directory, "small", 1024));
        assertThatThrownBy(() -> Node.start(small))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("small.key.pem: a private key is expected, P-256 or RSA");

        NodeConfig.Tls one = TestCertificate.in(directory, "one");
        NodeConfig.Tls other = TestCertificate.in(directory, "other");
        NodeConfig mixed = config(new NodeConfig.Tls(one.certificate(), other.key()));
        assertThatThrownBy(() -> Node.start(mixed))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("other.key.pem: is not the private key of");
    }

    @Test
    void api_withAnEncryptedKey_goesOverToAnother_withoutARestart() throws Exception {
        Passphrase passphrase = Passphrase.of("the test", "open sesame");
        NodeConfig.Tls tls = encrypted("api", passphrase);
        NodeConfig.Tls next = encrypted("next", passphrase);
        try (Node node = Node.start(config(tls))) {
            int port = node.api().getPort();
            assertThat(pin(port)).isEqualTo(TlsIdentity.read(tls).pin());

            String expected = TlsIdentity.read(next).pin();
            for (var files :
                    Map.of(next.key(), tls.key(), next.certificate(), tls.certificate())
                            .entrySet()) {
                Files.copy(files.getKey(), files.getValue(), REPLACE_EXISTING);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> pin(port).equals(expected));
        }
    }

    @Test
    void node_withAKeyUnderAnotherPassphrase_orForEveryone_doesNotStart() throws Exception {
        NodeConfig.Tls tls = encrypted("api", Passphrase.of("the test", "open sesame"));
        NodeConfig.Tls wrong =
                new NodeConfig.Tls(
                        tls.certificate(), tls.key(), Passphrase.of("the variable X", "other"));
        NodeConfig shut = config(wrong);
        assertThatThrownBy(() -> Node.start(shut))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining(
                        tls.key() + ": does not open with the passphrase in the variable X");

        NodeConfig open = config(TestCertificate.in(directory, "open"));
        Files.setPosixFilePermissions(
                open.api().tls().key(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Node.start(open))
                .isInstanceOf(NodeNotStarted.class)
                .hasMessageContaining("open.key.pem: everyone on this machine may read it");
    }

    private NodeConfig.Tls encrypted(String name, Passphrase passphrase) throws Exception {
        NodeConfig.Tls plain = TestCertificate.in(directory, name);
        new KeyEncryption(Passphrase.NONE, passphrase, new SecureRandom())
                .encrypt(List.of(plain.key()));
        return new NodeConfig.Tls(plain.certificate(), plain.key(), passphrase);
    }

    /** Of the certificate that a new connection sees. */
    private static String pin(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return Pin.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        }
    }

    private NodeConfig config(NodeConfig.Tls tls) throws Exception {
        return TestNodes.withApi(
                TestNodes.config("cn-350200", directory), new NodeConfig.Api("127.0.0.1", 0, tls));
    }

    /**
     * The protocol that a client of these means gets; it trusts anybody, the server is on trial.
     */
    private static String protocol(int port, String protocol, String cipher) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {cipher});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
