package org.xinqiao.adapters.city;

import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * A city's own credit platform, as far as a node needs it.
 *
 * <p>No score means that the platform itself answered that it holds none. Everything else that is
 * not a standing is {@link PlatformUnavailable}: a platform that is slow, wrong or down must never
 * look like a person without a score.
 */
public interface ScorePlatform {
    /** Asks for the standing as it is now. */
    CityStanding standingOf(SubjectNumber number) throws PlatformUnavailable;
}
