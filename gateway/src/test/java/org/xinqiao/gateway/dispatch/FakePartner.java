package org.xinqiao.gateway.dispatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.trust.AnyCertificate;
import org.xinqiao.gateway.trust.TlsIdentity;

/** A server that behaves, byte for byte, as a test wants it to. */
final class FakePartner implements AutoCloseable {
    /** What it does with a request; the connection stays open unless it closes it. */
    interface Behaviour {
        void answer(int request, byte[] body, OutputStream out) throws Exception;
    }

    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<String> heads = new CopyOnWriteArrayList<>();
    final List<Integer> clientPorts = new CopyOnWriteArrayList<>();

    private final SSLServerSocket server;
    private final Behaviour behaviour;

    FakePartner(Tls tls, Behaviour behaviour) throws Exception {
        var identity = TlsIdentity.read(tls.certificate(), tls.key());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.keyManagers(), new TrustManager[] {new AnyCertificate()}, null);
        this.server =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        this.behaviour = behaviour;
        Thread.ofVirtual().start(this::accept);
    }

    /** An ordinary answer. */
    static void answer(OutputStream out, int status, String mediaType, byte[] body)
            throws IOException {
        String head =
                "HTTP/1.1 "
                        + status
                        + " X\r\nContent-Type: "
                        + mediaType
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    URI endpoint() {
        return URI.create("https://localhost:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            while (!socket.isClosed()) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                byte[] body = in.readNBytes(length(head));
                heads.add(head);
                clientPorts.add(socket.getPort());
                bodies.add(new String(body, StandardCharsets.UTF_8));
                behaviour.answer(bodies.size(), body, socket.getOutputStream());
            }
        } catch (Exception e) {
            // the client went away, or the test ends the connection so
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static int length(String head) {
        return head.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
