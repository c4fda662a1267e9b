package org.xinqiao.gateway.recognise;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.contracts.message.Outcome;
import org.xinqiao.contracts.message.WireTime;
import org.xinqiao.contracts.reason.Reason;
import org.xinqiao.gateway.people.HeldUnits;
import org.xinqiao.gateway.people.OrganisationStanding;
import org.xinqiao.gateway.people.PersonStanding;
import org.xinqiao.gateway.people.Standing;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.Benefit;

/**
 * The decision about benefits: a pure function of agreement, standing and time.
 *
 * <p>Deny by default: a benefit whose class the agreement does not hold or holds for another kind
 * of subject, a standing that is not known, a rung that is not reached, a black list, a limit that
 * is reached, all come to {@link Outcome#NO_EFFECT}. A higher score never loses a benefit that a
 * lower one has (rule R17), nor does a better grade or a red list: limits are the same for all.
 */
public final class RecognitionRules {
    private RecognitionRules() {}

    /**
     * Decides every benefit on its own.
     *
     * @param benefits as {@link BenefitRules} left them
     * @param home whose ladder mapping applies to the standing
     * @param held what the person holds of classes that are limited
     * @param until until when consent and agreement carry a benefit
     */
    public static List<Decision> decide(
            List<Benefit> benefits,
            Agreement agreement,
            NodeId home,
            Standing standing,
            HeldUnits held,
            Instant until) {
        return benefits.stream()
                .map(benefit -> decide(benefit, agreement, home, standing, held, until))
                .toList();
    }

    private static Decision decide(
            Benefit benefit,
            Agreement agreement,
            NodeId home,
            Standing standing,
            HeldUnits held,
            Instant until) {
        AgreementClass clazz = agreement.classNumbered(benefit.classNumber()).orElse(null);
        Reason reason =
                clazz == null
                        ? Reason.CONDITIONS_NOT_MET
                        : reason(clazz, agreement, home, standing, held);
        boolean met = reason == Reason.CONDITIONS_MET;
        String basis = agreement.number() + "#" + (clazz == null ? "" : clazz.clause());
        return new Decision(
                benefit.id(),
                met ? Outcome.BENEFIT : Outcome.NO_EFFECT,
                reason.wire(),
                basis,
                met ? WireTime.of(until) : null);
    }

    private static Reason reason(
            AgreementClass clazz,
            Agreement agreement,
            NodeId home,
            Standing standing,
            HeldUnits held) {
        if (!reaches(clazz, agreement, home, standing)) {
            return Reason.CONDITIONS_NOT_MET;
        }
        boolean full =
                clazz.limit().isPresent() && held.of(clazz.number()) >= clazz.limit().getAsInt();
        return full ? Reason.LIMIT_REACHED : Reason.CONDITIONS_MET;
    }

    /** The classes that a standing reaches, of those that are for the purposes. */
    public static BitSet classes(
            Agreement agreement, NodeId home, Set<String> purposes, Standing standing) {
        var reached = new BitSet();
        for (AgreementClass clazz : agreement.classes()) {
            if (purposes.contains(clazz.purpose()) && reaches(clazz, agreement, home, standing)) {
                reached.set(clazz.number());
            }
        }
        return reached;
    }

    private static boolean reaches(
            AgreementClass clazz, Agreement agreement, NodeId home, Standing standing) {
        return switch (standing) {
            case PersonStanding person ->
                    clazz.terms().isEmpty() && reaches(clazz, agreement, home, person);
            case OrganisationStanding organisation ->
                    organisation.registered().isPresent()
                            && clazz.terms()
                                    .filter(terms ->
                                            terms.metBy(organisation.lists(), organisation.grade()))
                                    .isPresent();
        };
    }

    private static boolean reaches(
            AgreementClass clazz, Agreement agreement, NodeId home, PersonStanding standing) {
        if (clazz.attested().isPresent()) {
            return standing.honours().contains(clazz.attested().get());
        }
        return standing.points()
                .map(score -> agreement.ladder().rungOf(home, score))
                .map(rung -> rung >= clazz.leastRung())
                .orElse(false);
    }
}
