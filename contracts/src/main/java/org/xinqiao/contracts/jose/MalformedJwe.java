package org.xinqiao.contracts.jose;

/** Not a JWE of the profile; it says which rule it breaks, and nothing of what stood there. */
public final class MalformedJwe extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJwe(String rule) {
        super(rule, null, false, false);
    }
}
