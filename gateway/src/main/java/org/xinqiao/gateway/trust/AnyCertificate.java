package org.xinqiao.gateway.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets every client certificate through the handshake, so that the station which knows the trust
 * snapshot decides by its {@link Pin}.
 *
 * <p>The handshake still proves that the client holds the certificate's private key; that is all it
 * is asked for. Checking pins here instead would answer a partner with a bare TLS alert, where a
 * problem document can say what is wrong, and would tie open connections to an old snapshot. It
 * does not trust anyone: nothing behind the federation port may rely on a peer without comparing
 * its pin. Servers are never checked by this class.
 */
public final class AnyCertificate extends X509ExtendedTrustManager {
    /** Called by name, by the servlet container. */
    public AnyCertificate() {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("for clients only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
