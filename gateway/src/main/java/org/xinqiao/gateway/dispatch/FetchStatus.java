package org.xinqiao.gateway.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.code.StatusClaims;
import org.xinqiao.contracts.code.StatusToken;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.StatusRules;
import org.xinqiao.gateway.operate.Bounds;
import org.xinqiao.gateway.people.PartnerList;
import org.xinqiao.gateway.people.PartnerLists;
import org.xinqiao.gateway.receive.Reply;
import org.xinqiao.gateway.trust.ActingTrust;
import org.xinqiao.gateway.trust.Trust;
import org.xinqiao.trust.document.NodeKeys;

/**
 * Host city: fetches the status lists of partners ahead of need, on a schedule and never for a
 * scan: else a home city could see from the fetches where its residents are. Each partner is looked
 * at by a thread of its own.
 */
@Component
public class FetchStatus {
    private static final Logger LOG = LoggerFactory.getLogger(FetchStatus.class);
    private static final Duration ROUND = Duration.ofSeconds(Bounds.STATUS_FETCH_SECONDS_MAX);
    private static final String AGGREGATION = "/federation/v1/status";
    private static final int OK = 200;
    private static final int GONE = 404;

    private final PartnerClient partners;
    private final PartnerLists lists;
    private final Trust trust;
    private final Clock clock;
    private final Map<NodeId, Instant> lastRound = new ConcurrentHashMap<>();
    private final Set<NodeId> underWay = ConcurrentHashMap.newKeySet();

    FetchStatus(PartnerClient partners, PartnerLists lists, Trust trust, Clock clock) {
        this.partners = partners;
        this.lists = lists;
        this.trust = trust;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelay = Bounds.STATUS_LOOK_MILLIS_MAX,
            initialDelay = Bounds.STATUS_LOOK_MILLIS_MAX)
    void look() {
        try {
            ActingTrust acting = trust.inForce(clock.instant());
            for (NodeId partner : acting.partners()) {
                if (!acting.agreementsWith(partner).isEmpty() && underWay.add(partner)) {
                    Thread.ofVirtual()
                            .name(acting.self() + "-status-" + partner)
                            .start(() -> look(partner, acting));
                }
            }
        } catch (Refusal e) {
            LOG.debug("no status lists are fetched without trust in force");
        }
    }

    private void look(NodeId partner, ActingTrust acting) {
        try {
            Instant now = clock.instant();
            Instant last = lastRound.get(partner);
            boolean whole = last == null || !now.isBefore(last.plus(ROUND));
            Set<Long> due = lists.takeAsked(partner);
            due.addAll(lists.wanted(partner));
            if (whole) {
                due.addAll(published(partner, acting));
                lists.of(partner).stream().map(PartnerList::number).forEach(due::add);
            }
            for (long list : due) {
                fetch(partner, list, acting);
            }
            if (whole) {
                lastRound.put(partner, now);
            }
        } catch (PartnerUnreachable | DataAccessException e) {
            // What is held grows old by itself; the next look is soon.
            LOG.debug("{}: status lists of {}: {}", acting.self(), partner, e.toString());
        } finally {
            underWay.remove(partner);
        }
    }

    /** The lists that a partner names; none where it does not say. */
    private Set<Long> published(NodeId partner, ActingTrust acting) throws PartnerUnreachable {
        Reply reply = partners.get(partner, acting.snapshot(), AGGREGATION);
        var numbers = new HashSet<Long>();
        String base =
                acting.snapshot()
                        .keys(partner)
                        .map(NodeKeys::endpoint)
                        .map(endpoint -> StatusClaims.subjectOf(endpoint, 0))
                        .map(subject -> subject.substring(0, subject.length() - 1))
                        .orElse("");
        if (reply.status() != OK || base.isEmpty()) {
            return numbers;
        }
        try {
            var fields = new Fields("", StrictJson.parseObject(reply.body()));
            for (String subject : fields.texts("status_lists")) {
                String number = subject.startsWith(base) ? subject.substring(base.length()) : "";
                if (number.matches("0|[1-9][0-9]{0,9}")
                        && numbers.size() < Bounds.STATUS_LISTS_MAX) {
                    numbers.add(Long.parseLong(number));
                }
            }
        } catch (MalformedJson e) {
            LOG.warn("{} does not say which status lists it has: {}", partner, e.getMessage());
        }
        return numbers;
    }

    private void fetch(NodeId partner, long list, ActingTrust acting) throws PartnerUnreachable {
        Reply reply =
                partners.get(partner, acting.snapshot(), StatusClaims.PATH + list, StatusToken.CWT);
        if (reply.status() == GONE) {
            lists.forget(partner, list);
        }
        if (reply.status() != OK) {
            return;
        }
        try {
            lists.keep(
                    partner,
                    list,
                    StatusRules.decide(
                            reply.body(), partner, list, acting.snapshot(), clock.instant()));
        } catch (Refusal e) {
            LOG.warn("status list {} of {} is not believed: {}", list, partner, e.getMessage());
        }
    }
}
