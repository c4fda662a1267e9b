package org.xinqiao.gateway.recognise;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.crypto.Suite;
import org.xinqiao.contracts.json.Base64Url;
import org.xinqiao.contracts.message.Decision;
import org.xinqiao.gateway.authenticate.AuthenticCode;
import org.xinqiao.gateway.permit.ConsentRules;
import org.xinqiao.gateway.permit.Permitted;
import org.xinqiao.gateway.permit.PreparedCase;
import org.xinqiao.trust.document.Agreement;

/** Station 4: decides every benefit in question of a permitted case. */
@Component
public class Recognise {
    /** Name and version of the rules, part of the policy digest. */
    private static final String RULES = "xinqiao.recognition/3";

    /** The decisions. */
    @Handler
    public Decided recognise(Permitted permitted) {
        PreparedCase facts = permitted.facts();
        AuthenticCode code = facts.asked().code();
        Agreement agreement = code.agreement();
        List<Decision> decisions =
                RecognitionRules.decide(
                        facts.benefits(),
                        agreement,
                        code.issuer(),
                        facts.standing(),
                        facts.held(),
                        until(permitted, agreement));
        return new Decided(permitted, decisions, policy(agreement));
    }

    /** Rounded down to the hour, as passes are: the exact instant would single a consent out. */
    private static Instant until(Permitted permitted, Agreement agreement) {
        Instant end = end(permitted, agreement);
        Instant hour = end.truncatedTo(ChronoUnit.HOURS);
        return hour.isAfter(permitted.message().received().at())
                ? hour
                : end.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant end(Permitted permitted, Agreement agreement) {
        Instant consent = permitted.consent().expiresAt();
        if (agreement.until() == null) {
            return consent;
        }
        Instant term =
                agreement.until().plusDays(1).atStartOfDay(ConsentRules.CALENDAR).toInstant();
        return term.isBefore(consent) ? term : consent;
    }

    private static String policy(Agreement agreement) {
        byte[] rules = (RULES + " " + agreement.digest()).getBytes(StandardCharsets.UTF_8);
        return Base64Url.encode(Suite.INTL.digest(rules));
    }
}
