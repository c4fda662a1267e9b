package org.xinqiao.gateway.trust;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.NodeKeys;

/** Remembers over restarts, and for all instances, since when the node's keys are published. */
@Component
class OwnPublication implements PublishedSince {
    private static final Logger LOG = LoggerFactory.getLogger(OwnPublication.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final NodeId self;
    private volatile Map<String, Instant> since;

    OwnPublication(TrustHolder trust, JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.self = trust.self();
        this.since = read();
        trust.listen(this::inForce);
    }

    @Override
    public Optional<Instant> since(String kidOrPin) {
        return Optional.ofNullable(since.get(kidOrPin));
    }

    private void inForce(TrustSnapshot snapshot) {
        List<String> names =
                snapshot.keys(self).stream().flatMap(OwnPublication::names).distinct().toList();
        if (names.isEmpty() || since.keySet().equals(java.util.Set.copyOf(names))) {
            return;
        }
        try {
            write(names, snapshot.version());
            since = read();
        } catch (DataAccessException e) {
            LOG.warn("{}: since when keys are published is not recorded yet", self);
        }
    }

    private static Stream<String> names(NodeKeys keys) {
        return Stream.concat(
                keys.keys().stream().map(key -> key.key().kid()), keys.pins().stream());
    }

    /** An instance that is behind must not forget what a newer snapshot publishes. */
    private void write(List<String> names, long version) {
        String[] array = names.toArray(String[]::new);
        jdbc.sql("delete from own_publication where not (name = any(?)) and version <= ?")
                .params(array, version)
                .update();
        jdbc.sql(
                        """
                        insert into own_publication (name, version, since)
                        select name, ?, ? from unnest(?::text[]) as name on conflict do nothing\
                        """)
                .params(version, clock.instant().atOffset(ZoneOffset.UTC), array)
                .update();
    }

    private Map<String, Instant> read() {
        var read = new HashMap<String, Instant>();
        jdbc.sql("select name, since from own_publication")
                .query(row -> {
                    read.put(
                            row.getString("name"),
                            row.getObject("since", OffsetDateTime.class).toInstant());
                });
        return Map.copyOf(read);
    }
}
