package org.xinqiao.gateway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.code.MalformedStatusList;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.StatusNotice;

/**
 * Host city: the status lists of partners. They stand in the database, so that a node that starts
 * while it is cut off knows them, and in memory, where each scan looks once.
 */
@Repository
public class PartnerLists {
    private static final int REFRESH_MILLIS = 2_000;
    private static final int ASKED_MAX = 10_000;

    private final JdbcClient jdbc;
    private final ConcurrentHashMap<Key, PartnerList> held = new ConcurrentHashMap<>();
    private final Set<Key> asked = ConcurrentHashMap.newKeySet();

    /** The lists in a node's database. */
    public PartnerLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which list. */
    public record Key(NodeId home, long number) {}

    /** What a home city said of one of its lists. */
    public record Told(NodeId home, StatusNotice notice) {
        Key key() {
            return new Key(home, notice.list());
        }
    }

    /** A list, out of memory. One that is not known is asked for at the next round of fetching. */
    public Optional<PartnerList> of(NodeId home, long number) {
        var key = new Key(home, number);
        PartnerList known = held.get(key);
        if (known == null && asked.size() < ASKED_MAX) {
            asked.add(key);
        }
        return Optional.ofNullable(known);
    }

    /** The lists of a home city that are held. */
    public List<PartnerList> of(NodeId home) {
        return held.values().stream().filter(list -> list.home().equals(home)).toList();
    }

    /** Numbers that codes of a home city named and that are not held; each is given out once. */
    public Set<Long> takeAsked(NodeId home) {
        var numbers = new HashSet<Long>();
        asked.removeIf(key -> key.home().equals(home) && numbers.add(key.number()));
        return numbers;
    }

    /** Numbers of a home city's lists that a notice did not continue. */
    public Set<Long> wanted(NodeId home) {
        return new HashSet<>(
                jdbc.sql("select number from partner_status_list where home = ? and wanted")
                        .param(home.value())
                        .query((row, n) -> row.getLong(1))
                        .list());
    }

    /** Keeps a list that was verified; an older one never replaces a newer. */
    public void keep(NodeId home, long number, StatusClaims claims) {
        jdbc.sql(
                        """
                        insert into partner_status_list as known (home, number, issued_at, ttl, version, bits)
                        values (:home, :number, :issued, :ttl, :issued, :bits)
                        on conflict (home, number) do update
                        set issued_at = excluded.issued_at, ttl = excluded.ttl,
                          version = excluded.version, bits = excluded.bits, wanted = false
                        where known.version <= excluded.issued_at\
                        """)
                .param("home", home.value())
                .param("number", number)
                .param("issued", claims.issuedAt())
                .param("ttl", claims.ttl())
                .param("bits", claims.list().deflated())
                .update();
        refresh(new Key(home, number));
    }

    /** Forgets a list that its city no longer publishes. */
    public void forget(NodeId home, long number) {
        jdbc.sql("delete from partner_status_list where home = ? and number = ?")
                .param(home.value())
                .param(number)
                .update();
        held.remove(new Key(home, number));
    }

    /**
     * Takes in notices, within the transaction that takes them. One that continues what is held
     * sets its bits; one that does not has the whole list fetched; an old one changes nothing.
     */
    public void learn(List<Told> news) {
        // In one order everywhere, so that two writers cannot wait for each other.
        var ordered = new ArrayList<>(news);
        ordered.sort(
                Comparator.comparing((Told told) -> told.home().value())
                        .thenComparingLong(told -> told.notice().list())
                        .thenComparingLong(told -> told.notice().from()));
        ordered.forEach(this::learn);
    }

    private void learn(Told told) {
        PartnerList known = read(told.key(), " for update").orElse(null);
        if (known == null) {
            return; // it is fetched whole when it is needed
        }
        switch (StatusChain.decide(known, told.notice())) {
            case OLD -> {}
            case CONTINUES -> write(known, told.notice());
            case BROKEN ->
                    jdbc.sql(
                                    """
                                    update partner_status_list set wanted = true
                                    where home = ? and number = ?\
                                    """)
                            .param(known.home().value())
                            .param(known.number())
                            .update();
        }
    }

    private void write(PartnerList known, StatusNotice notice) {
        jdbc.sql(
                        """
                        update partner_status_list set version = ?, bits = ?
                        where home = ? and number = ?\
                        """)
                .param(notice.to())
                .param(known.list().with(notice.set()).deflated())
                .param(known.home().value())
                .param(known.number())
                .update();
    }

    /** Takes into memory what another instance, or a notice, has written. */
    @Scheduled(fixedDelay = REFRESH_MILLIS)
    public void refresh() {
        var there = new HashSet<Key>();
        jdbc.sql("select home, number, issued_at, version from partner_status_list")
                .query(row -> {
                    var key = new Key(NodeId.parse(row.getString("home")), row.getLong("number"));
                    there.add(key);
                    PartnerList known = held.get(key);
                    if (known == null
                            || known.version() != row.getLong("version")
                            || known.issuedAt() != row.getLong("issued_at")) {
                        refresh(key);
                    }
                });
        held.keySet().retainAll(there);
    }

    /** Takes one list into memory; what is there and newer stays. */
    public void refresh(Key key) {
        read(key, "")
                .ifPresent(list ->
                        held.merge(
                                key,
                                list,
                                (one, other) -> one.version() > other.version() ? one : other));
    }

    private Optional<PartnerList> read(Key key, String lock) {
        return jdbc.sql("select * from partner_status_list where home = ? and number = ?" + lock)
                .param(key.home().value())
                .param(key.number())
                .query(PartnerLists::list)
                .optional();
    }

    private static PartnerList list(ResultSet row, int number) throws SQLException {
        try {
            return new PartnerList(
                    NodeId.parse(row.getString("home")),
                    row.getLong("number"),
                    row.getLong("issued_at"),
                    row.getInt("ttl"),
                    row.getLong("version"),
                    StatusList.inflated(row.getBytes("bits")));
        } catch (MalformedStatusList e) {
            throw new IllegalStateException("a stored list cannot be read", e);
        }
    }
}
