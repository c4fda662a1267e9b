package org.xinqiao.gateway.permit;

import org.xinqiao.contracts.message.BenefitNotice;
import org.xinqiao.gateway.people.Recognition;
import org.xinqiao.gateway.trust.ActingTrust;

/**
 * An event that the home city is to be told of.
 *
 * @param recognition the visit
 * @param notice what the home city is told
 * @param trust what the notice is sealed by
 */
public record PermittedEvent(Recognition recognition, BenefitNotice notice, ActingTrust trust) {}
