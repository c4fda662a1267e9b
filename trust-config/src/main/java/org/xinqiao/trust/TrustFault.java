package org.xinqiao.trust;

/**
 * A document that was ignored, and why. One bad document never disables the others.
 *
 * @param document its path in the repository
 * @param rule the rule it breaks
 */
public record TrustFault(String document, String rule) {}
