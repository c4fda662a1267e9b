package org.xinqiao.adapters.city;

import java.util.Optional;
import org.xinqiao.contracts.identity.SubjectNumber;

/**
 * A city's own credit platform, as far as a node needs it.
 *
 * <p>Empty means that the platform itself answered that it holds no score. Everything else that is
 * not a score is {@link PlatformUnavailable}: a platform that is slow, wrong or down must never
 * look like a person without a score.
 */
public interface ScorePlatform {
    /** Asks for the score as it is now. */
    Optional<CityScore> scoreOf(SubjectNumber number) throws PlatformUnavailable;
}
