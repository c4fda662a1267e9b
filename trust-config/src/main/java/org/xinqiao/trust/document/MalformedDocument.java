package org.xinqiao.trust.document;

import java.util.List;
import java.util.stream.Collectors;

/** A document that does not count, with everything that is wrong with it. */
public final class MalformedDocument extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<DocumentFault> faults;

    MalformedDocument(List<DocumentFault> faults) {
        super(
                faults.stream().map(DocumentFault::toString).collect(Collectors.joining("; ")),
                null,
                false,
                false);
        this.faults = List.copyOf(faults);
    }

    /** Every fault, at least one. */
    public List<DocumentFault> faults() {
        return faults;
    }
}
