package org.xinqiao.gateway.sandbox;

/** Why the sandbox cannot start, as one line for the person who started it. */
public final class SandboxFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A fault that needs no more than its message. */
    public SandboxFault(String message) {
        super(message, null, false, false);
    }
}
