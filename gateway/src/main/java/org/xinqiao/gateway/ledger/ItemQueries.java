package org.xinqiao.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.gateway.dispatch.AnsweredItems;
import org.xinqiao.gateway.receive.ItemsWanted;

/** Asking city: the questions about items that it asked. Rows are only added. */
@Repository
public class ItemQueries {
    private final JdbcClient jdbc;

    /** The questions in a node's database. */
    public ItemQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A question that was answered, as long as the answer is kept.
     *
     * @param request its id
     * @param node which city was asked
     * @param purpose what for
     * @param at when
     * @param response the answer
     * @param state how the consent stands that something of it rests on; ACTIVE where none is known
     */
    public record Kept(
            MessageId request,
            NodeId node,
            String purpose,
            Instant at,
            ItemsResponse response,
            ConsentNotice.State state) {}

    /** Keeps a question, within the transaction of its end. */
    void add(AnsweredItems answered, @Nullable String problem) {
        var asked = answered.heard().asked();
        ItemsWanted wanted = asked.permitted().wanted();
        ItemsResponse response = answered.response();
        ConsentRef ref = response == null ? null : response.consentRef();
        jdbc.sql(
                        """
                        insert into item_query (request, node, subject, items, purpose, duty, caller,
                          officer, consent_ref, problem, at)
                        values (?,?,?,?,?,?,?,?,?,?,?)\
                        """)
                .param(asked.question().envelope().id().value())
                .param(wanted.node().value())
                .param(wanted.request().subject().toJson().toString())
                .param(wanted.request().items().toArray(String[]::new))
                .param(wanted.declared().purpose())
                .param(wanted.request().duty())
                .param(wanted.caller())
                .param(wanted.declared().officer())
                .param(ref == null ? null : ref.bytes())
                .param(problem)
                .param(wanted.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A question of a caller that was answered. */
    public Optional<Kept> find(MessageId request, String caller) {
        return jdbc.sql(
                        """
                        select q.*, r.body, coalesce(k.state, 'ACTIVE') as state
                        from item_query q
                          join message_record r on r.reply_to = q.request and r.direction = 0
                            and r.type = ? and r.body is not null
                          left join known_consent k on k.home = q.node and k.ref = q.consent_ref
                        where q.request = ? and q.caller = ? and q.problem is null\
                        """)
                .params(List.of(MessageType.ITEMS_RESPONSE.wire(), request.value(), caller))
                .query(ItemQueries::kept)
                .optional();
    }

    private static Kept kept(ResultSet row, int number) throws SQLException {
        return new Kept(
                new MessageId(row.getObject("request", UUID.class)),
                NodeId.parse(row.getString("node")),
                row.getString("purpose"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                response(row.getBytes("body")),
                ConsentNotice.State.valueOf(row.getString("state")));
    }

    /** Its signature was verified before it was written. */
    private static ItemsResponse response(byte[] answer) {
        try {
            CompactJws jws = CompactJws.parse(answer, JwsType.MESSAGE);
            return ItemsResponse.parse(Envelope.parse(jws.payload()).data());
        } catch (MalformedJws | MalformedJson e) {
            throw new IllegalStateException("a stored answer cannot be read", e);
        }
    }
}
