package org.xinqiao.contracts.log;

/** The proof does not lead from what is claimed to the root. */
public final class BadProof extends Exception {
    private static final long serialVersionUID = 1L;

    BadProof(String rule) {
        super(rule, null, false, false);
    }
}
