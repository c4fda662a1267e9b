package org.xinqiao.gateway.authenticate;

import java.time.Duration;

/**
 * Time bounds of a credit code (protocol, section 4).
 *
 * @param presentationAgeMax how old a presentation may be: 60 s, configurable 30 to 180 s
 */
public record CodeBounds(Duration presentationAgeMax) {
    /** How far ahead of this node's clock a presentation may be dated. */
    public static final Duration PRESENTATION_AHEAD_MAX = Duration.ofSeconds(10);

    /** Longest validity of a pass. */
    public static final Duration LIFETIME_MAX = Duration.ofHours(24);

    /** How long a bearer code is good, by the home city's record of minting. */
    public static final Duration BEARER_AGE_MAX = Duration.ofSeconds(60);

    private static final Duration AGE_LEAST = Duration.ofSeconds(30);
    private static final Duration AGE_MOST = Duration.ofSeconds(180);

    /** The default; declared after the bounds that it is checked against. */
    public static final CodeBounds DEFAULT = new CodeBounds(Duration.ofSeconds(60));

    /** Refuses an age outside what the protocol allows. */
    public CodeBounds {
        if (presentationAgeMax.compareTo(AGE_LEAST) < 0
                || presentationAgeMax.compareTo(AGE_MOST) > 0) {
            throw new IllegalArgumentException("presentation age is 30 to 180 s");
        }
    }
}
