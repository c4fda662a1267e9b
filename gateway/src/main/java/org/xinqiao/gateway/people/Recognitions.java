package org.xinqiao.gateway.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.jose.CompactJws;
import org.xinqiao.contracts.jose.JwsType;
import org.xinqiao.contracts.jose.MalformedJws;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.MessageId;
import org.xinqiao.contracts.message.RecognitionResponse;

/** Host city: the visits that were answered, each with the home city's answer as signed. */
@Repository
public class Recognitions {
    private final JdbcClient jdbc;

    /** The visits in a node's database. */
    public Recognitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The visit of a question, as long as its answer is kept. */
    public Optional<Recognition> find(MessageId request) {
        return jdbc.sql(
                        """
                        select r.request, r.home, r.purpose, r.answer, r.offline, r.at,
                          coalesce(k.state, 'ACTIVE') as state
                        from recognition r
                          left join known_consent k on k.home = r.home and k.ref = r.consent_ref
                        where r.request = ? and (r.answer is not null or r.offline is not null)\
                        """)
                .param(request.value())
                .query(Recognitions::recognition)
                .optional();
    }

    private static Recognition recognition(ResultSet row, int number) throws SQLException {
        String offline = row.getString("offline");
        return new Recognition(
                new MessageId(row.getObject("request", UUID.class)),
                NodeId.parse(row.getString("home")),
                row.getString("purpose"),
                offline == null ? response(row.getBytes("answer")) : own(offline),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                ConsentNotice.State.valueOf(row.getString("state")),
                offline != null);
    }

    /** What this node itself wrote. */
    private static RecognitionResponse own(String json) {
        try {
            byte[] utf8 = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            return RecognitionResponse.parse(StrictJson.parseObject(utf8));
        } catch (MalformedJson e) {
            throw new IllegalStateException("a stored decision cannot be read", e);
        }
    }

    /** Its signature was verified before it was written. */
    private static RecognitionResponse response(byte[] answer) {
        try {
            CompactJws jws = CompactJws.parse(answer, JwsType.MESSAGE);
            return RecognitionResponse.parse(Envelope.parse(jws.payload()).data());
        } catch (MalformedJws | MalformedJson e) {
            throw new IllegalStateException("a stored answer cannot be read", e);
        }
    }
}
