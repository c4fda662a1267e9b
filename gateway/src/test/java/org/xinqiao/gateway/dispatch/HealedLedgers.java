package org.xinqiao.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xinqiao.contracts.crypto.SignatureAlgorithm;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.gateway.TestFederation;
import org.xinqiao.gateway.TestNotices;
import org.xinqiao.gateway.authenticate.ReceiptRules;
import org.xinqiao.gateway.ledger.TestLedger;

/** What a sender and a receiver of notices must hold when all that went wrong is over. */
record HealedLedgers(TestLedger home, TestLedger host, TestFederation federation) {
    /** How many notices the sender had cause for. */
    long caused() {
        return home.count("select sum(revision) from subject");
    }

    /** Nothing lost, nothing twice, in order, receipted and recorded. */
    void holdEverythingOnce() throws Exception {
        long caused = caused();
        assertThat(caused).isPositive();
        assertThat(home.count("select count(*) from outbox"))
                .as("nothing waits or is dead")
                .isZero();
        assertEveryReceipt(caused);
        assertThat(host.count("select count(*) from effect")).as("effects").isEqualTo(caused);
        assertThat(host.count("select count(distinct message) from effect")).isEqualTo(caused);
        assertThat(host.count("select high from inbox_sequence")).isEqualTo(caused);
        assertThat(host.count("select count(*) from inbox_gap")).as("gaps").isZero();
        assertOrder();
        assertRecorded(home.jdbc, 2 * caused);
        assertRecorded(host.jdbc, 2 * caused);
    }

    private void assertOrder() {
        long outOfOrder =
                host.count(
                        """
                        select count(*) from (
                          select revision - row_number() over (partition by ref order by id) as off
                          from effect) as o where off <> 0\
                        """);
        assertThat(outOfOrder).as("revisions that came out of order, or not").isZero();
        for (int subject = 0; subject < CrashingNode.SUBJECTS; subject++) {
            assertThat(
                            host.count(
                                    "select max(revision) from known_consent where ref = ?",
                                    (Object) TestNotices.ref(subject).bytes()))
                    .isEqualTo(home.count("select revision from subject where id = ?", subject));
        }
    }

    private static void assertRecorded(JdbcTemplate jdbc, long messages) {
        assertThat(jdbc.queryForObject("select count(*) from message_record", Long.class))
                .as("each message and each receipt is recorded once")
                .isEqualTo(messages);
    }

    /**
     * A valid receipt for exactly the bytes that were sent, for each, by the product's own rule.
     */
    private void assertEveryReceipt(long caused) throws Exception {
        var receipts = new HashMap<UUID, byte[]>();
        home.jdbc.query(
                "select reply_to, body from message_record where direction = 0",
                row -> {
                    receipts.put(row.getObject(1, UUID.class), row.getBytes(2));
                });
        var sent = new HashMap<UUID, byte[]>();
        home.jdbc.query(
                "select message, body from message_record where direction = 1",
                row -> {
                    sent.put(row.getObject(1, UUID.class), row.getBytes(2));
                });
        assertThat(sent).hasSize((int) caused);
        for (var message : sent.entrySet()) {
            byte[] bytes = message.getValue();
            var notice =
                    new ReceiptRules.Sent(
                            new MessageId(message.getKey()),
                            TestFederation.HOST,
                            algorithm(bytes),
                            bytes);
            assertThat(
                            ReceiptRules.decide(
                                    202,
                                    receipts.getOrDefault(message.getKey(), new byte[0]),
                                    notice,
                                    federation.trustOf(TestFederation.HOME),
                                    Instant.now()))
                    .isInstanceOf(ReceiptRules.Verdict.Taken.class);
        }
    }

    private static SignatureAlgorithm algorithm(byte[] bytes) throws Exception {
        return CompactJws.parse(bytes, JwsType.MESSAGE).algorithm();
    }
}
