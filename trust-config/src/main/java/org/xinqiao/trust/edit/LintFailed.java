package org.xinqiao.trust.edit;

import java.util.List;
import java.util.stream.Collectors;

/** The files that people edit are not in order; nothing was signed or published. */
public final class LintFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<LintFault> faults;

    LintFailed(List<LintFault> faults) {
        super(
                faults.stream()
                        .map(LintFault::toString)
                        .collect(Collectors.joining(System.lineSeparator())),
                null,
                false,
                false);
        this.faults = List.copyOf(faults);
    }

    /** Every fault, at least one. */
    public List<LintFault> faults() {
        return faults;
    }
}
