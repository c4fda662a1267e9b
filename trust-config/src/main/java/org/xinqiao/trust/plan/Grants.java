package org.xinqiao.trust.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Honour;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.AgreementClass;
import org.xinqiao.trust.document.AgreementJson;
import org.xinqiao.trust.document.Benefit;
import org.xinqiao.trust.document.BenefitsJson;
import org.xinqiao.trust.document.DocumentType;
import org.xinqiao.trust.document.Grade;
import org.xinqiao.trust.document.Ladder;
import org.xinqiao.trust.document.MalformedDocument;
import org.xinqiao.trust.document.Member;
import org.xinqiao.trust.document.MemberJson;
import org.xinqiao.trust.document.OrganisationTerms;
import org.xinqiao.trust.document.Scale;
import tools.jackson.databind.JsonNode;

/**
 * Who gets which benefit where, on a day, as a version of the documents has it: every benefit of an
 * active city for the residents of every other active party to its agreement, from which rung and
 * score on. That an operator approves the agreement is assumed.
 */
final class Grants {
    /** A benefit for the residents of one city. */
    record Grant(String benefit, NodeId home) implements Comparable<Grant> {
        @Override
        public int compareTo(Grant other) {
            int byBenefit = benefit.compareTo(other.benefit);
            return byBenefit != 0 ? byBenefit : home.value().compareTo(other.home.value());
        }
    }

    /** From where on, or with what. */
    sealed interface Terms {
        /** Of which benefit. */
        Benefit benefit();

        /**
         * From a rung on.
         *
         * @param least the lowest grade of the home city that reaches the rung
         */
        record FromRung(Benefit benefit, int rung, Scale scale, Grade least) implements Terms {}

        /** With an honour. */
        record WithHonour(Benefit benefit, Honour honour) implements Terms {}

        /** For organisations, by what is public of them. */
        record ForOrganisations(Benefit benefit, OrganisationTerms terms) implements Terms {}
    }

    private Grants() {}

    static Map<Grant, Terms> of(TrustVersion version, LocalDate day) {
        Map<NodeId, Member> members = members(version);
        Map<Long, Agreement> agreements = agreements(version, day);
        Map<Grant, Terms> grants = new TreeMap<>();
        for (Benefit benefit : benefits(version)) {
            Agreement agreement = agreements.get(benefit.agreement());
            if (agreement == null || !isActive(members, benefit.node())) {
                continue;
            }
            Optional<AgreementClass> opens = agreement.classNumbered(benefit.classNumber());
            for (NodeId home : agreement.parties()) {
                if (opens.isPresent()
                        && agreement.binds(home, benefit.node())
                        && isActive(members, home)) {
                    terms(benefit, opens.get(), agreement.ladder(), home)
                            .ifPresent(terms -> grants.put(new Grant(benefit.id(), home), terms));
                }
            }
        }
        return grants;
    }

    /** A scale without a grade that reaches the rung opens the benefit to nobody. */
    private static Optional<Terms> terms(
            Benefit benefit, AgreementClass opens, Ladder ladder, NodeId home) {
        if (opens.terms().isPresent()) {
            return Optional.of(new Terms.ForOrganisations(benefit, opens.terms().get()));
        }
        if (opens.attested().isPresent()) {
            return Optional.of(new Terms.WithHonour(benefit, opens.attested().get()));
        }
        Scale scale = ladder.scaleOf(home);
        return scale.grades().stream()
                .filter(grade -> grade.rung() >= opens.leastRung())
                .findFirst()
                .map(grade -> new Terms.FromRung(benefit, opens.leastRung(), scale, grade));
    }

    private static boolean isActive(Map<NodeId, Member> members, NodeId node) {
        Member member = members.get(node);
        return member != null && member.isActive();
    }

    private interface Reader<T> {
        T read(JsonNode json) throws MalformedDocument;
    }

    /** What is malformed counts for nobody, so it grants nothing. */
    private static <T> List<T> read(TrustVersion version, DocumentType type, Reader<T> reader) {
        List<T> all = new ArrayList<>();
        for (JsonNode json : version.of(type).values()) {
            try {
                all.add(reader.read(json));
            } catch (MalformedDocument e) {
                // Lint tells what is wrong with a draft; what is published so is ignored.
            }
        }
        return all;
    }

    private static Map<NodeId, Member> members(TrustVersion version) {
        Map<NodeId, Member> members = new HashMap<>();
        read(version, DocumentType.MEMBER, MemberJson::read)
                .forEach(member -> members.put(member.id(), member));
        return members;
    }

    private static Map<Long, Agreement> agreements(TrustVersion version, LocalDate day) {
        Map<Long, Agreement> agreements = new HashMap<>();
        read(version, DocumentType.AGREEMENT, json -> AgreementJson.read(StrictJson.write(json)))
                .stream()
                .filter(agreement -> agreement.ended() == null && agreement.runsOn(day))
                .forEach(agreement -> agreements.put(agreement.number(), agreement));
        return agreements;
    }

    private static List<Benefit> benefits(TrustVersion version) {
        return read(version, DocumentType.BENEFITS, BenefitsJson::read).stream()
                .flatMap(List::stream)
                .toList();
    }
}
