package org.xinqiao.gateway.operate;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with all of its faults at once. */
public final class InvalidConfig extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigFault> faults;

    InvalidConfig(String file, List<ConfigFault> faults) {
        super(
                faults.stream()
                        .map(fault -> file + ": " + fault)
                        .collect(Collectors.joining(System.lineSeparator())));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, in the order of the file. */
    public List<ConfigFault> faults() {
        return faults;
    }
}
