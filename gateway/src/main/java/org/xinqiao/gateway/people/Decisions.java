package org.xinqiao.gateway.people;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.MessageId;

/** Home city: the decisions made for other cities. They never change. */
@Repository
public class Decisions {
    private final JdbcClient jdbc;

    /** The decisions in a node's database. */
    public Decisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether this city decided, on that request of that node, that the benefit applies. */
    public boolean granted(NodeId source, MessageId request, String benefit) {
        return jdbc.sql(
                        """
                        select 1 from decision
                        where request = ? and source = ?
                          and outcomes[array_position(benefits, ?)] = 'BENEFIT'\
                        """)
                .param(request.value())
                .param(source.value())
                .param(benefit)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** The benefits that this city decided on a request of a node; empty if it decided nothing. */
    public Optional<Set<String>> of(NodeId source, MessageId request) {
        return jdbc.sql(
                        """
                        select array(select b from unnest(benefits, outcomes) as one (b, o)
                          where o = 'BENEFIT') as granted
                        from decision where request = ? and source = ?\
                        """)
                .param(request.value())
                .param(source.value())
                .query((row, n) -> Set.of((String[]) row.getArray("granted").getArray()))
                .optional();
    }

    /** The consent that the decision on a request rests on. */
    public Optional<UUID> consentOf(UUID request) {
        return jdbc.sql("select consent from decision where request = ?")
                .param(request)
                .query((row, n) -> row.getObject(1, UUID.class))
                .optional();
    }
}
