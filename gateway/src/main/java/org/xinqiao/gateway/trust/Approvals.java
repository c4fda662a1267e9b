package org.xinqiao.gateway.trust;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/**
 * The operator's approvals of agreements. Each is of one revision, by its digest: a new revision
 * acts only once it is approved anew.
 */
@Repository
public class Approvals {
    private final JdbcClient jdbc;
    private volatile Set<String> digests;

    /** The approvals in a node's database. */
    public Approvals(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.digests = read();
    }

    /** Digests of the approved revisions. */
    public Set<String> digests() {
        return digests;
    }

    /** Approves a revision; approving it again changes nothing. */
    public void approve(long number, String digest, String operator, Instant at) {
        jdbc.sql(
                        """
                        insert into agreement_approval (digest, number, approved_by, at)
                        values (?,?,?,?) on conflict do nothing\
                        """)
                .param(digest)
                .param(number)
                .param(operator)
                .param(at.atOffset(ZoneOffset.UTC))
                .update();
        refresh();
    }

    /** Takes a decision back: the node stops acting on the revision. */
    public void revoke(String digest) {
        jdbc.sql("delete from agreement_approval where digest = ?").param(digest).update();
        refresh();
    }

    /** Sees what another instance of this node approved. */
    @Scheduled(fixedDelay = 2_000)
    public void refresh() {
        digests = read();
    }

    private Set<String> read() {
        return Set.copyOf(
                jdbc.sql("select digest from agreement_approval").query(String.class).list());
    }
}
