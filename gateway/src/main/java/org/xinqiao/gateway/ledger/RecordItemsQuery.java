package org.xinqiao.gateway.ledger;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.dispatch.AnsweredItems;
import org.xinqiao.gateway.dispatch.ItemsHeard;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.people.SubjectVault;
import org.xinqiao.gateway.receive.ItemsWanted;
import org.xinqiao.gateway.receive.QueryDeclared;
import org.xinqiao.gateway.receive.Reply;

/**
 * Ends a question about items that this city asked: question and answer are kept as signed, refused
 * ones too, and a look at a person stands among the looks of staff. Only what is recorded is shown.
 */
@Component
public class RecordItemsQuery {
    private static final int REFERENCE_BYTES = 32;

    private final ItemQueries queries;
    private final StaffQueries staff;
    private final KnownConsents consents;
    private final Records records;
    private final SubjectVault vault;
    private final SecureRandom random;
    private final TransactionTemplate transaction;

    /** Records into a node's database. */
    public RecordItemsQuery(
            ItemQueries queries,
            StaffQueries staff,
            KnownConsents consents,
            Records records,
            SubjectVault vault,
            SecureRandom random,
            PlatformTransactionManager transactions) {
        this.queries = queries;
        this.staff = staff;
        this.consents = consents;
        this.records = records;
        this.vault = vault;
        this.random = random;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * The answer, durable.
     *
     * @throws Refusal the other city's, or that it has said meanwhile that the consent no longer
     *     stands; it is recorded as well
     */
    @Handler
    public AnsweredItems record(AnsweredItems answered) throws Refusal {
        Optional<Refusal> refusal =
                Objects.requireNonNull(transaction.execute(status -> write(answered)));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return answered;
    }

    private Optional<Refusal> write(AnsweredItems answered) {
        Refusal refusal = refusal(answered);
        queries.add(answered, refusal == null ? null : refusal.type().wire());
        records.add(messages(answered));
        ItemsResponse response = answered.response();
        if (refusal == null
                && response != null
                && !(wanted(answered).request().subject()
                        instanceof ItemsRequest.Subject.Organisation)) {
            look(answered, response);
        }
        return Optional.ofNullable(refusal);
    }

    private @Nullable Refusal refusal(AnsweredItems answered) {
        ItemsResponse response = answered.response();
        if (response == null || response.consentRef() == null) {
            return answered.refusal();
        }
        var known =
                new KnownConsents.Known(
                        wanted(answered).node(),
                        response.consentRef(),
                        response.consentRevision(),
                        ConsentNotice.State.ACTIVE,
                        response.answeredAt().toInstant());
        return switch (consents.learn(List.of(known)).getFirst()) {
            case ACTIVE -> null;
            case PAUSED -> new Refusal(ProblemType.CONSENT_PAUSED);
            case WITHDRAWN -> new Refusal(ProblemType.CONSENT_WITHDRAWN);
        };
    }

    private List<Recorded> messages(AnsweredItems answered) {
        ItemsHeard heard = answered.heard();
        var messages = new ArrayList<Recorded>();
        messages.add(Recorded.sent(heard.asked().question(), records.salt()));
        var envelope = answered.envelope();
        Reply reply = heard.reply();
        if (envelope != null && reply != null) {
            messages.add(Recorded.received(envelope, records.salt(), reply.body(), heard.at()));
        }
        return messages;
    }

    /** The person is nobody whom this city knows by number; the same name is the same trace. */
    private void look(AnsweredItems answered, ItemsResponse response) {
        ItemsWanted wanted = wanted(answered);
        QueryDeclared declared = wanted.declared();
        String duty = declared.duty();
        byte[] reference = new byte[REFERENCE_BYTES];
        random.nextBytes(reference);
        int given =
                (int)
                        response.answers().stream()
                                .filter(ItemsResponse.Answer.Given.class::isInstance)
                                .count();
        staff.record(
                new StaffQueries.Look(
                        reference,
                        wanted.caller(),
                        vault.trace(wanted.node(), wanted.request().subject().toJson().toString()),
                        new StaffQuery.Declared(
                                declared.officer(),
                                declared.name(),
                                declared.purpose(),
                                duty == null ? "本人授权 / authorised" : duty),
                        declared.sameFamilyName()),
                given,
                wanted.at());
    }

    private static ItemsWanted wanted(AnsweredItems answered) {
        return answered.heard().asked().permitted().wanted();
    }
}
