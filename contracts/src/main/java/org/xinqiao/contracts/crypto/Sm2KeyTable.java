package org.xinqiao.contracts.crypto;

import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * A key's way to its table, one for each key object. A key that is parsed for one message, as a
 * device's is, never comes to have one; a member's, kept with the trust, soon does.
 */
final class Sm2KeyTable {
    /** About where a table has paid for being made. */
    static final int USES_BEFORE_TABLE = 64;

    private final Sm2KeyTables all;
    private final String kid;
    private final ECPoint point;

    /** Counted without care: what threads lose puts the table off, no more. */
    private int uses;

    private volatile Sm2KeyTables.@Nullable Entry entry;

    Sm2KeyTable(Sm2KeyTables all, String kid, ECPoint point) {
        this.all = all;
        this.kid = kid;
        this.point = point;
    }

    /** The table for one verification; null while there is none. */
    @Nullable Sm2Table use() {
        Sm2KeyTables.Entry found = entry;
        Sm2Table table = found == null ? null : all.use(found);
        if (table != null) {
            return table;
        }
        uses++;
        if (uses < USES_BEFORE_TABLE) {
            return null;
        }
        uses = 0;
        found = all.admit(kid, point);
        entry = found;
        return found == null ? null : found.table();
    }
}
