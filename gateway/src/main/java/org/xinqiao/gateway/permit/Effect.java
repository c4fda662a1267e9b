package org.xinqiao.gateway.permit;

import java.util.List;
import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.contracts.message.TrustNotice;
import org.xinqiao.contracts.message.VoidNotice;
import org.xinqiao.gateway.lists.TakenRecalls;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.people.PartnerLists;

/** What a notice changes at its receiver. Taking the same one twice changes nothing more. */
public sealed interface Effect {
    /** Home city: something became of a benefit. */
    record BenefitTold(BenefitNotice notice) implements Effect {}

    /** Host city: consents stand otherwise than before. */
    record ConsentTold(List<KnownConsents.Known> news) implements Effect {
        /** Keeps its own copy. */
        public ConsentTold {
            news = List.copyOf(news);
        }
    }

    /** Host city: passes of a partner's status list have ended. */
    record StatusTold(PartnerLists.Told told) implements Effect {}

    /**
     * Home city: a code was honoured off line. It is written already, with the use of the code;
     * taking it again adds nothing.
     */
    record OfflineTold() implements Effect {}

    /** Whoever holds entries of others: one of them was taken back. */
    record RecallTold(TakenRecalls.Told told) implements Effect {}

    /** A newer trust snapshot may exist. */
    record TrustTold(TrustNotice notice) implements Effect {}

    /** The sender gave a notice up. */
    record Voided(VoidNotice notice) implements Effect {}
}
