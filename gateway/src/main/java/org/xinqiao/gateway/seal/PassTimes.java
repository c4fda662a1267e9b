package org.xinqiao.gateway.seal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.xinqiao.gateway.authenticate.CodeBounds;
import org.xinqiao.gateway.people.PassForm;

/**
 * The times of a pass, rounded to the hour so that they single nobody out (protocol, section 4).
 *
 * @param issuedAt rounded down
 * @param expiresAt rounded up
 */
public record PassTimes(Instant issuedAt, Instant expiresAt) {
    /** How long a pass is good for, before rounding. */
    public static final Duration TERM = Duration.ofHours(8);

    /** The same on paper: a day of the 24 hours that the protocol allows, less the rounding. */
    public static final Duration PAPER_TERM = CodeBounds.LIFETIME_MAX.minusHours(2);

    /**
     * The times of a pass minted now.
     *
     * @param consentEnds a pass does not outlive its consent by more than the rounding
     */
    public static PassTimes decide(Instant now, PassForm form, Instant consentEnds) {
        Instant end = now.plus(term(form));
        Instant earlier = end.isBefore(consentEnds) ? end : consentEnds;
        Instant hour = earlier.truncatedTo(ChronoUnit.HOURS);
        return new PassTimes(
                now.truncatedTo(ChronoUnit.HOURS),
                hour.equals(earlier) ? hour : hour.plus(1, ChronoUnit.HOURS));
    }

    private static Duration term(PassForm form) {
        return switch (form) {
            case DEVICE -> TERM;
            case SCREEN -> CodeBounds.BEARER_AGE_MAX;
            case PAPER -> PAPER_TERM;
        };
    }
}
