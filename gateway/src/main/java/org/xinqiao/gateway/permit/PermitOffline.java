package org.xinqiao.gateway.permit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.code.Presentation;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;
import org.xinqiao.gateway.authenticate.OfflineTold;
import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.people.Consents;
import org.xinqiao.gateway.people.Decisions;
import org.xinqiao.gateway.people.Passes;
import org.xinqiao.trust.document.Benefit;

/**
 * Station 3 for a code that a partner honoured off line, within its transaction: the pass granted
 * what was given, the consent stood when the code was shown, and the code is used once.
 */
@Component
public class PermitOffline {
    /** As long as a notice may be late, and a day more. */
    private static final Duration USE_KEPT = Duration.ofDays(31);

    private final Passes passes;
    private final Consents consents;
    private final Decisions decisions;

    /** Permits by the node's records. */
    public PermitOffline(Passes passes, Consents consents, Decisions decisions) {
        this.passes = passes;
        this.consents = consents;
        this.decisions = decisions;
    }

    /** The visit with the consent that it stands on. */
    @Handler
    public PermittedOffline permit(OfflineTold told) throws Refusal {
        OfflineNotice notice = told.notice();
        NodeId host = told.message().envelope().source();
        Instant shown = notice.at().toInstant();
        Presentation presentation =
                told.code()
                        .code()
                        .presentation()
                        .orElseThrow(() -> new Refusal(ProblemType.PRESENTATION_MISSING));
        granted(told, host);
        Passes.Found found =
                passes.find(told.code().claims().consentRef())
                        .orElseThrow(() -> new Refusal(ProblemType.CODE_UNKNOWN));
        PassRules.decide(found.pass(), told.code().claims(), host, shown);
        Instant keepUntil = told.message().received().at().plus(USE_KEPT);
        Passes.Claimed claimed =
                passes.claim(
                                found.pass(),
                                found.consent(),
                                presentation.nonce(),
                                notice.request().value(),
                                keepUntil.atOffset(ZoneOffset.UTC))
                        .orElseThrow(() -> new Refusal(ProblemType.CODE_UNKNOWN));
        if (!claimed.first() || !passes.bind(found.pass(), host)) {
            throw new Refusal(ProblemType.CODE_ALREADY_USED);
        }
        Consent then =
                consents.asOf(claimed.consent(), shown)
                        .orElseThrow(() -> new Refusal(ProblemType.CONSENT_UNKNOWN));
        // The same request may come again: what it was honoured for stays so.
        if (decisions.of(host, notice.request()).isEmpty()) {
            ConsentRules.decide(then, host, told.purpose(), shown);
            spend(then, told.message().received().at());
        }
        return new PermittedOffline(told, then);
    }

    /** The host decided by the pass; whether it did so rightly is seen again here. */
    private void granted(OfflineTold told, NodeId host) throws Refusal {
        List<Benefit> benefits =
                BenefitRules.decide(
                        told.notice().benefits(),
                        host,
                        told.purpose(),
                        told.code().agreement(),
                        told.message().trust().snapshot());
        for (String id : told.notice().benefits()) {
            boolean grants =
                    benefits.stream()
                            .filter(benefit -> benefit.id().equals(id))
                            .anyMatch(benefit -> OfflineRules.grants(told.code(), benefit));
            if (!grants) {
                throw new Refusal(ProblemType.OFFLINE_NOT_GRANTED, "benefit", id);
            }
        }
        // This city may have answered a question that its host never heard the answer to.
        var before = decisions.of(host, told.notice().request());
        if (before.isPresent() && !before.get().containsAll(told.notice().benefits())) {
            throw new Refusal(ProblemType.RECOGNITION_UNKNOWN);
        }
    }

    private void spend(Consent consent, Instant now) throws Refusal {
        if (consent.use() == Consent.Use.ONCE) {
            if (!consents.spend(consent.id())) {
                throw new Refusal(ProblemType.CONSENT_USED);
            }
            passes.end(consent.id(), now);
        }
    }
}
