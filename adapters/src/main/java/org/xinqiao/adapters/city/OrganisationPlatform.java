package org.xinqiao.adapters.city;

import java.util.Optional;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;

/**
 * A city's own credit platform, as far as a node needs it for organisations: what is public of one.
 *
 * <p>Empty means that the platform itself answered that it knows no such organisation. Everything
 * else that is not an answer is {@link PlatformUnavailable}, as for people.
 */
public interface OrganisationPlatform {
    /** Asks for what is public of an organisation now. */
    Optional<CityOrganisation> organisation(UnifiedSocialCreditCode code)
            throws PlatformUnavailable;
}
