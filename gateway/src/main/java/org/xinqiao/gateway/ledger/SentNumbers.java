package org.xinqiao.gateway.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;

/** The numbers ({@code xqseq}) that this node gave to its notices. */
@Repository
public class SentNumbers {
    private final JdbcClient jdbc;

    /** The numbers in a node's database. */
    public SentNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Everybody whom this database knows of: by a number given or seen, a cosignature, or a stream.
     */
    public List<NodeId> partners() {
        return jdbc.sql(
                        """
                        select partner from outbox_sequence union select source from inbox_sequence
                        union select witness from log_cosignature
                        union select partner from stream_delivery\
                        """)
                .query((row, n) -> NodeId.parse(row.getString(1)))
                .list();
    }

    /**
     * From now on no number up to {@code received} is given to a notice for a partner: it has seen
     * them, though this node, restored from a backup, does not remember giving them.
     */
    public void atLeast(NodeId partner, long received) {
        jdbc.sql(
                        """
                        insert into outbox_sequence (partner, last) values (?, ?)
                        on conflict (partner) do update
                        set last = greatest(outbox_sequence.last, excluded.last)\
                        """)
                .params(partner.value(), received)
                .update();
    }
}
