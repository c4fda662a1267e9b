package org.xinqiao.gateway.ledger;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.gateway.disclose.DisclosedItems;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.SubjectVault;
import org.xinqiao.gateway.permit.ItemVerdict;
import org.xinqiao.gateway.permit.PermittedItems;

/**
 * Answering city: what was asked about whom and what became of each item, for the person to read.
 * The values themselves stand in the signed answer alone.
 */
@Repository
public class ItemAnswers {
    /** What became of an item that was given. */
    static final String GIVEN = "GIVEN";

    private final JdbcClient jdbc;
    private final SubjectVault vault;

    /** The answers in a node's database. */
    public ItemAnswers(JdbcClient jdbc, SubjectVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** Keeps what was answered, within the transaction of the answer. */
    void add(DisclosedItems disclosed) {
        PermittedItems permitted = disclosed.permitted();
        Envelope asked = permitted.message().envelope();
        Consent consent = permitted.restsOnConsent() ? permitted.consent() : null;
        ItemsResponse response = disclosed.response();
        jdbc.sql(
                        """
                        insert into item_answer (request, source, subject_trace, subject_type, purpose,
                          duty, consent, consent_revision, consent_ref, items, outcomes, grounds,
                          clauses, at)
                        values (?,?,?,?,?,?,?,?,?,?,?,?,?,?)\
                        """)
                .param(asked.id().value())
                .param(asked.source().value())
                .param(vault.trace(permitted.facts().subject()))
                .param(permitted.facts().subject().type().name())
                .param(permitted.facts().asked().purpose())
                .param(permitted.facts().asked().request().duty())
                .param(consent == null ? null : consent.id())
                .param(response.consentRevision())
                .param(ref(response))
                .param(texts(response.answers(), ItemsResponse.Answer::item))
                .param(texts(response.answers(), ItemAnswers::outcome))
                .param(texts(permitted.verdicts(), ItemAnswers::ground))
                .param(texts(permitted.verdicts(), ItemAnswers::clause))
                .param(permitted.message().received().at().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The consent that the answer to a request rests on. */
    Optional<UUID> consentOf(UUID request) {
        return jdbc.sql("select consent from item_answer where request = ? and consent is not null")
                .param(request)
                .query((row, n) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** The references under which nodes that were answered on a consent hear of its changes. */
    Map<NodeId, List<ConsentRef>> told(UUID consent) {
        var told = new TreeMap<NodeId, List<ConsentRef>>(Comparator.comparing(NodeId::value));
        jdbc.sql(
                        """
                        select source, consent_ref from item_answer
                        where consent = ? and consent_ref is not null order by consent_ref\
                        """)
                .param(consent)
                .query(row -> {
                    told.computeIfAbsent(
                                    NodeId.parse(row.getString("source")), _ -> new ArrayList<>())
                            .add(new ConsentRef(row.getBytes("consent_ref")));
                });
        return told;
    }

    private static byte @Nullable [] ref(ItemsResponse response) {
        ConsentRef ref = response.consentRef();
        return ref == null ? null : ref.bytes();
    }

    private interface Text<T> {
        String of(T value);
    }

    private static <T> String[] texts(List<T> values, Text<T> text) {
        return values.stream().map(text::of).toArray(String[]::new);
    }

    private static String outcome(ItemsResponse.Answer answer) {
        return switch (answer) {
            case ItemsResponse.Answer.Given _ -> GIVEN;
            case ItemsResponse.Answer.Withheld withheld -> withheld.reason().name();
        };
    }

    private static String ground(ItemVerdict verdict) {
        return switch (verdict) {
            case ItemVerdict.Open open -> open.ground().name();
            case ItemVerdict.Closed _ -> "";
        };
    }

    private static String clause(ItemVerdict verdict) {
        return switch (verdict) {
            case ItemVerdict.Open open -> open.basis();
            case ItemVerdict.Closed _ -> "";
        };
    }
}
