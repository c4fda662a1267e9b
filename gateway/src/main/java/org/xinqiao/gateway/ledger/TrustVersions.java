package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.trust.evidence.EvidenceBundle;

/** The trust documents that this node worked by, as {@link RecordTrust} kept them. */
@Repository
class TrustVersions {
    private final JdbcClient jdbc;

    TrustVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One version, and since when this node worked by it. */
    record Version(long number, Instant since) {}

    /** The newest versions before another, newest first. */
    List<Version> before(long version, int most) {
        return jdbc.sql(
                        """
                        select version, since from trust_version where version < ?
                        order by version desc limit ?\
                        """)
                .params(version, most)
                .query((row, n) -> version(row))
                .list();
    }

    /** A version, if this node worked by it. */
    Optional<EvidenceBundle.TrustState> numbered(long version) {
        return jdbc.sql("select version, since from trust_version where version = ?")
                .param(version)
                .query((row, n) -> version(row))
                .optional()
                .map(this::state);
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getLong("version"), row.getObject("since", OffsetDateTime.class).toInstant());
    }

    /** The documents in force at an instant. */
    Optional<EvidenceBundle.TrustState> inForce(Instant at) {
        return jdbc.sql(
                        """
                        select version, since from trust_version
                        order by since > ?, case when since > ? then since end, since desc limit 1\
                        """)
                .params(at.atOffset(ZoneOffset.UTC), at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> version(row))
                .optional()
                .map(this::state);
    }

    /** The documents of the last version before another, if any was recorded. */
    Optional<EvidenceBundle.TrustState> before(long version) {
        return before(version, 1).stream().findFirst().map(this::state);
    }

    private EvidenceBundle.TrustState state(Version version) {
        var files = new TreeMap<String, byte[]>();
        jdbc.sql(
                        """
                        select path, bytes from trust_version_file join trust_file using (sha256)
                        where version = ?\
                        """)
                .param(version.number())
                .query(row -> {
                    files.put(row.getString("path"), row.getBytes("bytes"));
                });
        return new EvidenceBundle.TrustState(version.since(), files);
    }
}
