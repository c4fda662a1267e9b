package org.xinqiao.adapters.city;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.EvaluationGrade;

/**
 * What is public of an organisation, as far as benefits rest on it.
 *
 * @param name its registered name
 * @param lists on which lists it stands
 * @param grade its grade in the public comprehensive evaluation; null where it was not evaluated
 */
public record CityOrganisation(
        OrganisationName name, Set<CreditList> lists, @Nullable EvaluationGrade grade) {
    /** Keeps its own copy. */
    public CityOrganisation {
        lists = Set.copyOf(lists);
    }
}
