package org.xinqiao.gateway.permit;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xinqiao.gateway.people.UnitsTold;
import org.xinqiao.trust.TrustSnapshot;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;

/**
 * How limits that hold across cities are counted (protocol, section 5): 40 books in all, not 40 in
 * each city.
 */
public final class UnitRules {
    private UnitRules() {}

    /**
     * Units that a person holds.
     *
     * <p>What was granted may be told again as used, so the larger of the two counts. More returned
     * on one request than was taken on it frees nothing of another: a city that counts wrongly
     * cannot lift the limit.
     *
     * @param told one a request and benefit
     */
    public static long held(Collection<UnitsTold> told) {
        return told.stream()
                .mapToLong(one -> Math.max(0, Math.max(one.granted(), one.used()) - one.returned()))
                .sum();
    }

    /** The class of a benefit, if what one person may hold of it is limited. */
    public static Optional<AgreementClass> limited(Benefit benefit, Agreement agreement) {
        return agreement
                .classNumbered(benefit.classNumber())
                .filter(clazz -> benefit.agreement() == agreement.number())
                .filter(clazz -> clazz.limit().isPresent());
    }

    /** The ids of all benefits that count against a class, in whichever city. */
    public static Set<String> countedWith(
            AgreementClass clazz, Agreement agreement, TrustSnapshot snapshot) {
        return agreement.parties().stream()
                .map(snapshot::benefitsOf)
                .flatMap(List::stream)
                .filter(benefit -> benefit.agreement() == agreement.number())
                .filter(benefit -> benefit.classNumber() == clazz.number())
                .map(Benefit::id)
                .collect(Collectors.toSet());
    }
}
