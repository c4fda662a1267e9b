package org.xinqiao.gateway.seal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.xinqiao.gateway.authenticate.CodeBounds;

/**
 * The times of a pass, rounded to the hour so that they single nobody out (protocol, section 4).
 *
 * @param issuedAt rounded down
 * @param expiresAt rounded up
 */
public record PassTimes(Instant issuedAt, Instant expiresAt) {
    /** How long a pass is good for, before rounding. */
    public static final Duration TERM = Duration.ofHours(8);

    /**
     * The times of a pass minted now.
     *
     * @param consentEnds a pass does not outlive its consent by more than the rounding
     */
    public static PassTimes decide(Instant now, boolean bearer, Instant consentEnds) {
        Instant end = now.plus(bearer ? CodeBounds.BEARER_AGE_MAX : TERM);
        Instant earlier = end.isBefore(consentEnds) ? end : consentEnds;
        Instant hour = earlier.truncatedTo(ChronoUnit.HOURS);
        return new PassTimes(
                now.truncatedTo(ChronoUnit.HOURS),
                hour.equals(earlier) ? hour : hour.plus(1, ChronoUnit.HOURS));
    }
}
