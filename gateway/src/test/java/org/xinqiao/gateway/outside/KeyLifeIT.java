package org.xinqiao.gateway.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xinqiao.gateway.outside.Outside.FUZHOU;
import static org.xinqiao.gateway.outside.Outside.HANGZHOU;
import static org.xinqiao.gateway.outside.Outside.XIAMEN;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.log.NoteKey;
import org.xinqiao.contracts.log.SignedCheckpoint;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.sandbox.FreePorts;
import org.xinqiao.gateway.sandbox.NodeRunner;
import org.xinqiao.gateway.sandbox.Sandbox;
import org.xinqiao.gateway.sandbox.SandboxOptions;
import org.xinqiao.gateway.sandbox.Staging;
import org.xinqiao.gateway.trust.Pin;
import org.xinqiao.gateway.trust.TlsIdentities;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.edit.Federation;
import org.xinqiao.trust.edit.NodeKeyLife;
import org.xinqiao.trust.edit.Publisher;
import org.xinqiao.trust.edit.RoleKeyLife;
import tools.jackson.databind.JsonNode;

/**
 * Two cities change every kind of key that they have, one after the other, while visitors are at
 * the counter: not one is refused. Then a key is revoked, and a member is taken over.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyLifeIT {
    private static final List<NodeId> CITIES = List.of(XIAMEN, FUZHOU);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration OVERLAP = Duration.ofSeconds(8);
    private static final Duration LONGEST = Duration.ofSeconds(120);

    @TempDir static Path directory;
    private static Sandbox sandbox;
    private static Outside outside;
    private static Traffic traffic;
    private static Federation federation;
    private static Publisher publisher;
    private static NodeKeyLife keys;

    @BeforeAll
    static void start() throws Exception {
        sandbox =
                Sandbox.start(
                        new SandboxOptions(directory, FreePorts.base(), false),
                        new Staging(Staging.CITIES, NodeRunner.HERE));
        outside =
                new Outside(
                        StrictJson.parseObject(
                                Files.readAllBytes(directory.resolve("sandbox.json"))));
        federation = new Federation(directory.resolve("trust/federation"));
        publisher = new Publisher(federation, directory.resolve("trust/repository"));
        keys = new NodeKeyLife(federation, RANDOM);
        traffic = new Traffic(outside);
        flows();
    }

    @AfterAll
    static void stop() throws Exception {
        if (traffic != null) {
            traffic.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    @Order(1)
    void messageKeys_ofBothSuitesAndCities_areRotatedUnderTraffic() throws Exception {
        Map<NodeId, List<SigningKey>> fresh = rotate(KeyUse.MESSAGE);
        for (NodeId city : CITIES) {
            for (Suite suite : Suite.values()) {
                String kid = of(fresh.get(city), suite).kid();
                await(() -> answer(city, suite).jws().kid().equals(kid));
            }
        }
        flows();
    }

    @Test
    @Order(2)
    void passAndConsentKeys_areRotatedUnderTraffic_andOldPassesStayGood() throws Exception {
        Map<NodeId, List<SigningKey>> fresh = rotate(KeyUse.PASS);
        Visitor visitor = Visitor.of(outside, 600).consents(FUZHOU, "library.lending");
        byte[] thumbprint = of(fresh.get(XIAMEN), Suite.SM).publicKey().thumbprint();
        await(() ->
                java.util.Arrays.equals(
                        visitor.pass().kid(), java.util.Arrays.copyOf(thumbprint, 8)));
        rotate(KeyUse.CONSENT);
        Visitor.of(outside, 600).consents(FUZHOU, "library.lending");
        flows();
    }

    @Test
    @Order(3)
    void logAndWitnessKeys_areRotatedUnderTraffic_andNobodyIsAlarmed() throws Exception {
        Map<NodeId, List<SigningKey>> log = rotate(KeyUse.LOG);
        Map<NodeId, List<SigningKey>> witness = rotate(KeyUse.WITNESS);
        for (NodeId city : CITIES) {
            NodeId other = city.equals(XIAMEN) ? FUZHOU : XIAMEN;
            NoteKey logKey = NoteKey.ofLog(city, log.get(city).getFirst().publicKey());
            NoteKey witnessKey =
                    NoteKey.ofWitness(other, witness.get(other).getFirst().publicKey());
            await(() -> {
                SignedCheckpoint seen =
                        SignedCheckpoint.parse(
                                outside.get(other, "/federation/v1/witness/" + city + "/checkpoint")
                                        .body());
                seen.verify(logKey);
                return seen.verifyCosignature(witnessKey) != null;
            });
        }
        flows();
        assertThat(alarms(XIAMEN)).isEmpty();
        assertThat(alarms(FUZHOU)).isEmpty();
    }

    @Test
    @Order(4)
    void tlsKeys_ofBothCities_areRotatedUnderTraffic() throws Exception {
        Map<NodeId, String> old = new HashMap<>();
        Map<NodeId, String> fresh = new HashMap<>();
        for (NodeId city : CITIES) {
            Path home = home(city);
            var made =
                    TestCertificate.in(
                            Files.createDirectories(directory.resolve("next-" + city)), "next");
            String pin = TlsIdentity.read(made.certificate(), made.key()).pin();
            old.put(city, shown(city));
            fresh.put(city, pin);
            Files.copy(made.key(), home.resolve("tls.key.pem" + TlsIdentities.NEXT));
            Files.copy(
                    made.certificate(), home.resolve("tls.certificate.pem" + TlsIdentities.NEXT));
            assertThat(shown(city)).as("not before it is published").isEqualTo(old.get(city));
            keys.addPin(city, pin);
        }
        publisher.publish(Instant.now());
        for (NodeId city : CITIES) {
            await(() -> shown(city).equals(fresh.get(city)));
        }
        flows();
        for (NodeId city : CITIES) {
            keys.removePin(city, old.get(city));
        }
        publishAndAwait();
        flows();
        for (NodeId city : CITIES) {
            assertThat(shown(city)).isEqualTo(fresh.get(city));
        }
    }

    @Test
    @Order(5)
    void roleKeys_ofTheRepository_areRotatedUnderTraffic_andNobodyIsAlarmed() throws Exception {
        RoleKeyLife roles = new RoleKeyLife(federation, RANDOM);
        for (String role :
                List.of(
                        "root",
                        "targets",
                        "snapshot",
                        "timestamp",
                        "cn-100000",
                        "cn-350000",
                        "cn-350200",
                        "cn-350100")) {
            roles.rotate(role, null);
        }
        publishAndAwait();
        flows();
        assertThat(alarms(XIAMEN)).isEmpty();
        assertThat(alarms(FUZHOU)).isEmpty();
    }

    @Test
    @Order(6)
    void traffic_overAllOfThis_wasNeverRefused_andEveryBenefitIsToldOnce() throws Exception {
        traffic.close();

        assertThat(traffic.refusals).isEmpty();
        assertThat(traffic.benefits).hasValueGreaterThan(100);
        NodeDatabase home = new NodeDatabase(directory, XIAMEN);
        await(() -> home.number("select count(*) from benefit_event") == traffic.benefits.get());
        NodeDatabase host = new NodeDatabase(directory, FUZHOU);
        assertThat(host.number("select count(*) from outbox where state <> 'WAITING'")).isZero();
    }

    @Test
    @Order(7)
    void revokedKey_isRefusedFromThenOn_whateverItsDate_andTheOtherSuiteGoesOn() throws Exception {
        assertThat(answer(XIAMEN, Suite.INTL).problem()).isEqualTo("code-malformed");
        keys.revoke(HANGZHOU, outside.keys.get(Suite.INTL).kid(), Instant.now());
        publisher.publish(Instant.now());

        await(() -> answer(XIAMEN, Suite.INTL).problem().equals("key-revoked"));
        byte[] earlier = outside.sign(question(Instant.now().minusSeconds(120)), Suite.INTL);
        assertThat(outside.post(XIAMEN, earlier).problem()).isEqualTo("key-revoked");
        assertThat(answer(XIAMEN, Suite.SM).problem()).isEqualTo("code-malformed");
    }

    @Test
    @Order(8)
    void member_takenOverByWhoeverAppointsItsRole_isAnAlarmAtBothCities() throws Exception {
        assertThat(alarms(XIAMEN)).isEmpty();
        try (Stream<Path> files =
                Files.walk(federation.directory().resolve("private/roles/cn-330100"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        new RoleKeyLife(federation, RANDOM).rotate("cn-330100", null);
        keys.rotate(HANGZHOU, KeyUse.MESSAGE, Suite.SM, OVERLAP, Instant.now());
        publisher.publish(Instant.now());

        for (NodeId city : CITIES) {
            await(() -> !alarms(city).isEmpty());
            JsonNode alarm = alarms(city).getFirst();
            assertThat(alarms(city)).hasSize(1);
            assertThat(alarm.path("kind").stringValue()).isEqualTo("key-change-unvouched");
            assertThat(alarm.path("origin").stringValue()).isEqualTo("cn-330100/keys");
            assertThat(alarm.path("words").path("en").stringValue())
                    .contains("no earlier key of that member signed for it");
        }
    }

    /** New keys at both cities, put where their nodes find them while they run, and published. */
    private static Map<NodeId, List<SigningKey>> rotate(KeyUse use) throws Exception {
        Map<NodeId, List<SigningKey>> fresh = new HashMap<>();
        for (NodeId city : CITIES) {
            List<SigningKey> made = new ArrayList<>();
            for (NodeKeyLife.Succession each :
                    keys.rotate(city, use, null, OVERLAP, Instant.now())) {
                String file = each.key().kid() + ".json";
                Files.copy(
                        federation.directory().resolve("private/nodes/" + city + "/" + file),
                        home(city).resolve("keys").resolve(file));
                made.add(each.key());
            }
            fresh.put(city, made);
        }
        publishAndAwait();
        return fresh;
    }

    private static void publishAndAwait() throws Exception {
        long version = publisher.publish(Instant.now()).snapshotVersion();
        for (NodeId city : CITIES) {
            await(() ->
                    outside.api(city, "operator", "GET", "/api/v1/trust", null)
                                    .json()
                                    .path("version")
                                    .longValue()
                            >= version);
        }
    }

    /** Twenty more visitors get their benefit, and so far nobody was refused. */
    private static void flows() {
        int before = traffic.benefits.get();
        await(() -> traffic.benefits.get() >= before + 20);
        assertThat(traffic.refusals).isEmpty();
    }

    private static Envelope question(Instant at) {
        return outside.question(
                new RecognitionRequest("XQ1:NOTHING", List.of(), "desk").toJson(),
                envelope ->
                        new Envelope(
                                envelope.id(),
                                envelope.source(),
                                envelope.type(),
                                org.xinqiao.contracts.message.WireTime.of(at),
                                envelope.to(),
                                envelope.trust(),
                                null,
                                envelope.purpose(),
                                null,
                                null,
                                envelope.data()));
    }

    /** What a city answers to nonsense; it is signed all the same. */
    private static Outside.Answer answer(NodeId city, Suite suite) throws Exception {
        Envelope asked = question(Instant.now());
        Envelope toCity =
                new Envelope(
                        asked.id(),
                        asked.source(),
                        asked.type(),
                        asked.time(),
                        city,
                        asked.trust(),
                        null,
                        asked.purpose(),
                        null,
                        null,
                        asked.data());
        return outside.post(city, outside.sign(toCity, suite));
    }

    private static SigningKey of(List<SigningKey> made, Suite suite) {
        return made.stream()
                .filter(key -> key.algorithm().suite() == suite)
                .findFirst()
                .orElseThrow();
    }

    private static Path home(NodeId city) {
        return directory.resolve("nodes").resolve(city.value());
    }

    /** The pin that a new connection sees. */
    private static String shown(NodeId city) throws Exception {
        JsonNode own = outside.sandbox.path("outside").path("tls");
        TlsIdentity identity =
                TlsIdentity.read(
                        Path.of(own.path("certificate").stringValue()),
                        Path.of(own.path("key").stringValue()));
        try (var client = Outside.client(identity)) {
            URI at =
                    URI.create(
                            outside.node(city).path("federation").stringValue()
                                    + "/federation/v1/log/checkpoint");
            HttpResponse<Void> response =
                    client.send(
                            HttpRequest.newBuilder(at).build(),
                            HttpResponse.BodyHandlers.discarding());
            return Pin.of(
                    (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0]);
        }
    }

    private static List<JsonNode> alarms(NodeId city) throws Exception {
        return outside.api(city, "operator", "GET", "/api/v1/alarms", null)
                .json()
                .path("alarms")
                .valueStream()
                .toList();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(LONGEST).ignoreExceptions().until(condition);
    }
}
