package org.xinqiao.gateway.people;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.OrganisationName;
import org.xinqiao.contracts.message.CreditList;
import org.xinqiao.contracts.message.EvaluationGrade;

/**
 * What is public of an organisation. It may bring a benefit, and takes nothing: who stands on a
 * black list is served as one that nobody knows.
 *
 * @param name its registered name; null where its city does not know it
 * @param lists on which public lists it stands
 * @param grade its grade in the public evaluation; null where it was not evaluated
 */
public record OrganisationStanding(
        @Nullable OrganisationName name, Set<CreditList> lists, @Nullable EvaluationGrade grade)
        implements Standing {
    /** An organisation that its city does not know: no benefit, and nothing else. */
    public static final OrganisationStanding UNKNOWN =
            new OrganisationStanding(null, Set.of(), null);

    /** Keeps its own copy. */
    public OrganisationStanding {
        lists = Set.copyOf(lists);
    }

    /** Its name, if its city knows it. */
    public Optional<OrganisationName> registered() {
        return Optional.ofNullable(name);
    }

    @Override
    public String canonical() {
        String on = lists.stream().map(CreditList::name).sorted().collect(Collectors.joining(","));
        return (name == null ? "unknown" : "organisation")
                + (on.isEmpty() ? "" : " " + on)
                + (grade == null ? "" : " " + grade);
    }
}
