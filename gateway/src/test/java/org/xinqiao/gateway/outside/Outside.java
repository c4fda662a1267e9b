package org.xinqiao.gateway.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.xinqiao.contracts.crypto.Keys;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.gateway.trust.TlsIdentity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The outside member: a client of its own with the keys that the sandbox hands out, as anybody
 * could write one. Like the sandbox's own users it knows nothing but {@code sandbox.json}.
 */
final class Outside {
    static final NodeId HANGZHOU = NodeId.parse("cn-330100");
    static final NodeId XIAMEN = NodeId.parse("cn-350200");
    static final NodeId FUZHOU = NodeId.parse("cn-350100");

    private static final SecureRandom RANDOM = new SecureRandom();

    final JsonNode sandbox;
    final Map<Suite, SigningKey> keys;
    private final HttpClient tls;
    private final HttpClient plain = HttpClient.newHttpClient();

    Outside(JsonNode sandbox) throws Exception {
        this.sandbox = sandbox;
        JsonNode own = sandbox.path("outside");
        this.keys =
                Map.of(
                        Suite.INTL, Keys.parsePrivate(own.path("signing").path("INTL")),
                        Suite.SM, Keys.parsePrivate(own.path("signing").path("SM")));
        this.tls =
                client(
                        TlsIdentity.read(
                                Path.of(own.path("tls").path("certificate").stringValue()),
                                Path.of(own.path("tls").path("key").stringValue())));
    }

    /** A client with a node's own keys and certificate, past that node. */
    static Outside as(NodeId node, Path sandbox, ObjectNode file) throws Exception {
        Path home = sandbox.resolve("nodes").resolve(node.value());
        ObjectNode own = StrictJson.object();
        ObjectNode signing = own.putObject("signing");
        for (Suite suite : Suite.values()) {
            String name = suite.name().toLowerCase(Locale.ROOT) + "-message.json";
            byte[] jwk = Files.readAllBytes(home.resolve("keys").resolve(name));
            signing.set(suite.name(), StrictJson.parseObject(jwk));
        }
        own.putObject("tls")
                .put("certificate", home.resolve("tls.certificate.pem").toString())
                .put("key", home.resolve("tls.key.pem").toString());
        ObjectNode others = file.deepCopy();
        others.set("outside", own);
        return new Outside(others);
    }

    /** What came back. */
    record Answer(int status, String mediaType, byte[] body, String location) {
        /** The JSON of an unsigned answer. */
        ObjectNode json() throws Exception {
            return StrictJson.parseObject(body);
        }

        /** The envelope of a signed answer; the signature is checked by the caller. */
        Envelope envelope() throws Exception {
            return Envelope.parse(jws().payload());
        }

        CompactJws jws() throws Exception {
            return CompactJws.parse(body, JwsType.MESSAGE);
        }

        /** The name of the problem, signed or not. */
        String problem() throws Exception {
            ObjectNode problem =
                    mediaType.startsWith("application/jose") ? envelope().data() : json();
            String type = problem.path("type").stringValue();
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }

    JsonNode node(NodeId id) {
        for (JsonNode node : sandbox.path("nodes").values()) {
            if (node.path("id").stringValue().equals(id.value())) {
                return node;
            }
        }
        throw new IllegalArgumentException(id + " is not in the sandbox");
    }

    /** A notice to Xiamen. */
    byte[] notice(long sequence, MessageType type, ObjectNode data) {
        Instant now = Instant.now();
        return sign(
                new Envelope(
                        MessageId.random(now.toEpochMilli(), RANDOM),
                        HANGZHOU,
                        type.wire(),
                        WireTime.of(now),
                        XIAMEN,
                        1,
                        sequence,
                        null,
                        null,
                        null,
                        data),
                Suite.SM);
    }

    /** A resident of Xiamen with a score that reaches every class. */
    JsonNode resident(int least) {
        for (JsonNode resident : sandbox.path("residents").values()) {
            boolean xiamen = resident.path("node").stringValue().equals(XIAMEN.value());
            if (xiamen
                    && resident.path("score").isNumber()
                    && resident.path("score").intValue() >= least) {
                return resident;
            }
        }
        throw new IllegalArgumentException("no resident with " + least);
    }

    /** An organisation of the sandbox by its place in the table. */
    JsonNode organisation(int place) {
        return sandbox.path("organisations").get(place);
    }

    Envelope question(ObjectNode data, UnaryOperator<Envelope> change) {
        Instant now = Instant.now();
        return change.apply(
                new Envelope(
                        MessageId.random(now.toEpochMilli(), RANDOM),
                        HANGZHOU,
                        MessageType.RECOGNITION_REQUEST.wire(),
                        WireTime.of(now),
                        XIAMEN,
                        1,
                        null,
                        "library.lending",
                        null,
                        null,
                        data));
    }

    /** The same question for another purpose. */
    static Envelope forPurpose(Envelope e, String purpose) {
        return new Envelope(
                e.id(),
                e.source(),
                e.type(),
                e.time(),
                e.to(),
                e.trust(),
                null,
                purpose,
                null,
                null,
                e.data());
    }

    byte[] sign(Envelope envelope, Suite suite) {
        return sign(envelope, keys.get(suite));
    }

    static byte[] sign(Envelope envelope, SigningKey key) {
        return CompactJws.sign(key, JwsType.MESSAGE, envelope.toBytes())
                .getBytes(StandardCharsets.US_ASCII);
    }

    Answer post(NodeId to, byte[] jws) throws Exception {
        return post(tls, to, jws, "application/jose");
    }

    Answer post(NodeId to, byte[] body, String mediaType) throws Exception {
        return post(tls, to, body, mediaType);
    }

    Answer post(HttpClient client, NodeId to, byte[] body, String mediaType) throws Exception {
        URI endpoint =
                URI.create(node(to).path("federation").stringValue() + "/federation/v1/messages");
        return send(
                client,
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", mediaType)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    /** Brings a node a batch of a stream. */
    Answer put(NodeId to, String path, Map<String, String> headers, byte[] body) throws Exception {
        URI at = URI.create(node(to).path("federation").stringValue() + path);
        var request =
                HttpRequest.newBuilder(at)
                        .header("Content-Type", "application/avro")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(tls, request.build());
    }

    /** Reads what a node shows to members. */
    Answer get(NodeId from, String path) throws Exception {
        return get(tls, from, path);
    }

    /** The same in one of the forms that it has. */
    Answer get(NodeId from, String path, String accept) throws Exception {
        URI at = URI.create(node(from).path("federation").stringValue() + path);
        return send(tls, HttpRequest.newBuilder(at).header("Accept", accept).GET().build());
    }

    /** The headers that come with it. */
    java.net.http.HttpHeaders headers(NodeId from, String path) throws Exception {
        URI at = URI.create(node(from).path("federation").stringValue() + path);
        return tls.send(
                        HttpRequest.newBuilder(at).GET().build(),
                        HttpResponse.BodyHandlers.discarding())
                .headers();
    }

    Answer get(HttpClient client, NodeId from, String path) throws Exception {
        URI at = URI.create(node(from).path("federation").stringValue() + path);
        return send(client, HttpRequest.newBuilder(at).GET().build());
    }

    /** Calls a node's API with one of its tokens. */
    Answer api(NodeId node, String role, String method, String path, String json) throws Exception {
        String token = role == null ? null : node(node).path("tokens").path(role).stringValue();
        return bearer(node, token, method, path, json);
    }

    /** Calls a node's API with any token. */
    Answer bearer(NodeId node, String token, String method, String path, String json)
            throws Exception {
        return call(node, token, method, path, json, "application/json");
    }

    /** Asks a node's API for another media type than JSON. */
    Answer call(NodeId node, String token, String method, String path, String json, String accept)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(node(node).path("api").stringValue() + path))
                        .header("Content-Type", "application/json")
                        .header("Accept", accept + ", application/problem+json")
                        .method(
                                method,
                                json == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(json));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(plain, request.build());
    }

    private static Answer send(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body(),
                response.headers().firstValue("Location").orElse(""));
    }

    /**
     * A client that shows a certificate. It trusts any server: these tests are about the client.
     */
    static HttpClient client(TlsIdentity identity) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                identity == null ? null : identity.keyManagers(),
                new TrustManager[] {new AnyServer()},
                RANDOM);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static final class AnyServer extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(
                X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(
                X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
