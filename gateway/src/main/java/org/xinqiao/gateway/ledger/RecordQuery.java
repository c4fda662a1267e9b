package org.xinqiao.gateway.ledger;

import java.security.SecureRandom;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.identity.NaturalPersonNumber;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.ShownEntries;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.people.QueryAuthorisation;
import org.xinqiao.gateway.people.QueryAuthorisations;
import org.xinqiao.gateway.permit.PermittedQuery;
import org.xinqiao.gateway.receive.EntriesAsked;
import org.xinqiao.gateway.receive.QueryDeclared;

/**
 * The end of a query of entries: its trace is durable before anybody sees the answer, and an
 * authorisation is used up with it. A look at a person stands among the looks of staff: the person
 * sees it, and what is unusual a second officer.
 */
@Component
public class RecordQuery {
    private static final int REFERENCE_BYTES = 32;

    private final EntryQueries queries;
    private final StaffQueries staff;
    private final QueryAuthorisations authorisations;
    private final Subjects subjects;
    private final SecureRandom random;

    /** Records into a node's database. */
    public RecordQuery(
            EntryQueries queries,
            StaffQueries staff,
            QueryAuthorisations authorisations,
            Subjects subjects,
            SecureRandom random) {
        this.queries = queries;
        this.staff = staff;
        this.authorisations = authorisations;
        this.subjects = subjects;
        this.random = random;
    }

    /**
     * The answer, once its trace is written.
     *
     * @throws Refusal {@code consent-used} where another query was first
     */
    @Handler
    public ShownEntries record(ShownEntries shown) throws Refusal {
        PermittedQuery query = shown.query();
        EntriesAsked asked = query.asked();
        QueryAuthorisation authorisation = query.authorisation();
        if (authorisation != null && !authorisations.use(authorisation.id(), asked.at())) {
            throw new Refusal(ProblemType.CONSENT_USED);
        }
        if (!(asked.subject() instanceof NaturalPersonNumber person)) {
            queries.record(organisation(shown));
        } else if (!asked.own()) {
            person(shown, person);
        }
        return shown;
    }

    private EntryQueries.Query organisation(ShownEntries shown) {
        EntriesAsked asked = shown.query().asked();
        QueryDeclared declared = asked.declared();
        return new EntryQueries.Query(
                asked.kind().name(),
                asked.caller(),
                subjects.of(asked.subject()),
                declared == null ? null : declared.officer(),
                declared == null ? null : declared.purpose(),
                declared == null ? null : declared.duty(),
                shown.query().classes(),
                shown.entries().size(),
                asked.at());
    }

    private void person(ShownEntries shown, NaturalPersonNumber person) {
        EntriesAsked asked = shown.query().asked();
        QueryDeclared declared = asked.declared();
        if (declared == null) {
            throw new IllegalStateException("nobody looks at a person's entries undeclared");
        }
        byte[] reference = new byte[REFERENCE_BYTES];
        random.nextBytes(reference);
        var opened =
                new StaffQuery.Opened(
                        reference,
                        asked.caller(),
                        person,
                        new StaffQuery.Declared(
                                declared.officer(),
                                declared.name(),
                                declared.purpose(),
                                basis(declared, shown.query().authorisation())),
                        declared.sameFamilyName());
        staff.record(opened, shown.entries().size(), asked.at());
    }

    /** On what the look stands, for the person to read. */
    private static String basis(
            QueryDeclared declared, @Nullable QueryAuthorisation authorisation) {
        if (authorisation != null) {
            return "本人授权 / authorised: " + authorisation.id();
        }
        String duty = declared.duty();
        return duty == null ? "社会公开信息 / public information" : duty;
    }
}
