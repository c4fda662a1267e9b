package org.xinqiao.gateway.people;

/**
 * How the person was identified when they consented.
 *
 * @param method the method
 * @param reference the city platform's own record of it; opaque
 */
public record Evidence(Method method, String reference) {
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
