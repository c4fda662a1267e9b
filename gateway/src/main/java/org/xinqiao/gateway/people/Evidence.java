package org.xinqiao.gateway.people;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the person was identified when they consented, or acted for an organisation.
 *
 * @param method the method
 * @param reference the city platform's own record of it; opaque
 * @param authority by what right they act for an organisation; null where they act for themselves
 */
public record Evidence(Method method, String reference, @Nullable Authority authority) {
    /** Somebody who acts for themselves. */
    public Evidence(Method method, String reference) {
        this(method, reference, null);
    }

    /** By what right they act for an organisation, if they do. */
    public Optional<Authority> actingBy() {
        return Optional.ofNullable(authority);
    }

    /** By what right somebody acts for an organisation; the platform has checked it. */
    public enum Authority {
        /** As its legal representative 法定代表人, or the head of one that is no legal person. */
        LEGAL_REPRESENTATIVE,
        /** Authorised by it in writing 授权经办人. */
        AUTHORISED_AGENT
    }

    /** Methods of identification, by descending strength. */
    public enum Method {
        /** The living person was checked against their document 实人. */
        REAL_PERSON,
        /** Name and number were checked 实名. */
        REAL_NAME,
        /** A document was shown 实证. */
        DOCUMENT,
        /** A clerk identified them at a counter 现场. */
        COUNTER
    }
}
