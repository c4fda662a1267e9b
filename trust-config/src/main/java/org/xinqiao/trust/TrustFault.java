package org.xinqiao.trust;

/**
 * A document, or a part of one, that does not count.
 *
 * @param document its path in the repository, such as {@code keys/cn-350200.json}, or a role
 * @param reason why, for the operator
 */
public record TrustFault(String document, String reason) {
    @Override
    public String toString() {
        return document + ": " + reason;
    }
}
