package org.xinqiao.gateway.trust;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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

    /**
     * Approves a revision; approving it again changes nothing.
     *
     * @param version the trust snapshot that the operator saw it in
     */
    public void approve(long number, String digest, String operator, long version, Instant at) {
        jdbc.sql(
                        """
                        with approved as (
                            insert into agreement_approval (digest, number, approved_by, at)
                            values (?,?,?,?) on conflict do nothing returning digest, number, at)
                        insert into trust_act (at, operator, act, agreement, digest, version)
                        select at, ?, 'APPROVED', number, digest, ? from approved\
                        """)
                .params(digest, number, operator, at.atOffset(ZoneOffset.UTC), operator, version)
                .update();
        refresh();
    }

    /** Takes a decision back: the node stops acting on the revision. */
    public void revoke(long number, String digest, String operator, long version, Instant at) {
        jdbc.sql(
                        """
                        with gone as (
                            delete from agreement_approval where digest = ? and number = ?
                            returning digest, number)
                        insert into trust_act (at, operator, act, agreement, digest, version)
                        select ?, ?, 'REVOKED', number, digest, ? from gone\
                        """)
                .params(digest, number, at.atOffset(ZoneOffset.UTC), operator, version)
                .update();
        refresh();
    }

    /** What an operator decided. */
    public record Act(
            Instant at, String operator, String act, long agreement, String digest, long version) {}

    /** The newest decisions first. */
    public List<Act> acts(int most) {
        return jdbc.sql("select * from trust_act order by id desc limit ?")
                .param(most)
                .query((row, n) ->
                        new Act(
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("operator"),
                                row.getString("act"),
                                row.getLong("agreement"),
                                row.getString("digest"),
                                row.getLong("version")))
                .list();
    }

    /** The version in which an operator last approved something; 0 if none ever did. */
    public long lastApprovedIn() {
        return jdbc.sql("select coalesce(max(version), 0) from trust_act where act = 'APPROVED'")
                .query(Long.class)
                .single();
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
