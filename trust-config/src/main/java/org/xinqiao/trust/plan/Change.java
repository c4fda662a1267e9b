package org.xinqiao.trust.plan;

import java.util.regex.Pattern;

/**
 * One thing that differs between two versions of the trust documents, as people read it.
 *
 * @param kind what sort of change
 * @param document where it is written, such as {@code members/cn-350200}
 * @param zh in Chinese
 * @param en in English
 */
public record Change(Kind kind, String document, String zh, String en) {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");
    private static final String SHOWN_INSTEAD = "\uFFFD";

    /** Sorts of changes, those that people feel first. */
    public enum Kind {
        /** Residents of a city get a benefit in another that they did not get. */
        GAINS,
        /** Residents of a city lose a benefit in another. */
        LOSES,
        /** Residents get a benefit from another score on. */
        REACHES,
        /** An agreement begins. */
        AGREEMENT_BEGINS,
        /** An agreement says something else. */
        AGREEMENT_CHANGES,
        /** An agreement is over. */
        AGREEMENT_LAPSES,
        /** Somebody takes part who did not. */
        MEMBER_JOINS,
        /** Somebody is not trusted any more. */
        MEMBER_LEAVES,
        /** A member is described in another way. */
        MEMBER_CHANGES,
        /** A key or TLS pin counts that did not. */
        KEY_TRUSTED,
        /** A key or TLS pin does not count any more, or will not. */
        KEY_ENDS,
        /** Something else about a node's keys, such as where it is reached. */
        KEY_CHANGES,
        /** A benefit is described in another way. */
        BENEFIT_CHANGES,
        /** The catalogue lets out what it held back. */
        LETS_OUT,
        /** The catalogue holds back what it let out. */
        HOLDS_BACK,
        /** Something else in the catalogue. */
        CATALOGUE_CHANGES,
        /** A measure may be asked for that might not. */
        MEASURE_ALLOWED,
        /** A measure may not be asked for any more. */
        MEASURE_ENDS,
        /** A measure is described in another way. */
        MEASURE_CHANGES,
        /** Who signs for the repository, and how many must. */
        ROLE_CHANGES,
        /** How the repository is run. */
        FEDERATION_CHANGES,
        /** The same in another order. */
        ORDER_CHANGES
    }

    /** What is shown on a terminal must not steer it. */
    public Change {
        zh = CONTROL.matcher(zh).replaceAll(SHOWN_INSTEAD);
        en = CONTROL.matcher(en).replaceAll(SHOWN_INSTEAD);
    }
}
