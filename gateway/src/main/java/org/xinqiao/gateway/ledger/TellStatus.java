package org.xinqiao.gateway.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xinqiao.contracts.message.StatusNotice;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.disclose.Disclosed;
import org.xinqiao.gateway.people.StatusLists;
import org.xinqiao.gateway.people.StatusPadding;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;

/**
 * Home city: puts ended passes into the signed status lists, and tells the partners that relied on
 * passes of the list, within about a second. Each notice names as many indices as others do: the
 * ended ones among indices that no good pass has.
 */
@Component
public class TellStatus {
    private static final Logger LOG = LoggerFactory.getLogger(TellStatus.class);
    private static final int TELL_MILLIS = 1_000;

    /** How far the lists may run ahead of the clock when much is read and told. */
    private static final int AHEAD_SECONDS_MAX = 5;

    private static final int TIDY_MILLIS = 60_000;

    private final StatusLists lists;
    private final Outbox outbox;
    private final Trust trust;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** Tells through a node's outbox. */
    public TellStatus(
            StatusLists lists,
            Outbox outbox,
            Trust trust,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.lists = lists;
        this.outbox = outbox;
        this.trust = trust;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One round; what cannot be signed just now waits for the next. */
    @Scheduled(fixedDelay = TELL_MILLIS, initialDelay = TELL_MILLIS)
    public void look() {
        List<Long> untold = lists.untold();
        if (untold.isEmpty()) {
            return;
        }
        try {
            Instant now = clock.instant();
            ActingTrust acting = trust.inForce(now);
            untold.forEach(
                    list -> transaction.executeWithoutResult(status -> tell(list, acting, now)));
        } catch (Refusal | NotSealed e) {
            LOG.warn("partners are not told of ended passes yet");
        }
    }

    /** Keeps the lists at a good size. */
    @Scheduled(fixedDelay = TIDY_MILLIS, initialDelay = TIDY_MILLIS)
    public void tidy() {
        lists.closeFull();
        lists.forgetExpired(clock.instant());
    }

    private void tell(long list, ActingTrust acting, Instant now) {
        StatusLists.Held held = lists.hold(list).orElse(null);
        if (held == null) {
            return;
        }
        // After all that was signed, which may be in this very second: two lists of one iat could
        // not be told apart.
        long to = Math.max(now.getEpochSecond(), held.signed() + 1);
        if (to > now.getEpochSecond() + AHEAD_SECONDS_MAX) {
            return;
        }
        List<Integer> changed = lists.untold(held, StatusPadding.CHANGES_MAX);
        if (changed.isEmpty()) {
            return; // another instance was faster
        }
        var set = new ArrayList<>(changed);
        set.addAll(lists.idle(held, StatusPadding.decide(changed.size()), now));
        set.sort(null); // else the ended ones would stand first
        lists.tell(held, set, to);
        notify(held, new StatusNotice(list, held.version(), to, set), acting);
    }

    private void notify(StatusLists.Held held, StatusNotice notice, ActingTrust acting) {
        var relying = new HashSet<>(lists.relying(held));
        try {
            outbox.add(
                    acting.partners().stream()
                            .filter(partner -> relying.contains(partner.value()))
                            .map(partner ->
                                    OutgoingNotice.of(
                                            partner,
                                            Disclosed.notice(notice),
                                            "status " + notice.list(),
                                            null,
                                            acting))
                            .toList());
        } catch (Refusal e) {
            throw new NotSealed(e);
        }
    }
}
