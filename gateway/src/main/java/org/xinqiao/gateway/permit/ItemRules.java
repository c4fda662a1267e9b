package org.xinqiao.gateway.permit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.trust.document.Agreement;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.CatalogueItem;
import org.xinqiao.trust.document.ItemGrant;
import org.xinqiao.trust.document.QueryTerms;

/**
 * Which items one city may tell another (R01, R02, R05, R06, R07, R17, R19, R20). Deny by default:
 * an item is told where the catalogue names it, an agreement lets this city answer that one for
 * this purpose, and it is public, or the subject's consent names it, or the asking body has a duty
 * that the agreement lists for it. What law forbids, and scores, are refused whatever was agreed.
 */
public final class ItemRules {
    private ItemRules() {}

    /**
     * What is asked, by whom, what for.
     *
     * @param asking who asks
     * @param answering who is asked
     * @param whom what kind of subject it is about; null where the asking city does not know
     * @param purpose what for
     * @param duty by which duty of the agreement; null where none is claimed
     * @param items codes of the items
     */
    public record Question(
            NodeId asking,
            NodeId answering,
            @Nullable AppliesTo whom,
            String purpose,
            @Nullable String duty,
            List<String> items) {}

    /**
     * An item that may be asked for at all.
     *
     * @param item what the catalogue says of it
     * @param terms under which grants, each with the number of its agreement
     */
    public record Agreed(CatalogueItem item, List<Term> terms) {
        /** Keeps its own copy. */
        public Agreed {
            terms = List.copyOf(terms);
        }
    }

    /** A grant, and the agreement that it stands in. */
    public record Term(long agreement, ItemGrant grant) {
        /** Agreement and clause. */
        public String basis() {
            return agreement + "#" + grant.clause();
        }
    }

    /**
     * The items, if each may be asked for at all, whoever it is about.
     *
     * @param agreements those in force between the two, approved here
     * @throws Refusal names the first rule that does not hold
     */
    public static List<Agreed> decideAsked(
            Question question, List<Agreement> agreements, Catalogue catalogue) throws Refusal {
        List<Term> terms = terms(question, agreements);
        if (terms.isEmpty()) {
            throw new Refusal(
                    ProblemType.ITEMS_WITHOUT_AGREEMENT, "node", question.answering().value());
        }
        if (question.items().size() > ItemsRequest.ITEMS_MAX) {
            throw new Refusal(
                    ProblemType.TOO_MANY_ITEMS,
                    "items_max",
                    String.valueOf(ItemsRequest.ITEMS_MAX));
        }
        decideDuty(question.duty(), terms, agreements);
        var agreed = new ArrayList<Agreed>();
        for (String code : question.items()) {
            CatalogueItem item = admitted(code, catalogue);
            agreed.add(new Agreed(item, terms(question, item, terms)));
        }
        return agreed;
    }

    /**
     * What may become of each item.
     *
     * @param subject whom it is about
     * @param consent the consent that the question names; null where it names none
     * @return one verdict an item, in the order of the question; at least one is open
     * @throws Refusal names the first rule that does not hold; where nothing is open, what is
     *     missing
     */
    public static List<ItemVerdict> decide(
            Question question,
            SubjectNumber subject,
            @Nullable Consent consent,
            List<Agreement> agreements,
            Catalogue catalogue,
            Instant now)
            throws Refusal {
        // First, so that a consent tells whom it is not for nothing about its giver.
        if (consent != null) {
            ConsentRules.decide(consent, question.asking(), question.purpose(), now);
        }
        List<Agreed> agreed = decideAsked(question, agreements, catalogue);
        ConsentRules.decideAge(subject, now);
        var verdicts = new ArrayList<ItemVerdict>();
        for (Agreed one : agreed) {
            verdicts.add(verdict(one, question.duty(), consent));
        }
        if (verdicts.stream().noneMatch(ItemVerdict.Open.class::isInstance)) {
            throw missing(agreed.getFirst().item(), consent);
        }
        return verdicts;
    }

    /** At the door: what the catalogue does not name, what law forbids, and scores. */
    public static CatalogueItem admitted(String code, Catalogue catalogue) throws Refusal {
        CatalogueItem item =
                catalogue.item(code).orElseThrow(() -> forbidden(code, "R07 catalogue"));
        if (item.isForbidden()) {
            throw forbidden(code, "R01 never collected, never exchanged");
        }
        if (QueryTerms.isOfScores(code)) {
            throw forbidden(code, "R17 a score is never asked for");
        }
        return item;
    }

    private static List<Term> terms(Question question, List<Agreement> agreements) {
        var terms = new ArrayList<Term>();
        for (Agreement agreement : agreements) {
            agreement
                    .mutualQueries()
                    .ifPresent(queries ->
                            queries.between(question.answering(), question.asking())
                                    .forEach(grant ->
                                            terms.add(new Term(agreement.number(), grant))));
        }
        return terms;
    }

    /** The grants for an item, this kind of subject, and this purpose. */
    private static List<Term> terms(Question question, CatalogueItem item, List<Term> all)
            throws Refusal {
        List<Term> named =
                all.stream().filter(term -> term.grant().items().contains(item.code())).toList();
        AppliesTo whom = question.whom();
        if (named.isEmpty() || (whom != null && !item.appliesTo().contains(whom))) {
            throw new Refusal(ProblemType.ITEM_NOT_AGREED, "item", item.code());
        }
        List<Term> purposed =
                named.stream()
                        .filter(term -> term.grant().purposes().contains(question.purpose()))
                        .toList();
        if (purposed.isEmpty()) {
            throw new Refusal(ProblemType.PURPOSE_UNKNOWN, "purpose", question.purpose());
        }
        return purposed;
    }

    private static void decideDuty(
            @Nullable String duty, List<Term> terms, List<Agreement> agreements) throws Refusal {
        if (duty == null) {
            return;
        }
        boolean known =
                agreements.stream()
                        .filter(agreement ->
                                terms.stream().anyMatch(t -> t.agreement() == agreement.number()))
                        .flatMap(agreement -> agreement.mutualQueries().stream())
                        .anyMatch(queries -> queries.duty(duty).isPresent());
        if (!known) {
            throw new Refusal(ProblemType.DUTY_UNKNOWN, "duty", duty);
        }
    }

    private static ItemVerdict verdict(
            Agreed agreed, @Nullable String duty, @Nullable Consent consent) {
        CatalogueItem item = agreed.item();
        Term first = agreed.terms().getFirst();
        Consent naming = consent != null && consent.items().contains(item.code()) ? consent : null;
        boolean consented = naming != null;
        boolean written = naming != null && naming.form() == Consent.Form.WRITTEN;
        if (item.needsWrittenConsent() && !written) {
            return new ItemVerdict.Closed(item.code());
        }
        Optional<ItemVerdict.Open> open =
                switch (item.clazz()) {
                    case PUBLIC ->
                            Optional.of(
                                    new ItemVerdict.Open(
                                            item.code(), ItemGround.PUBLIC, first.basis()));
                    case AUTHORISED ->
                            consented
                                    ? Optional.of(
                                            new ItemVerdict.Open(
                                                    item.code(), ItemGround.CONSENT, first.basis()))
                                    : Optional.empty();
                    case GOVERNMENT ->
                            agreed.terms().stream()
                                    .filter(term ->
                                            duty != null && term.grant().duties().contains(duty))
                                    .findFirst()
                                    .map(term ->
                                            new ItemVerdict.Open(
                                                    item.code(), ItemGround.DUTY, term.basis()));
                };
        return open.<ItemVerdict>map(it -> it).orElseGet(() -> new ItemVerdict.Closed(item.code()));
    }

    private static Refusal missing(CatalogueItem item, @Nullable Consent consent) {
        if (item.clazz() == DisclosureClass.GOVERNMENT) {
            return new Refusal(ProblemType.DUTY_REQUIRED, "item", item.code());
        }
        boolean named = consent != null && consent.items().contains(item.code());
        String rule =
                named && item.needsWrittenConsent()
                        ? "R02 in writing"
                        : "R06 recipient, purpose and item";
        return new Refusal(ProblemType.CONSENT_REQUIRED, Map.of("item", item.code(), "rule", rule));
    }

    private static Refusal forbidden(String item, String rule) {
        return new Refusal(ProblemType.ITEM_FORBIDDEN, Map.of("item", item, "rule", rule));
    }
}
