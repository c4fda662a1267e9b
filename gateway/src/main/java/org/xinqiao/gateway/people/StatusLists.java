package org.xinqiao.gateway.people;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.code.StatusList;

/**
 * Home city: the status lists of the passes minted here. A bit is set in the transaction that ends
 * the pass, and never cleared while the list exists; a list goes only when all of its passes have
 * expired.
 *
 * <p>Whoever changes or signs a list holds its row, so that what is signed with an {@code iat} is
 * all that was told up to then, on every instance.
 */
@Repository
public class StatusLists {
    /** Indices of a new list: its token stays under 64 KiB however many are set. */
    static final int INDICES = 1 << 18;

    /** Indices of a new list that are kept back for padding. */
    static final int SPARES = 1 << 12;

    private final JdbcClient jdbc;
    private final SecureRandom random;

    /** The lists of a node's database. */
    public StatusLists(JdbcClient jdbc, SecureRandom random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /**
     * The list that new passes name.
     *
     * @param number its number
     * @param indices below which a pass draws its index
     */
    public record Open(long number, int indices) {}

    /**
     * A list whose row is held.
     *
     * @param number its number
     * @param indices how many it has
     * @param version {@code iat} from which on it holds all that was told
     * @param signed the latest {@code iat} that was signed or told
     */
    public record Held(long number, int indices, long version, long signed) {}

    /** The open list; within a transaction, which begins a list where none is open. */
    public Open open() {
        while (true) {
            Optional<Open> open =
                    jdbc.sql("select number, indices from status_list where open")
                            .query((row, n) ->
                                    new Open(row.getLong("number"), row.getInt("indices")))
                            .optional();
            if (open.isPresent()) {
                return open.get();
            }
            begin();
        }
    }

    /** Two that begin at once wait for each other here, and one of them adds nothing. */
    private void begin() {
        jdbc.sql(
                        """
                        insert into status_list (number, indices, open)
                        values (nextval('status_list_number'), ?, true)
                        on conflict do nothing returning number\
                        """)
                .param(INDICES)
                .query(Long.class)
                .optional()
                .ifPresent(number ->
                        jdbc.sql(
                                        """
                                        insert into status_spare (list, index)
                                        select ?, unnest(?::bigint[])\
                                        """)
                                .param(number)
                                .param(spares())
                                .update());
    }

    private Long[] spares() {
        var spares = new TreeSet<Long>();
        while (spares.size() < SPARES) {
            spares.add(random.nextLong(INDICES));
        }
        return spares.toArray(Long[]::new);
    }

    /** Takes no further passes into a list. */
    public void close(long list) {
        jdbc.sql("update status_list set open = false where number = ?").param(list).update();
    }

    /** Closes the open list once passes have half of its indices: a draw stays short. */
    public void closeFull() {
        jdbc.sql(
                        """
                        update status_list set open = false
                        where open
                        and (select count(*) from pass where status_list = number) >= indices / 2\
                        """)
                .update();
    }

    /** Forgets closed lists all of whose passes have expired. */
    public void forgetExpired(Instant now) {
        jdbc.sql(
                        """
                        delete from status_list
                        where not open and not exists (
                          select 1 from pass
                          where status_list = number and expires_at > ?)\
                        """)
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The numbers of all lists, lowest first. */
    public List<Long> numbers() {
        return jdbc.sql("select number from status_list order by number")
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Lists with changes that are not told. */
    public List<Long> untold() {
        return jdbc.sql("select distinct list from status_bit where version is null order by list")
                .query((row, n) -> row.getLong(1))
                .list();
    }

    /** Holds a list until the transaction ends. */
    public Optional<Held> hold(long list) {
        return jdbc.sql("select * from status_list where number = ? for update")
                .param(list)
                .query((row, n) ->
                        new Held(
                                row.getLong("number"),
                                row.getInt("indices"),
                                row.getLong("version"),
                                row.getLong("signed")))
                .optional();
    }

    /** Writes that a list is signed with this {@code iat}; its row is held. */
    public void signed(Held held, long issuedAt) {
        jdbc.sql("update status_list set signed = ? where number = ?")
                .param(issuedAt)
                .param(held.number())
                .update();
    }

    /** Some of the indices that are set and not told. */
    public List<Integer> untold(Held held, int most) {
        return jdbc.sql(
                        """
                        select index from status_bit
                        where list = ? and version is null order by index limit ?\
                        """)
                .param(held.number())
                .param(most)
                .query((row, n) -> row.getInt(1))
                .list();
    }

    /** Some indices, drawn anew each time, that are not set and that no good pass has. */
    public List<Integer> idle(Held held, int most, Instant now) {
        return jdbc.sql(
                        """
                        select index from (
                          select index from status_spare where list = :list
                          union all
                          select status_index from pass
                          where status_list = :list and expires_at <= :now) as idle
                        where not exists (
                          select 1 from status_bit bit
                          where bit.list = :list and bit.index = idle.index)
                        order by random() limit :most\
                        """)
                .param("list", held.number())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, n) -> row.getInt(1))
                .list();
    }

    /** Writes that these indices are set from {@code version} on; the list's row is held. */
    public void tell(Held held, List<Integer> indices, long version) {
        jdbc.sql(
                        """
                        insert into status_bit (list, index, version)
                        select :list, unnest(:indices::bigint[]), :version
                        on conflict (list, index) do update set version = excluded.version\
                        """)
                .param("list", held.number())
                .param("indices", indices.stream().map(Integer::longValue).toArray(Long[]::new))
                .param("version", version)
                .update();
        jdbc.sql("update status_list set version = :v, signed = :v where number = :list")
                .param("v", version)
                .param("list", held.number())
                .update();
    }

    /** All that was told of a list; its row is held. */
    public StatusList told(Held held) {
        var set = new BitSet(held.indices());
        jdbc.sql("select index from status_bit where list = ? and version is not null")
                .param(held.number())
                .query(row -> {
                    set.set(row.getInt(1));
                });
        return StatusList.of(held.indices(), set);
    }

    /** The nodes that asked about a pass of the list. */
    public List<String> relying(Held held) {
        return jdbc.sql(
                        """
                        select distinct bound_to from pass
                        where status_list = ? and bound_to is not null order by bound_to\
                        """)
                .param(held.number())
                .query((row, n) -> row.getString(1))
                .list();
    }
}
