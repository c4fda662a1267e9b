package org.xinqiao.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets many units of work share one commit: making a commit durable costs the same for one as for
 * many. Whoever comes first writes for all who wait; the others find their result done.
 *
 * <p>Once {@link #submit} has returned, the unit is durable. One unit that cannot be written never
 * takes the others down: they are written again, each by itself.
 *
 * @param <U> a unit of work
 * @param <R> its result
 */
final class GroupCommit<U, R> {
    /** Units of one commit. */
    static final int UNITS_MAX = 128;

    private final TransactionTemplate transaction;
    private final Writer<U, R> writer;
    private final ConcurrentLinkedQueue<Slot<U, R>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock(true);

    /** Writes units within a transaction and returns their results, in the same order. */
    interface Writer<U, R> {
        /** Writes them all. */
        List<R> write(List<U> units);
    }

    private static final class Slot<U, R> {
        final U unit;
        @Nullable R result;
        @Nullable RuntimeException failure;

        Slot(U unit) {
            this.unit = unit;
        }

        boolean done() {
            return result != null || failure != null;
        }
    }

    GroupCommit(TransactionTemplate transaction, Writer<U, R> writer) {
        this.transaction = transaction;
        this.writer = writer;
    }

    /**
     * Writes a unit together with those that others submit meanwhile.
     *
     * @return its result, once it is committed
     */
    R submit(U unit) {
        var slot = new Slot<U, R>(unit);
        waiting.add(slot);
        // The lock also makes what another thread wrote into the slot visible here.
        writing.lock();
        try {
            while (!slot.done()) {
                writeTogether(next());
            }
        } finally {
            writing.unlock();
        }
        if (slot.failure != null) {
            throw slot.failure;
        }
        if (slot.result == null) {
            throw new IllegalStateException("the loop above ends with a result");
        }
        return slot.result;
    }

    private List<Slot<U, R>> next() {
        var slots = new ArrayList<Slot<U, R>>();
        Slot<U, R> slot;
        while (slots.size() < UNITS_MAX && (slot = waiting.poll()) != null) {
            slots.add(slot);
        }
        return slots;
    }

    private void writeTogether(List<Slot<U, R>> slots) {
        try {
            write(slots);
        } catch (Error e) {
            // Whoever waits for these slots must not wait for ever.
            var broken = new IllegalStateException("writing broke off", e);
            slots.forEach(slot -> slot.failure = broken);
            throw e;
        } catch (DataAccessResourceFailureException | TransactionException e) {
            // The database is out of reach: each alone would fare no better.
            slots.forEach(slot -> slot.failure = e);
        } catch (RuntimeException e) {
            if (slots.size() == 1) {
                slots.getFirst().failure = e;
            } else {
                slots.forEach(slot -> writeTogether(List.of(slot)));
            }
        }
    }

    private void write(List<Slot<U, R>> slots) {
        List<U> units = slots.stream().map(slot -> slot.unit).toList();
        List<R> results =
                transaction.execute(status -> complete(writer.write(units), units.size()));
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).result = results.get(i);
        }
    }

    /** Checked while it can still be rolled back. */
    private static <R> List<R> complete(List<R> results, int units) {
        if (results.size() != units) {
            throw new IllegalStateException(results.size() + " results for " + units + " units");
        }
        return List.copyOf(results);
    }
}
