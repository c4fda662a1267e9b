package org.xinqiao.gateway.ledger;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.xinqiao.gateway.lists.TakenRecalls;
import org.xinqiao.gateway.people.BenefitEvents;
import org.xinqiao.gateway.people.KnownConsents;
import org.xinqiao.gateway.people.PartnerLists;
import org.xinqiao.gateway.permit.Effect;
import org.xinqiao.gateway.permit.PermittedNotice;
import org.xinqiao.gateway.trust.Trust;

/** Writes what notices change, each kind together, in the transaction that takes them. */
@Component
public class Effects {
    private final BenefitEvents benefits;
    private final KnownConsents consents;
    private final PartnerLists lists;
    private final TakenRecalls recalls;
    private final PersonOutbox people;
    private final Trust trust;

    /** Writes into a node's records. */
    public Effects(
            BenefitEvents benefits,
            KnownConsents consents,
            PartnerLists lists,
            TakenRecalls recalls,
            PersonOutbox people,
            Trust trust) {
        this.benefits = benefits;
        this.lists = lists;
        this.recalls = recalls;
        this.people = people;
        this.consents = consents;
        this.trust = trust;
    }

    /** Writes all effects; within the transaction. */
    void write(List<PermittedNotice> notices) {
        var told = new ArrayList<BenefitEvents.Told>();
        var known = new ArrayList<KnownConsents.Known>();
        var ended = new ArrayList<PartnerLists.Told>();
        var recalled = new ArrayList<TakenRecalls.Told>();
        for (PermittedNotice notice : notices) {
            switch (notice.effect()) {
                case Effect.BenefitTold benefit ->
                        told.add(
                                new BenefitEvents.Told(
                                        notice.message().envelope().source(),
                                        benefit.notice(),
                                        notice.message().received().at()));
                case Effect.ConsentTold consent -> known.addAll(consent.news());
                case Effect.StatusTold status -> ended.add(status.told());
                case Effect.RecallTold recall -> recalled.add(recall.told());
                case Effect.OfflineTold _, Effect.TrustTold _, Effect.Voided _ -> {}
            }
        }
        if (!told.isEmpty()) {
            benefits.add(told);
            people.honoured(told);
        }
        if (!known.isEmpty()) {
            consents.learn(known);
        }
        if (!ended.isEmpty()) {
            lists.learn(ended);
        }
        if (!recalled.isEmpty()) {
            recalls.learn(recalled);
        }
    }

    /** What is done outside the database, once the notice is durable; losing it loses nothing. */
    void afterCommit(PermittedNotice notice) {
        if (notice.effect() instanceof Effect.StatusTold status) {
            PartnerLists.Told told = status.told();
            lists.refresh(new PartnerLists.Key(told.home(), told.notice().list()));
        }
        if (notice.effect() instanceof Effect.TrustTold told
                && told.notice().snapshot() > notice.message().trust().snapshot().version()) {
            trust.refreshSoon();
        }
    }
}
