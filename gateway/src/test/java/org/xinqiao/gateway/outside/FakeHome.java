package org.xinqiao.gateway.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.Pseudonym;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.Receipt;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.trust.TlsIdentity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hangzhou's node as somebody else might have written it: other software at the published endpoint.
 */
final class FakeHome implements AutoCloseable {
    static final String BENEFIT = "cn-350100/library.deposit-free";

    final AtomicInteger asked = new AtomicInteger();

    /** Every notice that arrived, in the order of arrival. */
    final List<Asked> notices = new CopyOnWriteArrayList<>();

    /** Its status lists, by path. */
    final Map<String, byte[]> status = new ConcurrentHashMap<>();

    /** Every status list that was fetched, by path. */
    final List<String> fetched = new CopyOnWriteArrayList<>();

    private final HttpsServer server;
    private final Outside outside;
    private volatile Function<Asked, Reply> answer = this::benefit;
    private volatile Function<Asked, Reply> receipt = this::receipt;

    /** What the host asked. */
    record Asked(CompactJws jws, byte[] bytes, Envelope envelope, String consentRef) {}

    /** What to answer. */
    record Reply(int status, byte[] body) {}

    private final String consentRef;

    FakeHome(Outside outside, String consentRef) throws Exception {
        this.outside = outside;
        this.consentRef = consentRef;
        JsonNode own = outside.sandbox.path("outside");
        TlsIdentity identity =
                TlsIdentity.read(
                        Path.of(own.path("tls").path("certificate").stringValue()),
                        Path.of(own.path("tls").path("key").stringValue()));
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(identity.keyManagers(), null, null);
        int port = URI.create(own.path("federation").stringValue()).getPort();
        server = HttpsServer.create(new InetSocketAddress("localhost", port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/federation/v1/messages", this::handle);
        server.createContext("/federation/v1/status", this::show);
        server.start();
    }

    private void show(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] token = status.get(path);
            exchange.getResponseHeaders().set("Content-Type", StatusToken.CWT);
            exchange.sendResponseHeaders(
                    token == null ? 404 : 200, token == null ? -1 : token.length);
            if (token != null) {
                exchange.getResponseBody().write(token);
            }
            fetched.add(path);
        }
    }

    /** Changes what it answers. */
    void answers(Function<Asked, Reply> next) {
        answer = next;
    }

    /** Changes what it says to notices. */
    void receipts(Function<Asked, Reply> next) {
        receipt = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            CompactJws jws = CompactJws.parse(bytes, JwsType.MESSAGE);
            var message = new Asked(jws, bytes, Envelope.parse(jws.payload()), consentRef);
            Reply reply =
                    MessageType.isNotice(message.envelope().type())
                            ? take(message)
                            : answer(message);
            exchange.getResponseHeaders().set("Content-Type", "application/jose");
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            exchange.getResponseBody().write(reply.body());
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private Reply answer(Asked message) {
        asked.incrementAndGet();
        return answer.apply(message);
    }

    private Reply take(Asked notice) {
        notices.add(notice);
        return receipt.apply(notice);
    }

    /** The honest receipt. */
    Reply receipt(Asked notice) {
        byte[] salt = new byte[Receipt.BYTES];
        var entry = LogEntry.of(LogEntry.Direction.RECEIVED, salt, notice.bytes());
        var data = new Receipt(salt, entry.leaf().bytes(), Outside.HANGZHOU + "/log");
        return new Reply(202, sign(notice, MessageType.RECEIPT, data.toJson()));
    }

    /** The honest answer. */
    Reply benefit(Asked asked) {
        return new Reply(200, sign(asked, response(asked.consentRef())));
    }

    RecognitionResponse response(String ref) {
        Instant now = Instant.now();
        return new RecognitionResponse(
                List.of(
                        new Decision(
                                BENEFIT,
                                Outcome.BENEFIT,
                                "conditions-met",
                                "350001#3.1",
                                WireTime.of(now.plusSeconds(3600)))),
                WireTime.of(now),
                WireTime.of(now.plusSeconds(60)),
                Pseudonym.derive(new byte[32], CitizenNumber.parse("11010519491231002X")),
                null,
                ref,
                1,
                "policy");
    }

    byte[] sign(Asked asked, RecognitionResponse response) {
        return sign(asked, MessageType.RECOGNITION_RESPONSE, response.toJson());
    }

    byte[] sign(Asked asked, MessageType type, ObjectNode data) {
        var suite = asked.jws().algorithm().suite();
        return outside.sign(
                new Envelope(
                        MessageId.random(System.currentTimeMillis(), new Random()),
                        Outside.HANGZHOU,
                        type.wire(),
                        WireTime.of(Instant.now()),
                        asked.envelope().source(),
                        1,
                        null,
                        asked.envelope().purpose(),
                        asked.envelope().id(),
                        Base64Url.encode(suite.digest(asked.bytes())),
                        data),
                suite);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
