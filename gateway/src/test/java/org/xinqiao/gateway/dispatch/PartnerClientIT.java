package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.gateway.TestCertificate;
import org.xinqiao.gateway.TestNodes;
import org.xinqiao.gateway.TestTrust;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustSnapshot;

class PartnerClientIT {
    private static final NodeId FUZHOU = NodeId.parse("cn-350100");
    private static final NodeId HANGZHOU = NodeId.parse("cn-330100");
    private static final byte[] MESSAGE = "a.b.c".getBytes(StandardCharsets.US_ASCII);
    private static final int CALL_MILLIS = 1_500;

    @TempDir static Path directory;

    private static Tls first;
    private static Tls second;

    private PartnerClient client;

    @BeforeAll
    static void certificates() throws Exception {
        first = TestCertificate.in(directory, "first");
        second = TestCertificate.in(directory, "second");
    }

    @BeforeEach
    void open() throws Exception {
        client = client(CALL_MILLIS);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void message_toAPartner_arrivesAsItIsAndTheAnswerComesBack() throws Exception {
        try (var fuzhou =
                new FakePartner(
                        first,
                        (n, body, out) -> FakePartner.answer(out, 422, "application/jose", body))) {
            Reply reply = client.post(FUZHOU, trust(1, fuzhou, first), MESSAGE);

            assertThat(reply.status()).isEqualTo(422);
            assertThat(reply.mediaType()).isEqualTo("application/jose");
            assertThat(reply.body()).isEqualTo(MESSAGE);
            assertThat(fuzhou.heads.getFirst())
                    .startsWith("POST /federation/v1/messages HTTP/1.1\r\n")
                    .contains("Content-Type: application/jose\r\n");
        }
    }

    @Test
    void connection_toAPartner_isKept() throws Exception {
        try (var fuzhou = new FakePartner(first, PartnerClientIT::accept)) {
            for (int call = 0; call < 5; call++) {
                client.post(FUZHOU, trust(call, fuzhou, first), MESSAGE);
            }
            assertThat(fuzhou.clientPorts).hasSize(5).containsOnly(fuzhou.clientPorts.getFirst());
        }
    }

    @Test
    void server_withAPinThatIsNotPublished_getsNothing() throws Exception {
        try (var impostor = new FakePartner(second, PartnerClientIT::accept)) {
            assertThatThrownBy(() -> client.post(FUZHOU, trust(1, impostor, first), MESSAGE))
                    .isInstanceOf(PartnerUnreachable.class)
                    .hasMessageContaining("is not published");
            assertThat(impostor.heads).isEmpty();
        }
    }

    @Test
    void server_withAnExpiredCertificateWhosePinIsPublished_isGood() throws Exception {
        Tls expired = TestCertificate.in(directory, "expired", Instant.now().minusSeconds(3600));
        try (var fuzhou = new FakePartner(expired, PartnerClientIT::accept)) {
            assertThat(client.post(FUZHOU, trust(1, fuzhou, expired), MESSAGE).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void partner_withoutKeys_isOutOfReach() {
        assertThatThrownBy(() -> client.post(FUZHOU, TestTrust.of(1), MESSAGE))
                .isInstanceOf(PartnerUnreachable.class);
    }

    @Test
    void pins_withANewSnapshot_changeOver() throws Exception {
        try (var fuzhou = new FakePartner(first, PartnerClientIT::accept)) {
            client.post(FUZHOU, trust(1, fuzhou, first), MESSAGE);

            assertThatThrownBy(() -> client.post(FUZHOU, trust(2, fuzhou, second), MESSAGE))
                    .isInstanceOf(PartnerUnreachable.class);
            // A call that still holds the old snapshot does not bring the old pins back.
            assertThatThrownBy(() -> client.post(FUZHOU, trust(1, fuzhou, first), MESSAGE))
                    .isInstanceOf(PartnerUnreachable.class);
            assertThat(client.post(FUZHOU, trust(3, fuzhou, second, first), MESSAGE).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void connection_thatBreaks_sendsTheSameBytesOnceMore() throws Exception {
        try (var fuzhou =
                new FakePartner(
                        first,
                        (n, body, out) -> {
                            if (n == 1) {
                                throw new IOException("breaks");
                            }
                            FakePartner.answer(out, 200, "application/jose", body);
                        })) {
            assertThat(client.post(FUZHOU, trust(1, fuzhou, first), MESSAGE).status())
                    .isEqualTo(200);
            assertThat(fuzhou.bodies).containsExactly("a.b.c", "a.b.c");
        }
    }

    @Test
    void connection_thatBreaksTwice_isOutOfReach() throws Exception {
        try (var fuzhou =
                new FakePartner(
                        first,
                        (n, body, out) -> {
                            throw new IOException("breaks");
                        })) {
            assertThatThrownBy(() -> client.post(FUZHOU, trust(1, fuzhou, first), MESSAGE))
                    .isInstanceOf(PartnerUnreachable.class);
            assertThat(fuzhou.bodies).hasSize(2);
        }
    }

    @Test
    void answer_atTheLimit_isRead_oneByteMore_isNot() throws Exception {
        byte[] most = new byte[Bounds.ANSWER_BODY_BYTES_MAX];
        byte[] over = new byte[Bounds.ANSWER_BODY_BYTES_MAX + 1];
        try (var fuzhou =
                new FakePartner(
                        first,
                        (n, body, out) ->
                                FakePartner.answer(out, 200, "x/y", n == 1 ? most : over))) {
            TrustSnapshot trust = trust(1, fuzhou, first);

            assertThat(client.post(FUZHOU, trust, MESSAGE).body()).hasSize(most.length);
            assertThatThrownBy(() -> client.post(FUZHOU, trust, MESSAGE))
                    .isInstanceOf(PartnerUnreachable.class);
            assertThat(fuzhou.bodies).hasSize(2);
        }
    }

    @Test
    void answer_byteByByte_endsWithTheBudget() throws Exception {
        var stop = new CountDownLatch(1);
        try (var fuzhou = new FakePartner(first, (n, body, out) -> drip(out, stop))) {
            long start = System.nanoTime();

            assertThatThrownBy(() -> client.post(FUZHOU, trust(1, fuzhou, first), MESSAGE))
                    .isInstanceOf(PartnerUnreachable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis())
                    .isLessThan(CALL_MILLIS * 3L);
        } finally {
            stop.countDown();
        }
    }

    @Test
    void partner_thatNeverAnswers_holdsUpNobodyElse() throws Exception {
        var stop = new CountDownLatch(1);
        try (var slow = new FakePartner(first, (n, body, out) -> stop.await());
                var quick = new FakePartner(second, PartnerClientIT::accept);
                var patient = client(20_000);
                var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            TrustSnapshot trust =
                    TestTrust.of(
                            1,
                            TestTrust.node("cn-350100", slow.endpoint(), first),
                            TestTrust.node("cn-330100", quick.endpoint(), second));
            var waiting = new ArrayList<Future<Reply>>();
            for (int call = 0; call < Bounds.PARTNER_CALLS_MAX; call++) {
                waiting.add(calls.submit(() -> patient.post(FUZHOU, trust, MESSAGE)));
            }
            Awaitility.await().until(() -> slow.bodies.size() == Bounds.PARTNER_CALLS_MAX);

            assertThatThrownBy(() -> patient.post(FUZHOU, trust, MESSAGE))
                    .isInstanceOf(PartnerUnreachable.class)
                    .hasMessageContaining("too many calls");
            assertThat(patient.post(HANGZHOU, trust, MESSAGE).status()).isEqualTo(200);
            stop.countDown();
            slow.close();
            waiting.forEach(call -> call.cancel(true));
        }
    }

    private static void accept(int request, byte[] body, OutputStream out) throws IOException {
        FakePartner.answer(out, 200, "application/jose", body);
    }

    private static void drip(OutputStream out, CountDownLatch stop) throws Exception {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes());
        while (!stop.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            out.write('x');
            out.flush();
        }
    }

    private static TrustSnapshot trust(long version, FakePartner partner, Tls... published)
            throws Exception {
        return TestTrust.of(version, TestTrust.node("cn-350100", partner.endpoint(), published));
    }

    private static PartnerClient client(int callMillis) throws Exception {
        NodeConfig config = TestNodes.files("cn-350200", directory);
        Tls tls = config.federation().tls();
        TlsIdentity identity = TlsIdentity.read(tls.certificate(), tls.key());
        return new PartnerClient(config, () -> identity, new SimpleMeterRegistry(), callMillis);
    }
}
