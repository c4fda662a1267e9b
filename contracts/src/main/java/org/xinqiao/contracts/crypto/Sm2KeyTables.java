package org.xinqiao.contracts.crypto;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the keys that are used again and again, no more than a bound. Keys that are equal
 * share one. Once there are as many as there may be, a new one takes the place of that which has
 * not been used for longest, but only if that was not used while tables were asked for as often as
 * there are tables: keys that drive each other out would cost more than they save, so while all are
 * in use, a new key goes without.
 *
 * <p>Reading a table takes no lock and, as a rule, writes nothing. One thread at a time makes a
 * table; others do not wait for it.
 */
final class Sm2KeyTables {
    /** Twenty megabytes of tables. */
    static final int TABLES_MAX = 64;

    static final Sm2KeyTables SHARED = new Sm2KeyTables(TABLES_MAX);

    /**
     * 320 KiB, which stays in a core's cache; 10 would save a tenth of the time for three times.
     */
    private static final int WIDTH = 8;

    private final int max;

    /** Guards the entries and the turn. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final Map<String, Entry> entries = new HashMap<>();

    /** Time as it matters here: how often a table was asked for. */
    private volatile long turn;

    Sm2KeyTables(int max) {
        this.max = max;
    }

    /** A table and when it was last used. */
    static final class Entry {
        private volatile @Nullable Sm2Table table;
        private volatile long lastUse;

        private Entry(Sm2Table table, long lastUse) {
            this.table = table;
            this.lastUse = lastUse;
        }

        /** Null once the entry has been evicted. */
        @Nullable Sm2Table table() {
            return table;
        }
    }

    /** The table, marked as used; null once it has been evicted. */
    @Nullable Sm2Table use(Entry entry) {
        long now = turn;
        if (entry.lastUse != now) {
            entry.lastUse = now;
        }
        return entry.table;
    }

    /** The entry of a key, made if there is room and no other is being made. */
    @Nullable Entry admit(String kid, ECPoint point) {
        if (!busy.compareAndSet(false, true)) {
            return null;
        }
        try {
            Entry known = entries.get(kid);
            return known != null ? known : make(kid, point);
        } finally {
            busy.set(false);
        }
    }

    private @Nullable Entry make(String kid, ECPoint point) {
        long before = turn;
        turn = before + 1;
        if (entries.size() >= max && !evictUnused(before)) {
            return null;
        }
        Entry made = new Entry(Sm2Table.of(point, WIDTH), turn);
        entries.put(kid, made);
        return made;
    }

    /** Makes room, if there is a table that was not used for as many turns as there are tables. */
    private boolean evictUnused(long before) {
        Map.Entry<String, Entry> idlest =
                entries.entrySet().stream()
                        .min(Comparator.comparingLong(each -> each.getValue().lastUse))
                        .orElseThrow();
        if (idlest.getValue().lastUse > before - max) {
            return false;
        }
        entries.remove(idlest.getKey());
        idlest.getValue().table = null;
        return true;
    }

    /** How many there are; for tests. */
    int size() {
        return entries.size();
    }
}
