package org.xinqiao.gateway.disclose;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.gateway.people.OrganisationStanding;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.DisclosureLevel;
import org.xinqiao.trust.document.OrganisationTerms;

/** The least that consent and agreement both allow (protocol, section 5; rule R22). */
public final class LeastDisclosure {
    private LeastDisclosure() {}

    /**
     * The level: the highest that the agreement holds, not above what the person consented to.
     *
     * @param consented the most that the person allows
     */
    public static DisclosureLevel decide(DisclosureLevel consented, Agreement agreement) {
        return agreement.disclosure().stream()
                .filter(level -> level.compareTo(consented) <= 0)
                .max(Comparator.naturalOrder())
                .orElse(DisclosureLevel.ELIGIBILITY);
    }

    /**
     * Which organisation it is, where a class that opened says that it is told; null where none
     * does.
     */
    public static RecognitionResponse.@Nullable Disclosed of(
            OrganisationStanding standing,
            SubjectNumber subject,
            Collection<AgreementClass> opened) {
        boolean named =
                opened.stream()
                        .flatMap(clazz -> clazz.terms().stream())
                        .anyMatch(OrganisationTerms::named);
        return named && subject instanceof UnifiedSocialCreditCode code && standing.name() != null
                ? new RecognitionResponse.Disclosed.Organisation(standing.name(), code)
                : null;
    }

    /** What the level tells of a standing beyond eligibility; null if nothing. */
    public static RecognitionResponse.@Nullable Disclosed of(
            DisclosureLevel level, PersonStanding standing, Agreement agreement, NodeId home) {
        Integer score = standing.score();
        if (score == null) {
            return null;
        }
        return switch (level) {
            case ELIGIBILITY -> null;
            case RUNG ->
                    new RecognitionResponse.Disclosed.Rung(agreement.ladder().rungOf(home, score));
            case GRADE ->
                    new RecognitionResponse.Disclosed.Grade(
                            agreement.ladder().gradeOf(home, score).nameZh());
            case SCORE -> new RecognitionResponse.Disclosed.Score(score);
        };
    }
}
