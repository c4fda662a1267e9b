package org.xinqiao.gateway.seal;

import org.xinqiao.gateway.permit.AgreedConsent;

/**
 * A consent with its signed artefact.
 *
 * @param agreed the consent
 * @param artefact the JWS
 */
public record SignedConsent(AgreedConsent agreed, String artefact) {}
