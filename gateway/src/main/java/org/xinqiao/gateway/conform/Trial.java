package org.xinqiao.gateway.conform;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.crypto.KeyUse;
import org.xinqiao.contracts.crypto.SigningKey;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.TlsIdentity;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.NodeKey;
import org.xinqiao.trust.document.NodeKeys;
import tools.jackson.databind.node.ObjectNode;

/** What all checks share: who plays, against whom, over which connection; and the rows so far. */
final class Trial implements AutoCloseable {
    static final String JOSE = "application/jose";

    final Member member;
    final NodeId node;
    final TrustSnapshot trust;
    final Wire wire;
    final Replies replies;
    private final URI endpoint;
    private final Set<String> pins;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Consumer<Row> watcher;
    private final List<Row> rows = new ArrayList<>();
    private long number;

    Trial(
            Member member,
            NodeKeys node,
            URI endpoint,
            TrustSnapshot trust,
            long firstNumber,
            InstantSource clock,
            SecureRandom random,
            Consumer<Row> watcher) {
        this.member = member;
        this.node = node.node();
        this.trust = trust;
        this.endpoint = endpoint;
        this.pins = node.pins();
        this.wire = new Wire(endpoint, pins, member.tls(), "TLSv1.3");
        this.replies = new Replies(trust, this.node, member.id());
        this.number = firstNumber;
        this.clock = clock;
        this.random = random;
        this.watcher = watcher;
    }

    /** What a check does; its result is compared with what is expected. */
    interface Attempt {
        String run() throws Skipped, NoAnswer;
    }

    void check(
            String id,
            @Nullable Suite suite,
            String clause,
            String zh,
            String en,
            String expected,
            Attempt attempt) {
        String got;
        Row.Verdict verdict;
        try {
            got = attempt.run();
            verdict = got.equals(expected) ? Row.Verdict.CONFORMS : Row.Verdict.FAILS;
        } catch (NoAnswer e) {
            got = String.valueOf(e.getMessage());
            verdict = Row.Verdict.FAILS;
        } catch (Skipped e) {
            got = String.valueOf(e.getMessage());
            verdict = Row.Verdict.SKIPPED;
        }
        Row row = new Row(id, suite, clause, zh, en, expected, got, verdict);
        rows.add(row);
        watcher.accept(row);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    Instant now() {
        return clock.instant();
    }

    SecureRandom random() {
        return random;
    }

    /** Waits for what takes a node a moment. */
    static void pause(long millis) throws NoAnswer {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted");
        }
    }

    /** The next number of this member's notices to the node. */
    long next() {
        return number++;
    }

    /** Another connection than the member's usual one. */
    Wire connect(@Nullable TlsIdentity identity, String version) {
        return new Wire(endpoint, pins, identity, version);
    }

    /** A message of the member to the node, dated now. */
    Letter letter(MessageType type, Suite suite, ObjectNode data) {
        return letter(type.wire(), member.key(suite), data);
    }

    Letter letter(String type, SigningKey key, ObjectNode data) {
        Instant now = now();
        MessageId id = MessageId.random(now.toEpochMilli(), random);
        return new Letter(id, member.id(), node, key, type, now, trust.version(), data);
    }

    /** Sends a message and puts the answer in words. */
    String tell(byte[] jws) throws NoAnswer {
        return replies.inWords(wire.post(jws, JOSE), jws, now());
    }

    /** What the member acts on: every agreement in force, for its answers are only being tried. */
    ActingTrust acting() {
        Set<String> all =
                trust.agreements().stream().map(Agreement::digest).collect(Collectors.toSet());
        return new ActingTrust(member.id(), trust, all);
    }

    /** The first agreement between member and node. */
    Agreement agreement() throws Skipped {
        return acting().agreementsWith(node).stream()
                .findFirst()
                .orElseThrow(() -> new Skipped("member and node have no agreement in force"));
    }

    /** A key of the node's in force. */
    Optional<NodeKey> keyOfNode(KeyUse use) {
        Instant now = now();
        return trust.keys(node).stream()
                .flatMap(keys -> keys.keys().stream())
                .filter(key -> key.uses().contains(use))
                .filter(key -> key.standing(now, now) == NodeKey.Standing.GOOD)
                .findFirst();
    }

    @Override
    public void close() {
        wire.close();
    }
}
