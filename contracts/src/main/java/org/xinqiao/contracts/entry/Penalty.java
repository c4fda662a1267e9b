package org.xinqiao.contracts.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrative penalty 行政处罚 says beside its document.
 *
 * @param amount of money, in 万元 (10,000 yuan), as a decimal text
 * @param confirmed somebody looked at the amount a second time
 * @param domain the field of law
 * @param exception the legal basis by which a penalty that is usually not collected is
 * @param kinds what it consists of
 * @param procedure how it was decided
 * @param undone the breach was minor, and its harm undone by the subject
 */
public record Penalty(
        @Nullable String amount,
        boolean confirmed,
        PenaltyDomain domain,
        @Nullable String exception,
        List<PenaltyKind> kinds,
        Procedure procedure,
        boolean undone) {
    /** Keeps a copy, checks the bounds. */
    public Penalty {
        EntryBounds.text(amount);
        EntryBounds.text(exception);
        kinds = List.copyOf(kinds);
        if (kinds.size() > PenaltyKind.values().length) {
            throw new IllegalArgumentException("kinds: more than there are");
        }
    }

    /** Whether no repair shortens the time of its display (R13). */
    public boolean unrepairable() {
        return switch (domain.unrepairable()) {
            case NEVER -> false;
            case ALWAYS -> true;
            case CLOSED ->
                    kinds.contains(PenaltyKind.BUSINESS_SUSPENDED)
                            || kinds.contains(PenaltyKind.BUSINESS_CLOSED)
                            || kinds.contains(PenaltyKind.LICENCE_REVOKED);
        };
    }
}
