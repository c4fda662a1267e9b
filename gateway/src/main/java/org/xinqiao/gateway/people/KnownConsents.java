package org.xinqiao.gateway.people;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.ConsentNotice;

/**
 * Host city: what it knows of the consents behind the codes that it was shown. Revisions only rise,
 * and {@code WITHDRAWN} is final (protocol, section 3).
 *
 * <p>A grant and a notice both write the reference's row, so one waits for the other: a grant is
 * wholly before a withdrawal or sees it.
 */
@Repository
public class KnownConsents {
    private static final String UPSERT =
            """
            insert into known_consent (home, ref, revision, state, effective)
            select * from unnest(?::text[], ?::bytea[], ?::bigint[], ?::text[], ?::timestamptz[])
            on conflict (home, ref) do update set
              (revision, state, effective) = (
                select n.revision, n.state, n.effective
                from (values
                  (excluded.revision, excluded.state, excluded.effective),
                  (known_consent.revision, known_consent.state, known_consent.effective)
                ) as n (revision, state, effective)
                order by (n.state = 'WITHDRAWN') desc, n.revision desc, n.effective limit 1)
            returning home, ref, state\
            """;

    private final JdbcTemplate jdbc;

    /** What a node's database knows. */
    public KnownConsents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a consent stands, as its home city says.
     *
     * @param home the home city
     * @param ref the pass's reference
     * @param revision the consent's revision
     * @param state its state then
     * @param effective since when
     */
    public record Known(
            NodeId home,
            ConsentRef ref,
            long revision,
            ConsentNotice.State state,
            Instant effective) {
        private Known newer(Known other) {
            boolean otherIsNewer =
                    state != ConsentNotice.State.WITHDRAWN
                            && (other.state == ConsentNotice.State.WITHDRAWN
                                    || other.revision > revision);
            return otherIsNewer ? other : this;
        }
    }

    /** How a consent stands, as far as is known. */
    public Optional<ConsentNotice.State> of(NodeId home, ConsentRef ref) {
        return jdbc
                .query(
                        "select state from known_consent where home = ? and ref = ?",
                        (row, n) -> ConsentNotice.State.valueOf(row.getString(1)),
                        home.value(),
                        ref.bytes())
                .stream()
                .findFirst();
    }

    /**
     * Takes in news, older than what is known or not, and holds the rows until the transaction
     * ends.
     *
     * @return how each consent stands now, in the order of {@code news}
     */
    public List<ConsentNotice.State> learn(List<Known> news) {
        // In one order everywhere, so that two writers cannot wait for each other.
        var newest = new TreeMap<Key, Known>();
        news.forEach(known -> newest.merge(Key.of(known), known, Known::newer));
        var states = new HashMap<Key, ConsentNotice.State>();
        jdbc.query(
                UPSERT,
                row -> {
                    var key = new Key(row.getString(1), new ConsentRef(row.getBytes(2)).wire());
                    states.put(key, ConsentNotice.State.valueOf(row.getString(3)));
                },
                columns(List.copyOf(newest.values())));
        return news.stream().map(known -> states.get(Key.of(known))).toList();
    }

    private static Object[] columns(List<Known> rows) {
        return new Object[] {
            rows.stream().map(row -> row.home().value()).toArray(String[]::new),
            rows.stream().map(row -> row.ref().bytes()).toArray(byte[][]::new),
            rows.stream().map(Known::revision).toArray(Long[]::new),
            rows.stream().map(row -> row.state().name()).toArray(String[]::new),
            rows.stream().map(row -> row.effective().toString()).toArray(String[]::new)
        };
    }

    private record Key(String home, String ref) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::home).thenComparing(Key::ref);

        static Key of(Known known) {
            return new Key(known.home().value(), known.ref().wire());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
