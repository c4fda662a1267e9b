package org.xinqiao.contracts.entry;

/**
 * A measure that an entry asks others for (R15, R16).
 *
 * @param addressee who should carry it out
 * @param code its code in the national list of measures
 * @param mandatory whether the addressee is ordered to
 */
public record Measure(Addressee addressee, String code, boolean mandatory) {
    /** Checks the bounds. */
    public Measure {
        EntryBounds.text(code);
    }
}
