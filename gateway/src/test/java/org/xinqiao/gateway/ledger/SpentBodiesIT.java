package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.TestNodes;

/** Which bodies of messages go when their time is over, and which stay. */
class SpentBodiesIT {
    private static final Instant END = Ledger.NOW.minus(Duration.ofDays(180));

    @TempDir Path directory;

    private Ledger ledger;
    private SpentBodies bodies;
    private long next;

    @BeforeEach
    void open() throws Exception {
        ledger = new Ledger(directory);
        bodies =
                new SpentBodies(
                        ledger.jdbc,
                        Clock.fixed(Ledger.NOW, ZoneOffset.UTC),
                        TestNodes.files("cn-350200", directory));
    }

    @AfterEach
    void close() throws Exception {
        ledger.close();
    }

    @Test
    void body_ofExactlyTheDays_stays_andAnOlderOneGoes_butItsCommitmentStays() {
        long kept = record(MessageType.BENEFIT_NOTICE, END);
        long spent = record(MessageType.BENEFIT_NOTICE, END.minusMillis(1));
        assertThat(bodies.delete()).isEqualTo(1);
        assertThat(hasBody(kept)).isTrue();
        assertThat(hasBody(spent)).isFalse();
        assertThat(bodies.delete()).isZero();
        assertThat(
                        ledger.jdbc
                                .sql("select length(salt) from message_record where id = ?")
                                .param(spent)
                                .query(Integer.class)
                                .single())
                .isEqualTo(32);
    }

    @Test
    void receipts_andNoticesThatMayHaveToBeSent_keepTheirBodies() {
        Instant old = END.minus(Duration.ofDays(400));
        long receipt = record(MessageType.RECEIPT, old);
        long waiting = queued(old, "WAITING");
        long dead = queued(old, "DEAD");
        long discarded = queued(old, "DISCARDED");
        long replayed = queued(old, "REPLAYED");
        assertThat(bodies.delete()).isEqualTo(2);
        assertThat(hasBody(receipt)).isTrue();
        assertThat(hasBody(waiting)).isTrue();
        assertThat(hasBody(dead)).isTrue();
        assertThat(hasBody(discarded)).isFalse();
        assertThat(hasBody(replayed)).isFalse();
    }

    private long queued(Instant at, String state) {
        long id = record(MessageType.CONSENT_NOTICE, at);
        ledger.jdbc
                .sql(
                        """
                        insert into outbox (record, message, partner, sequence, ordering, type, kid,
                          created_at, due_at, state)
                        values (?, ?, 'cn-350100', ?, 'o', 't', 'k', now(), now(), ?)\
                        """)
                .params(id, UUID.randomUUID(), id, state)
                .update();
        return id;
    }

    private long record(MessageType type, Instant at) {
        long id = ++next;
        ledger.jdbc
                .sql(
                        """
                        insert into message_record (id, message, direction, source, peer, type, salt,
                          body, at)
                        values (?, ?, 1, 'cn-350200', 'cn-350100', ?, ?, '\\x01', ?)\
                        """)
                .params(
                        id,
                        UUID.randomUUID(),
                        type.wire(),
                        new byte[32],
                        at.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private boolean hasBody(long id) {
        return ledger.jdbc
                .sql("select body is not null from message_record where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }
}
