package org.xinqiao.gateway.people;

import java.util.List;

/**
 * A column that is encrypted at rest under a context made of the row's id, and so can be encrypted
 * anew without knowing what it says.
 *
 * @param table its table
 * @param id the column that names the row
 * @param column the column
 * @param before what stands before the id in the context
 */
record SealedColumn(String table, String id, String column, String before) {
    /** All of them; a new one is one line here. What lasts under an hour is not worth it. */
    static final List<SealedColumn> ALL =
            List.of(
                    new SealedColumn("staff_query", "id", "officer_sealed", ""),
                    new SealedColumn("objection", "id", "text", "objection text "),
                    new SealedColumn("objection", "id", "answer", "objection answer "),
                    new SealedColumn("stream_quarantine", "id", "body", "stream quarantine "),
                    new SealedColumn("verification_part", "id", "bytes", "verification "));
}
