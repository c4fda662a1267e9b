package org.xinqiao.contracts.log;

/** Not a note or checkpoint of the profile. It says which rule is broken. */
public final class MalformedNote extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedNote(String rule) {
        super(rule, null, false, false);
    }
}
