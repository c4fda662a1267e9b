package org.xinqiao.gateway.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.adapters.kafka.SentBatch;
import org.xinqiao.contracts.avro.ChangeSchema;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.log.LogEntry;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BadBatch;
import org.xinqiao.contracts.stream.BatchReceipt;
import org.xinqiao.contracts.stream.Manifest;
import org.xinqiao.contracts.stream.Signed;
import org.xinqiao.contracts.stream.Statement;
import org.xinqiao.contracts.stream.StreamState;
import org.xinqiao.gateway.authenticate.BatchReceiptRules;
import org.xinqiao.gateway.authenticate.BatchReceiptRules.Verdict;
import org.xinqiao.gateway.ledger.Recorded;
import org.xinqiao.gateway.ledger.Records;
import org.xinqiao.gateway.lists.Batches;
import org.xinqiao.gateway.lists.RouteFile;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.seal.Sealer;
import org.xinqiao.gateway.trust.ActingTrust;

/** Sends one batch and judges the answer. */
@Component
public class SendBatch {
    private static final String AVRO = "application/avro";

    private final PartnerClient partners;
    private final KafkaPartners kafka;
    private final RouteFile routes;
    private final Sealer sealer;
    private final Records records;
    private final SecureRandom random;
    private final Clock clock;

    /** Sends over the node's connections. */
    public SendBatch(
            PartnerClient partners,
            KafkaPartners kafka,
            RouteFile routes,
            Sealer sealer,
            Records records,
            SecureRandom random,
            Clock clock) {
        this.partners = partners;
        this.kafka = kafka;
        this.routes = routes;
        this.sealer = sealer;
        this.records = records;
        this.random = random;
        this.clock = clock;
    }

    /** What a batch met with. */
    sealed interface Outcome {
        /**
         * It was taken.
         *
         * @param receipt the receipt's bytes
         * @param said what it says
         * @param crossed what is to be recorded of it
         */
        @SuppressWarnings("ArrayRecordComponent") // handed on
        record Taken(byte[] receipt, BatchReceipt said, List<Recorded> crossed)
                implements Outcome {}

        /** It was not; the answer says what that means. */
        record Else(Verdict verdict) implements Outcome {}
    }

    /**
     * What becomes of a batch.
     *
     * @param state what is stated of the stream, where nothing follows the batch; else null
     * @throws PartnerUnreachable if no answer came
     * @throws Refusal if nothing can be signed for this partner now
     */
    Outcome send(Batches.Kept batch, byte @Nullable [] state, NodeId to, ActingTrust trust)
            throws PartnerUnreachable, Refusal {
        Instant now = clock.instant();
        SigningKey key = sealer.preferredKey(KeyUse.STREAM, to, trust, now);
        Signed<Manifest> manifest = with(batch.manifest(), key);
        byte[] stated = state == null ? null : with(state(state), key).bytes();
        byte[] file = Objects.requireNonNull(batch.file());
        Reply reply =
                routes.routing().kafka().contains(to)
                        ? overKafka(manifest, stated, file, to, trust)
                        : overHttp(manifest, stated, file, to, trust);
        Verdict verdict =
                BatchReceiptRules.decide(
                        reply.status(), reply.body(), manifest, to, trust, clock.instant());
        return verdict instanceof Verdict.Taken taken
                ? new Outcome.Taken(
                        reply.body(),
                        taken.receipt(),
                        crossed(manifest, to, trust, taken.envelope(), reply.body(), now))
                : new Outcome.Else(verdict);
    }

    private Reply overHttp(
            Signed<Manifest> manifest,
            byte @Nullable [] state,
            byte[] file,
            NodeId to,
            ActingTrust trust)
            throws PartnerUnreachable {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Xq-Manifest", ascii(manifest.bytes()));
        if (state != null) {
            headers.put("Xq-State", ascii(state));
        }
        Manifest said = manifest.statement();
        return partners.put(
                to,
                trust.snapshot(),
                "/federation/v1/streams/"
                        + said.stream().value()
                        + "/batches/"
                        + said.from()
                        + "-"
                        + said.to(),
                headers,
                AVRO,
                file);
    }

    private Reply overKafka(
            Signed<Manifest> manifest,
            byte @Nullable [] state,
            byte[] file,
            NodeId to,
            ActingTrust trust)
            throws PartnerUnreachable {
        Manifest said = manifest.statement();
        return kafka.put(
                to,
                new SentBatch(
                        trust.self().value(),
                        said.stream().value(),
                        said.from(),
                        said.to(),
                        ChangeSchema.id(),
                        manifest.bytes(),
                        state,
                        file));
    }

    /** The same statement under the key that is in force towards a partner now. */
    private static <S extends Statement> Signed<S> with(Signed<S> signed, SigningKey key) {
        return signed.kid().equals(key.kid()) ? signed : Signed.sign(signed.statement(), key);
    }

    private static Signed<StreamState> state(byte[] jws) {
        try {
            return Signed.state(jws);
        } catch (BadBatch e) {
            throw new IllegalStateException("a state in the database is damaged", e);
        }
    }

    private List<Recorded> crossed(
            Signed<Manifest> manifest,
            NodeId to,
            ActingTrust trust,
            Envelope receipt,
            byte[] body,
            Instant now) {
        return List.of(
                new Recorded(
                        MessageId.random(now.toEpochMilli(), random),
                        LogEntry.Direction.SENT,
                        trust.self(),
                        to,
                        JwsType.MANIFEST.wire(),
                        null,
                        records.salt(),
                        manifest.bytes(),
                        now),
                Recorded.received(receipt, records.salt(), body, now));
    }

    private static String ascii(byte[] jws) {
        return new String(jws, StandardCharsets.US_ASCII);
    }
}
