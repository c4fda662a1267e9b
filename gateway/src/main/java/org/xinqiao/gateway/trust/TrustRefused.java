package org.xinqiao.gateway.trust;

/** What the trust repository offers was refused; the message says which rule it breaks. */
final class TrustRefused extends Exception {
    private static final long serialVersionUID = 1L;

    TrustRefused(String rule) {
        super(rule, null, false, false);
    }
}
