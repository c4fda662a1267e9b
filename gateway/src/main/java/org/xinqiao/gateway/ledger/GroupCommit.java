package org.xinqiao.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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

    /** Whether somebody leads, or was asked to. Only who leads takes from the queue. */
    private final AtomicBoolean led = new AtomicBoolean();

    /** Writes units within a transaction and returns their results, in the same order. */
    interface Writer<U, R> {
        /** Writes them all. */
        List<R> write(List<U> units);
    }

    /** A unit, the thread that waits for it, and what became of it. */
    private static final class Slot<U, R> {
        final U unit;
        final Thread owner = Thread.currentThread();
        @Nullable R result;
        @Nullable RuntimeException failure;
        private volatile boolean done;
        private volatile boolean leads;

        Slot(U unit) {
            this.unit = unit;
        }

        /** Makes result or failure visible to the owner. */
        void finish() {
            if (result == null && failure == null) {
                failure = new IllegalStateException("writing broke off");
            }
            done = true;
            LockSupport.unpark(owner);
        }

        void lead() {
            leads = true;
            LockSupport.unpark(owner);
        }

        /**
         * Until it is done or its owner is to lead; an interrupt is kept for whoever comes next.
         */
        void await() {
            boolean interrupted = false;
            while (!done && !leads) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
        if (led.compareAndSet(false, true)) {
            lead(slot);
        } else {
            slot.await();
            if (slot.leads) {
                lead(slot);
            }
        }
        if (slot.failure != null) {
            throw slot.failure;
        }
        if (slot.result == null) {
            throw new IllegalStateException("whoever leads ends with a result");
        }
        return slot.result;
    }

    /** Writes until the own slot is done, and lets whoever waits longest lead on. */
    private void lead(Slot<U, R> own) {
        try {
            while (!own.done) {
                writeAndFinish(next());
            }
        } finally {
            handOver();
        }
    }

    private void handOver() {
        do {
            Slot<U, R> next = waiting.peek();
            if (next != null) {
                next.lead();
                return;
            }
            led.set(false);
            // Who came in between found a leader, and would wait for nobody.
        } while (!waiting.isEmpty() && led.compareAndSet(false, true));
    }

    private void writeAndFinish(List<Slot<U, R>> slots) {
        try {
            writeTogether(slots);
        } finally {
            slots.forEach(Slot::finish);
        }
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
