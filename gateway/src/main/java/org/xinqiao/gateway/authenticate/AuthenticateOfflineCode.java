package org.xinqiao.gateway.authenticate;

import java.time.Instant;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.message.OfflineNotice;
import org.xinqiao.contracts.problem.ProblemType;
import org.xinqiao.contracts.problem.Refusal;

/**
 * Station 2 for a code that a partner honoured off line: the home city judges it itself, as of the
 * time when it was shown. The device signed that time, within the age of a presentation.
 */
@Component
public class AuthenticateOfflineCode {
    private final CodeBounds bounds;

    /** Judges by the time bounds of this node. */
    public AuthenticateOfflineCode(CodeBounds bounds) {
        this.bounds = bounds;
    }

    /** The notice with its code. */
    @Handler
    public OfflineTold authenticate(Authentic message) throws Refusal {
        OfflineNotice notice = notice(message);
        String purpose = message.envelope().purpose();
        if (purpose == null || purpose.isEmpty()) {
            throw Refusals.field("xqpurpose", "required by an offline notice");
        }
        if (message.envelope().sequence() == null) {
            throw Refusals.field("xqseq", "required by a notice");
        }
        Instant shown = notice.at().toInstant();
        Instant told = message.envelope().time().toInstant();
        if (shown.isAfter(told.plus(CodeBounds.PRESENTATION_AHEAD_MAX))) {
            throw Refusals.field("data.at", "not after the notice itself");
        }
        AuthenticCode code =
                CodeRules.decide(
                        notice.code(), message.envelope().source(), message.trust(), shown, bounds);
        if (!code.issuer().equals(message.trust().self())) {
            throw new Refusal(ProblemType.CODE_NOT_OURS);
        }
        return new OfflineTold(message, notice, purpose, code);
    }

    private static OfflineNotice notice(Authentic message) throws Refusal {
        try {
            return OfflineNotice.parse(message.envelope().data());
        } catch (MalformedJson e) {
            throw Refusals.field(e.path(), e.rule());
        }
    }
}
