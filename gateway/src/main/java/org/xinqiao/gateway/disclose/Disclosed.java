package org.xinqiao.gateway.disclose;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.ConsentNotice;
import org.xinqiao.contracts.message.Envelope;
import org.xinqiao.contracts.message.ItemsRequest;
import org.xinqiao.contracts.message.ItemsResponse;
import org.xinqiao.contracts.message.MessageType;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.message.PersonNotice;
import org.xinqiao.contracts.message.Receipt;
import org.xinqiao.contracts.message.RecognitionRequest;
import org.xinqiao.contracts.message.RecognitionResponse;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.VoidNotice;
import org.xinqiao.contracts.problem.Problem;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.contracts.stream.BatchReceipt;
import org.xinqiao.contracts.stream.RecallNotice;
import org.xinqiao.trust.document.Catalogue;
import org.xinqiao.trust.document.QueryTerms;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data that may leave the node. Only this class makes one, and only after {@link DisclosureRules}
 * let every item of it pass; only what is disclosed can be sealed.
 */
public final class Disclosed {
    private final MessageType type;
    private final ObjectNode data;

    private Disclosed(MessageType type, ObjectNode data) {
        this.type = type;
        this.data = data;
    }

    /**
     * A recognition's answer.
     *
     * @param basis what it stands on
     */
    public static Disclosed answer(RecognitionResponse response, Basis basis, Catalogue catalogue)
            throws Refusal {
        DisclosureRules.decide(codes(itemsOf(response, basis)), basis, catalogue);
        return new Disclosed(MessageType.RECOGNITION_RESPONSE, response.toJson());
    }

    /**
     * A question about a code. The holder shows the code to be asked about: that is their act of
     * consent, and the code carries nothing but what its own city let pass. An organisation's code
     * carries what is public.
     *
     * @param whom whose codes the purpose is for
     */
    public static Disclosed question(
            RecognitionRequest request, AppliesTo whom, Catalogue catalogue) throws Refusal {
        switch (whom) {
            case NATURAL ->
                    DisclosureRules.decide(
                            codes(EnumSet.of(CreditItem.CODE)),
                            new Basis.Consented(true, false),
                            catalogue);
            case ORGANISATION ->
                    DisclosureRules.decide(
                            codes(EnumSet.of(CreditItem.ORGANISATION_CREDIT_CODE)),
                            new Basis.PublicByLaw(),
                            catalogue);
        }
        return new Disclosed(MessageType.RECOGNITION_REQUEST, request.toJson());
    }

    /**
     * A question about items. It names an organisation by its public code; a person by what the
     * other city itself calls them, or by the consent that the person gave for it.
     */
    public static Disclosed question(ItemsRequest request, Catalogue catalogue) throws Refusal {
        if (request.subject() instanceof ItemsRequest.Subject.Organisation) {
            DisclosureRules.decide(
                    codes(EnumSet.of(CreditItem.ORGANISATION_CODE)),
                    new Basis.PublicByLaw(),
                    catalogue);
        }
        return new Disclosed(MessageType.ITEMS_REQUEST, request.toJson());
    }

    /**
     * An answer about items.
     *
     * @param bases what each item that is given stands on; one without is refused
     */
    public static Disclosed answer(
            ItemsResponse response, Map<String, Basis> bases, Catalogue catalogue) throws Refusal {
        for (ItemsResponse.Answer answer : response.answers()) {
            if (answer instanceof ItemsResponse.Answer.Given given) {
                Basis basis = bases.get(given.item());
                if (basis == null || QueryTerms.isOfScores(given.item())) {
                    throw new Refusal(
                            ProblemType.ITEM_FORBIDDEN,
                            Map.of("item", given.item(), "rule", "R05 no basis"));
                }
                DisclosureRules.decide(List.of(given.item()), basis, catalogue);
            }
        }
        return new Disclosed(MessageType.ITEMS_RESPONSE, response.toJson());
    }

    /** A refusal: nothing but the facts that its type names as safe. */
    public static Disclosed problem(Problem problem) {
        return new Disclosed(MessageType.PROBLEM, problem.toJson());
    }

    /**
     * What became of a benefit, for the home city that decided it: it names the request by its id,
     * and nobody.
     */
    public static Disclosed notice(BenefitNotice notice) {
        return new Disclosed(MessageType.BENEFIT_NOTICE, notice.toJson());
    }

    /** How a consent stands, for a node that was shown passes of it: random references only. */
    public static Disclosed notice(ConsentNotice notice) {
        return new Disclosed(MessageType.CONSENT_NOTICE, notice.toJson());
    }

    /** Which indices of a status list ended: random numbers among others that mean nothing. */
    public static Disclosed notice(StatusNotice notice) {
        return new Disclosed(MessageType.STATUS_NOTICE, notice.toJson());
    }

    /**
     * A code that was honoured off line, for the city that issued it: what it was shown for, and
     * nothing that city did not put into it.
     */
    public static Disclosed notice(OfflineNotice notice) {
        return new Disclosed(MessageType.OFFLINE_NOTICE, notice.toJson());
    }

    /** That an entry is taken back, for a node that had it: its key, and nothing that it said. */
    public static Disclosed notice(RecallNotice notice) {
        return new Disclosed(MessageType.RECALL_NOTICE, notice.toJson());
    }

    /** That a newer trust snapshot exists: public anyway. */
    public static Disclosed notice(TrustNotice notice) {
        return new Disclosed(MessageType.TRUST_NOTICE, notice.toJson());
    }

    /** That a number stands for nothing. */
    public static Disclosed notice(VoidNotice notice) {
        return new Disclosed(MessageType.VOID_NOTICE, notice.toJson());
    }

    /**
     * What a person should hear, for the platform of their own city: the consent's id, no number.
     */
    public static Disclosed notice(PersonNotice notice) {
        return new Disclosed(MessageType.PERSON_NOTICE, notice.toJson());
    }

    /**
     * What a notice of this node said, once more: read anew, so that nothing but a notice passes.
     *
     * @throws IllegalArgumentException if it is no notice to another node
     */
    public static Disclosed again(Envelope notice) {
        MessageType type = MessageType.ofWire(notice.type()).orElse(MessageType.PROBLEM);
        try {
            return switch (type) {
                case BENEFIT_NOTICE -> notice(BenefitNotice.parse(notice.data()));
                case CONSENT_NOTICE -> notice(ConsentNotice.parse(notice.data()));
                case STATUS_NOTICE -> notice(StatusNotice.parse(notice.data()));
                case OFFLINE_NOTICE -> notice(OfflineNotice.parse(notice.data()));
                case RECALL_NOTICE -> notice(RecallNotice.parse(notice.data()));
                case TRUST_NOTICE -> notice(TrustNotice.parse(notice.data()));
                case VOID_NOTICE -> notice(VoidNotice.parse(notice.data()));
                default -> throw new IllegalArgumentException("no notice to another node");
            };
        } catch (MalformedJson e) {
            throw new IllegalArgumentException("this node's own notice cannot be read", e);
        }
    }

    /** What was taken of a batch: hashes, and what is wrong with its sender's own entries. */
    public static Disclosed receipt(BatchReceipt receipt) {
        return new Disclosed(MessageType.STREAM_RECEIPT, receipt.toJson());
    }

    /** A receipt: hashes and a random salt. */
    public static Disclosed receipt(Receipt receipt) {
        return new Disclosed(MessageType.RECEIPT, receipt.toJson());
    }

    /** The catalogue items that an answer gives away; its basis tells of whom. */
    static Set<CreditItem> itemsOf(RecognitionResponse response, Basis basis) {
        boolean organisation = basis instanceof Basis.PublicByLaw;
        var items =
                EnumSet.of(
                        organisation
                                ? CreditItem.ORGANISATION_ELIGIBILITY
                                : CreditItem.ELIGIBILITY);
        if (response.pseudonym().isPresent()) {
            items.add(organisation ? CreditItem.ORGANISATION_PSEUDONYM : CreditItem.PSEUDONYM);
        }
        switch (response.disclosed()) {
            case null -> {}
            case RecognitionResponse.Disclosed.Rung _ -> items.add(CreditItem.RUNG);
            case RecognitionResponse.Disclosed.Grade _ -> items.add(CreditItem.GRADE);
            case RecognitionResponse.Disclosed.Score _ -> items.add(CreditItem.SCORE);
            case RecognitionResponse.Disclosed.Organisation _ -> {
                items.add(CreditItem.ORGANISATION_NAME);
                items.add(CreditItem.ORGANISATION_CODE);
            }
        }
        return items;
    }

    /** The codes of the catalogue items that a signed answer gives away. */
    public static Set<String> itemsOf(Envelope answer, Basis basis) {
        try {
            return codes(itemsOf(RecognitionResponse.parse(answer.data()), basis));
        } catch (MalformedJson e) {
            throw new IllegalStateException("this node's own answer cannot be read", e);
        }
    }

    static Set<String> codes(Set<CreditItem> items) {
        return items.stream().map(CreditItem::code).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What kind of message it is. */
    public MessageType type() {
        return type;
    }

    /** A copy of the data. */
    public ObjectNode data() {
        return data.deepCopy();
    }
}
