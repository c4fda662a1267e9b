package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    private record Version(long number, Instant since) {}

    /** The documents in force at an instant. */
    Optional<EvidenceBundle.TrustState> inForce(Instant at) {
        return jdbc.sql(
                        """
                        select version, since from trust_version
                        order by since > ?, case when since > ? then since end, since desc limit 1\
                        """)
                .params(at.atOffset(ZoneOffset.UTC), at.atOffset(ZoneOffset.UTC))
                .query((row, n) ->
                        new Version(
                                row.getLong("version"),
                                row.getObject("since", OffsetDateTime.class).toInstant()))
                .optional()
                .map(this::state);
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
