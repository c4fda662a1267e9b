package org.xinqiao.gateway.permit;

import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.lists.Subjects;
import org.xinqiao.gateway.people.QueryAuthorisation;
import org.xinqiao.gateway.people.QueryAuthorisations;
import org.xinqiao.gateway.receive.EntriesAsked;
import org.xinqiao.gateway.receive.QueryDeclared;

/** Station 3 for a query of entries. */
@Component
public class PermitQuery {
    private final QueryAuthorisations authorisations;
    private final Subjects subjects;

    /** Judges by the authorisations that this node keeps. */
    public PermitQuery(QueryAuthorisations authorisations, Subjects subjects) {
        this.authorisations = authorisations;
        this.subjects = subjects;
    }

    /** The query, with what may be shown. */
    @Handler
    public PermittedQuery permit(EntriesAsked asked) throws Refusal {
        QueryAuthorisation authorisation =
                asked.authorisation() == null
                        ? null
                        : authorisations
                                .find(asked.authorisation(), subjects.of(asked.subject()))
                                .orElse(null);
        QueryDeclared declared = asked.declared();
        var facts =
                new QueryRules.Facts(
                        asked.natural(),
                        asked.own(),
                        asked.publicBody(),
                        asked.caller(),
                        declared == null ? null : declared.purpose(),
                        declared == null ? null : declared.duty(),
                        asked.authorisation() != null,
                        authorisation,
                        asked.at());
        return new PermittedQuery(asked, QueryRules.decide(facts), authorisation);
    }
}
