package org.xinqiao.gateway.dispatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.authenticate.AboutMessage;
import org.xinqiao.gateway.authenticate.Authentic;
import org.xinqiao.gateway.authenticate.AuthenticateMessage;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.ledger.Answered;
import org.xinqiao.gateway.ledger.AnsweredMeanwhile;
import org.xinqiao.gateway.ledger.Answers;
import org.xinqiao.gateway.ledger.CountedEffects;
import org.xinqiao.gateway.ledger.Lanes;
import org.xinqiao.gateway.ledger.LogWriter;
import org.xinqiao.gateway.ledger.NoCache;
import org.xinqiao.gateway.ledger.OutgoingNotice;
import org.xinqiao.gateway.ledger.RecordNotice;
import org.xinqiao.gateway.ledger.RememberedAnswer;
import org.xinqiao.gateway.ledger.TestLedger;
import org.xinqiao.gateway.ledger.Waiting;
import org.xinqiao.gateway.operate.NodeConfig;
import org.xinqiao.gateway.permit.PermitNotice;
import org.xinqiao.gateway.receive.Received;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.SealReceipt;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.FixedTrust;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustSnapshot;

/**
 * A node reduced to its ledger, in a process that is killed over and over: a sender, whose consents
 * change all the time, or a receiver of its notices. They are wired of the product's own parts;
 * only the web between them is plain.
 */
final class CrashingNode {
    static final int SUBJECTS = 6;
    private static final int WAITING_MAX = 200;
    private static final int LOOK_MILLIS = 20;
    private static final int CALL_MILLIS = 1_500;

    private final CrashPoints points;
    private final TestLedger ledger;
    private final NodeConfig config;
    private final ActingTrust acting;
    private final LogWriter log;
    private volatile boolean enough;

    private CrashingNode(Path directory, NodeId self, CrashPoints points) throws Exception {
        this.points = points;
        this.config = config(directory, self);
        TestFederation federation = CrashFederation.read(directory);
        this.acting = federation.trustOf(self);
        this.ledger =
                TestLedger.over(
                        config.database(),
                        CrashFederation.keyring(directory, self),
                        Clock.systemUTC(),
                        database -> points.around(database, "settle"));
        this.log =
                ledger.logWriter(
                        CrashFederation.logKeys(directory, self),
                        points.around(ledger.pool, "integrate"));
    }

    private static NodeConfig config(Path directory, NodeId self) {
        return new NodeConfig(
                self,
                Level.CITY,
                new NodeConfig.Api("127.0.0.1", 0, null),
                new NodeConfig.Federation("127.0.0.1", 0, CrashFederation.tls(directory)),
                CrashFederation.database(directory, self),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                NodeConfig.Limits.usual());
    }

    /** Directory, then {@code sender} with its partner's port or {@code receiver}, then a point. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        var points = new CrashPoints(arguments[3]);
        if (arguments[1].equals("sender")) {
            new CrashingNode(directory, TestFederation.HOME, points)
                    .send(Integer.parseInt(arguments[2]));
        } else {
            new CrashingNode(directory, TestFederation.HOST, points).receive();
        }
    }

    private void send(int port) throws Exception {
        var partners = new PlainPartner(config, port);
        var send = new PointedSend(partners);
        var trust = new FixedTrust(config, acting);
        var delivery =
                new Delivery(ledger.lanes, send, partners, trust, Clock.systemUTC(), ledger.signal);
        delivery.start();
        keepAt(delivery::look);
        keepAt(log::integrate);
        Thread.ofPlatform().daemon().start(this::listen);
        System.out.println(CrashingProcess.READY + 0);
        var transaction = new TransactionTemplate(points.around(ledger.pool, "produce"));
        var random = new Random();
        while (!enough) {
            if (waiting() > WAITING_MAX) {
                Thread.sleep(LOOK_MILLIS);
            } else {
                produce(transaction, random);
            }
        }
        System.out.println(CrashingProcess.QUIET);
        Thread.currentThread().join();
    }

    /** What a node does again and again; a database that is down is asked once more. */
    private static void keepAt(Runnable round) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    while (true) {
                        try {
                            round.run();
                        } catch (RuntimeException e) {
                            System.out.println("a round failed: " + e);
                        }
                        LockSupport.parkNanos(LOOK_MILLIS * 1_000_000L);
                    }
                });
    }

    private void listen() {
        try {
            enough = System.in.read() >= 0;
        } catch (IOException e) {
            enough = true;
        }
    }

    private long waiting() {
        try {
            return ledger.count("select count(*) from outbox where state = 'WAITING'");
        } catch (RuntimeException e) {
            return Long.MAX_VALUE;
        }
    }

    /** A few consents change, and whoever relied on them is told: one cause, one transaction. */
    private void produce(TransactionTemplate transaction, Random random) {
        int most = 1 + random.nextInt(4);
        int first = random.nextInt(SUBJECTS);
        try {
            transaction.executeWithoutResult(status -> {
                var notices = new ArrayList<OutgoingNotice>();
                for (int i = 0; i < most; i++) {
                    int subject = (first + i) % SUBJECTS;
                    notices.add(changed(subject));
                }
                try {
                    ledger.outbox.add(notices);
                } catch (Refusal e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (RuntimeException e) {
            System.out.println("producing failed: " + e);
        }
    }

    private OutgoingNotice changed(int subject) {
        Long revision =
                ledger.jdbc.queryForObject(
                        "update subject set revision = revision + 1 where id = ? returning revision",
                        Long.class,
                        subject);
        var notice =
                new ConsentNotice(
                        List.of(TestNotices.ref(subject)),
                        revision,
                        revision % 2 == 0 ? ConsentNotice.State.PAUSED : ConsentNotice.State.ACTIVE,
                        WireTime.of(Instant.now()));
        return OutgoingNotice.of(
                TestFederation.HOST, Disclosed.notice(notice), "subject " + subject, null, acting);
    }

    /** The sender's causes. */
    static void createSubjects(JdbcTemplate jdbc) {
        jdbc.execute("create table subject (id int primary key, revision bigint not null)");
        for (int subject = 0; subject < SUBJECTS; subject++) {
            jdbc.update("insert into subject (id, revision) values (?, 0)", subject);
        }
    }

    private void receive() throws Exception {
        var trust = new FixedTrust(config, acting);
        var answers = new Answers(ledger.client, ledger.jdbc, NoCache.ofAnswers());
        var effects = new CountedEffects(ledger.jdbc, ledger.consents, trust);
        PlatformTransactionManager transactions = points.around(ledger.pool, "take");
        var record =
                new RecordNotice(answers, ledger.records, effects, ledger.numbers, transactions);
        var stations =
                new Stations(
                        new AuthenticateMessage(trust),
                        new RememberedAnswer(answers),
                        new SealReceipt(ledger.sealer, new SecureRandom()),
                        record);
        keepAt(log::integrate);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> take(exchange, stations));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println(CrashingProcess.READY + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange, Stations stations) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply = reply(body, stations);
            points.pass("before-answer");
            exchange.sendResponseHeaders(reply.status(), reply.body().length);
            exchange.getResponseBody().write(reply.body());
        }
    }

    private static Reply reply(byte[] body, Stations stations) {
        try {
            return stations.take(body);
        } catch (Refusal | AnsweredMeanwhile | RuntimeException e) {
            System.out.println("not taken: " + e);
            return new Reply(503, Reply.PROBLEM, new byte[0]);
        }
    }

    /** The route of a notice, without the engine that runs it in a node. */
    private record Stations(
            AuthenticateMessage authenticate,
            RememberedAnswer remembered,
            SealReceipt seal,
            RecordNotice record) {
        Reply take(byte[] body) throws Refusal, AnsweredMeanwhile {
            String pin = TestFederation.pin(TestFederation.HOME);
            Authentic message = authenticate.authenticate(new Received(body, pin, Instant.now()));
            AboutMessage known = remembered.recall(message);
            if (known instanceof Answered answered) {
                return answered.reply();
            }
            authenticate.admit(message);
            return record.record(seal.seal(permit().consent(message))).reply();
        }

        @SuppressWarnings("NullAway") // nobody's decisions are asked for
        private static PermitNotice permit() {
            return new PermitNotice(null);
        }
    }

    private final class PointedSend extends SendNotice {
        PointedSend(PartnerClient partners) {
            super(partners, ledger.records, Clock.systemUTC());
        }

        @Override
        Lanes.Outcome send(Waiting notice, ActingTrust trust)
                throws PartnerUnreachable, PartnerBusy {
            points.pass("before-send");
            Lanes.Outcome outcome = super.send(notice, trust);
            points.pass("after-send");
            return outcome;
        }
    }

    /** Plain HTTP on loopback: what is tested here is what survives, not the line. */
    private static final class PlainPartner extends PartnerClient {
        private final URI uri;

        PlainPartner(NodeConfig config, int port) throws IOException {
            super(config, shown(config), new SimpleMeterRegistry(), CALL_MILLIS);
            this.uri = URI.create("http://127.0.0.1:" + port + "/");
        }

        private static Supplier<TlsIdentity> shown(NodeConfig config) throws IOException {
            NodeConfig.Tls tls = config.federation().tls();
            TlsIdentity identity = TlsIdentity.read(tls.certificate(), tls.key());
            return () -> identity;
        }

        @Override
        public Reply post(NodeId to, TrustSnapshot snapshot, byte[] message)
                throws PartnerUnreachable {
            try {
                var call = (HttpURLConnection) uri.toURL().openConnection();
                call.setConnectTimeout(CALL_MILLIS);
                call.setReadTimeout(CALL_MILLIS);
                call.setDoOutput(true);
                call.getOutputStream().write(message);
                int status = call.getResponseCode();
                InputStream body = status < 400 ? call.getInputStream() : call.getErrorStream();
                byte[] bytes = body == null ? new byte[0] : body.readAllBytes();
                return new Reply(status, Reply.JOSE, bytes);
            } catch (IOException e) {
                throw new PartnerUnreachable(to, "no answer", e);
            }
        }
    }
}
