package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An edition of the national list of measures 失信惩戒措施基础清单: none outside it is allowed (R15). */
public final class MeasureList {
    /** Allows nothing. */
    public static final MeasureList NONE = new MeasureList("none", LocalDate.MIN, List.of());

    private final String edition;
    private final LocalDate from;
    private final Map<String, ListedMeasure> measures;

    /** The edition in force from a day on, each measure with another code. */
    public MeasureList(String edition, LocalDate from, List<ListedMeasure> measures) {
        this.edition = edition;
        this.from = from;
        this.measures =
                measures.stream()
                        .collect(Collectors.toMap(ListedMeasure::code, Function.identity()));
    }

    /**
     * One measure.
     *
     * @param code its code
     * @param targets whom it may be taken against
     */
    public record ListedMeasure(String code, Set<AppliesTo> targets) {
        /** Keeps a copy. */
        public ListedMeasure {
            targets = Set.copyOf(targets);
        }
    }

    /** Which edition. */
    public String edition() {
        return edition;
    }

    /** The measure of a code, if the edition is in force on a day. */
    public Optional<ListedMeasure> measure(String code, LocalDate day) {
        return day.isBefore(from) ? Optional.empty() : Optional.ofNullable(measures.get(code));
    }
}
