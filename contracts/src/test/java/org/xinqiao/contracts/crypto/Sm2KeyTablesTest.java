package org.xinqiao.contracts.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

class Sm2KeyTablesTest {
    private static final int MAX = 2;
    private static final byte[] MESSAGE = new byte[100];

    private final Sm2KeyTables tables = new Sm2KeyTables(MAX);

    @Test
    void key_usedOnceLessThanNeeded_hasNoTable_withOnceMoreItHas() {
        Sm2KeyTable key = key(1);
        for (int i = 1; i < Sm2KeyTable.USES_BEFORE_TABLE; i++) {
            assertThat(key.use()).isNull();
        }
        assertThat(tables.size()).isZero();
        assertThat(key.use()).isNotNull();
        assertThat(tables.size()).isOne();
    }

    @Test
    void keys_parsedForOneMessageEach_neverHaveTables() {
        for (int i = 0; i < 3 * Sm2KeyTable.USES_BEFORE_TABLE; i++) {
            assertThat(key(1).use()).isNull();
        }
        assertThat(tables.size()).isZero();
    }

    @Test
    void equalKeys_shareOneTable() {
        assertThat(grown(1).use()).isNotNull().isSameAs(grown(1).use());
        assertThat(tables.size()).isOne();
    }

    @Test
    void newKey_takesThePlaceOfTheOneUnusedForLongest() {
        Sm2KeyTable first = grown(1);
        Sm2KeyTable second = grown(2);
        Sm2Table kept = first.use();

        Sm2KeyTable third = key(3);
        for (int i = 1; i < (MAX + 1) * Sm2KeyTable.USES_BEFORE_TABLE; i++) {
            assertThat(third.use()).as("use %d", i).isNull();
            assertThat(first.use()).isSameAs(kept);
        }
        assertThat(third.use()).isNotNull();
        assertThat(second.use()).isNull();
        assertThat(first.use()).isSameAs(kept);
        assertThat(tables.size()).isEqualTo(MAX);
    }

    @Test
    void newKey_whileAllTablesAreInUse_goesWithout() {
        Sm2KeyTable first = grown(1);
        Sm2KeyTable second = grown(2);
        Sm2KeyTable third = key(3);
        for (int i = 0; i < 5 * Sm2KeyTable.USES_BEFORE_TABLE; i++) {
            assertThat(first.use()).isNotNull();
            assertThat(second.use()).isNotNull();
            assertThat(third.use()).isNull();
        }
        assertThat(tables.size()).isEqualTo(MAX);
    }

    @Test
    void keys_evictedAndReturning_verifyThroughout_withinTheBound() throws Exception {
        List<Sm2Keys.Public> keys = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        for (int d = 1; d <= 5; d++) {
            BigInteger secret = BigInteger.valueOf(d);
            keys.add(new Sm2Keys.Public(Curve.SM2.timesBase(secret), tables));
            signatures.add(new Sm2Keys.Private(secret).sign(MESSAGE));
        }
        for (int round = 0; round < 2; round++) {
            for (int key = 0; key < keys.size(); key++) {
                for (int i = 0; i < (MAX + 2) * Sm2KeyTable.USES_BEFORE_TABLE; i++) {
                    keys.get(key).verify(MESSAGE, signatures.get(key));
                    assertThat(keys.get(key).holds(MESSAGE, signatures.get(4 - key)))
                            .isEqualTo(key == 2);
                }
                assertThat(tables.size()).isBetween(1, MAX);
            }
        }
    }

    @Test
    void key_usedByManyThreads_whileItsTableIsMadeAndEvicted_judgesRight() throws Exception {
        BigInteger secret = BigInteger.valueOf(99);
        byte[] signature = new Sm2Keys.Private(secret).sign(MESSAGE);
        byte[] wrong = signature.clone();
        wrong[63] ^= 1;
        Sm2Keys.Public key = new Sm2Keys.Public(Curve.SM2.timesBase(secret), tables);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> done = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                done.add(
                        threads.submit(() -> {
                            start.await();
                            int right = 0;
                            for (int i = 0; i < 200; i++) {
                                right += key.holds(MESSAGE, signature) ? 1 : 0;
                                right += key.holds(MESSAGE, wrong) ? 0 : 1;
                                if (number < 2) {
                                    key(1 + i / 70 + number).use();
                                    grown(1 + i / 70 + number);
                                }
                            }
                            return right;
                        }));
            }
            start.countDown();
        }
        for (Future<Integer> each : done) {
            assertThat(each.get()).isEqualTo(400);
        }
        assertThat(tables.size()).isBetween(1, MAX);
    }

    private Sm2KeyTable key(int d) {
        ECPoint point = Curve.SM2.timesBase(BigInteger.valueOf(d));
        return new Sm2KeyTable(tables, "key " + d, point);
    }

    /** A key that has been used as often as a table needs. */
    private Sm2KeyTable grown(int d) {
        Sm2KeyTable key = key(d);
        for (int i = 0; i < Sm2KeyTable.USES_BEFORE_TABLE; i++) {
            key.use();
        }
        return key;
    }
}
