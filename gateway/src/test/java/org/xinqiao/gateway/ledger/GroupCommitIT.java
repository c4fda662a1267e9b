package org.xinqiao.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.gateway.TestDatabases;

class GroupCommitIT {
    private static final int FIRST = 1;

    @TempDir Path directory;

    private final CountDownLatch firstMayEnd = new CountDownLatch(1);

    private HikariDataSource pool;
    private JdbcTemplate jdbc;
    private CountedTransactions transactions;

    @BeforeEach
    void table() throws Exception {
        pool = TestLedger.pool(TestDatabases.fresh(directory));
        jdbc = new JdbcTemplate(pool);
        jdbc.execute("create table unit (id int primary key check (id <> 13))");
        transactions = new CountedTransactions(pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void units_thatWaitTogether_shareACommit_andEachGetsItsOwnResult() throws Exception {
        int units = GroupCommit.UNITS_MAX;
        var commits = new GroupCommit<Integer, Integer>(transaction(), this::insertDoubling);

        List<Future<Integer>> results = submitBehindAnother(commits, units(units));

        for (int i = 0; i < units; i++) {
            assertThat(results.get(i).get()).isEqualTo(2 * (1000 + i));
        }
        assertThat(rows()).isEqualTo(units + 1);
        assertThat(transactions.committed).hasValue(2);
    }

    @Test
    void units_moreThanOneCommitTakes_shareTwo() throws Exception {
        var commits = new GroupCommit<Integer, Integer>(transaction(), this::insertDoubling);

        for (Future<Integer> result :
                submitBehindAnother(commits, units(GroupCommit.UNITS_MAX + 1))) {
            result.get();
        }

        assertThat(transactions.committed).hasValue(3);
    }

    @Test
    void unit_thatCannotBeWritten_takesNoOtherDown() throws Exception {
        var commits = new GroupCommit<Integer, Integer>(transaction(), this::insertDoubling);
        List<Future<Integer>> results =
                submitBehindAnother(commits, IntStream.rangeClosed(10, 19).boxed().toList());

        for (int i = 0; i < results.size(); i++) {
            Future<Integer> result = results.get(i);
            if (10 + i == 13) {
                assertThatThrownBy(result::get)
                        .hasCauseInstanceOf(DataIntegrityViolationException.class);
            } else {
                assertThat(result.get()).isEqualTo(2 * (10 + i));
            }
        }
        assertThat(rows()).isEqualTo(10);
    }

    @Test
    void database_outOfReach_failsAllAtOnce() throws Exception {
        var nowhere = new HikariDataSource();
        nowhere.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
        nowhere.setConnectionTimeout(500);
        nowhere.setInitializationFailTimeout(-1);
        transactions = new CountedTransactions(nowhere);
        try (nowhere;
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var commits = new GroupCommit<Integer, Integer>(transaction(), this::insertDoubling);
            int callers = 40;
            var results = new ArrayList<Future<Integer>>();
            for (int unit : units(callers)) {
                results.add(threads.submit(() -> commits.submit(unit)));
            }
            for (Future<Integer> result : results) {
                assertThatThrownBy(result::get)
                        .hasCauseInstanceOf(CannotCreateTransactionException.class);
            }
            // Each by itself would have waited forty times as long, and fared no better.
            assertThat(transactions.begun.get()).isLessThan(callers / 2);
        }
    }

    @Test
    void error_inTheWriter_leavesNobodyWaiting() throws Exception {
        var commits =
                new GroupCommit<Integer, Integer>(
                        transaction(),
                        units -> {
                            await(firstMayEnd);
                            throw new StackOverflowError("for the test");
                        });
        List<Future<Integer>> results = submitBehindError(commits);

        for (Future<Integer> result : results) {
            assertThatThrownBy(() -> result.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    private List<Future<Integer>> submitBehindError(GroupCommit<Integer, Integer> commits) {
        var results = new ArrayList<>(submitAll(commits, List.of(FIRST)));
        results.addAll(submitAll(commits, units(5)));
        firstMayEnd.countDown();
        return results;
    }

    @Test
    void writer_thatForgetsAResult_writesNothing() {
        var commits =
                new GroupCommit<Integer, Integer>(
                        transaction(),
                        units -> {
                            insertDoubling(units);
                            return List.of();
                        });

        assertThatThrownBy(() -> commits.submit(2)).isInstanceOf(IllegalStateException.class);
        assertThat(rows()).isZero();
    }

    /** Every way that leading can change hands, many times over. */
    @Test
    void units_ofManyThreadsForLong_eachGetTheirOwnResult_andNobodyWaitsForEver() throws Exception {
        int threads = 64;
        int each = 100;
        var commits =
                new GroupCommit<Integer, Integer>(
                        transaction(), units -> units.stream().map(unit -> 2 * unit).toList());
        var tasks = new ArrayList<Future<Boolean>>();
        try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * each;
                tasks.add(
                        executor.submit(() ->
                                IntStream.range(first, first + each)
                                        .allMatch(unit -> commits.submit(unit) == 2 * unit)));
            }
            for (Future<Boolean> task : tasks) {
                assertThat(task.get(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(transactions.committed.get()).isBetween(1, threads * each - 1);
    }

    @Test
    void interrupt_whileWaiting_isKept_andTheUnitIsWrittenNevertheless() throws Exception {
        var commits = new GroupCommit<Integer, Integer>(transaction(), this::insertDoubling);
        submitAll(commits, List.of(FIRST));
        var interrupted = new FutureTask<>(() -> commits.submit(2) == 4 && Thread.interrupted());
        Thread waiting = Thread.ofPlatform().daemon().start(interrupted);
        Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        firstMayEnd.countDown();
        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
    }

    private List<Integer> insertDoubling(List<Integer> units) {
        if (units.equals(List.of(FIRST))) {
            await(firstMayEnd);
        }
        jdbc.batchUpdate(
                "insert into unit (id) values (?)",
                units.stream().map(unit -> new Object[] {unit}).toList());
        return units.stream().map(unit -> 2 * unit).toList();
    }

    /** The units wait together, because one that came before them is being written. */
    private List<Future<Integer>> submitBehindAnother(
            GroupCommit<Integer, Integer> commits, List<Integer> units) throws Exception {
        Future<Integer> first = submitAll(commits, List.of(FIRST)).getFirst();
        List<Future<Integer>> results = submitAll(commits, units);
        firstMayEnd.countDown();
        first.get();
        return results;
    }

    /** Returns once every one of them waits. */
    private static List<Future<Integer>> submitAll(
            GroupCommit<Integer, Integer> commits, List<Integer> units) {
        var results = new ArrayList<Future<Integer>>();
        var threads = new ArrayList<Thread>();
        for (int unit : units) {
            var task = new FutureTask<>(() -> commits.submit(unit));
            results.add(task);
            threads.add(Thread.ofPlatform().daemon().start(task));
        }
        Awaitility.await()
                .until(() ->
                        threads.stream()
                                .map(Thread::getState)
                                .allMatch(s -> s == Thread.State.WAITING));
        return results;
    }

    private static List<Integer> units(int count) {
        return IntStream.range(1000, 1000 + count).boxed().toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    private int rows() {
        return jdbc.queryForObject("select count(*) from unit", Integer.class);
    }
}
