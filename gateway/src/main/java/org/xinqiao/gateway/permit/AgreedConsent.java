package org.xinqiao.gateway.permit;

import org.xinqiao.gateway.people.Consent;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * A consent that an agreement in force holds; not yet signed or recorded.
 *
 * @param consent the consent
 * @param actor name of the caller's token
 * @param trust what it was judged by
 */
public record AgreedConsent(Consent consent, String actor, ActingTrust trust) {}
