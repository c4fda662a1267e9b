package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ObjectNode;

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

    /**
     * Reads the document {@code { "edition": "2026", "from": "2026-01-01", "measures": [ { "code":
     * "…", "name": { "zh": "…", "en": "…" }, "targets": ["ORGANISATION"], "basis": "…" } ] } };
     * unknown members are refused.
     */
    public static MeasureList parse(ObjectNode json) throws MalformedJson {
        var fields = new Fields("", json);
        String edition = fields.text("edition", 32);
        LocalDate from = fields.date("from");
        fields.optionalBool("synthetic");
        var measures = new ArrayList<ListedMeasure>();
        for (Fields measure : fields.objects("measures")) {
            measures.add(measure(measure));
        }
        fields.end();
        try {
            return new MeasureList(edition, from, measures);
        } catch (IllegalStateException e) {
            throw fields.malformed("measures", "must each have another code");
        }
    }

    private static ListedMeasure measure(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        name.text("zh");
        name.text("en");
        name.end();
        fields.text("basis");
        Set<AppliesTo> targets = EnumSet.noneOf(AppliesTo.class);
        for (String target : fields.texts("targets")) {
            try {
                targets.add(AppliesTo.valueOf(target));
            } catch (IllegalArgumentException e) {
                throw fields.malformed("targets", "is none of the agreed values");
            }
        }
        var measure = new ListedMeasure(fields.text("code", 64), targets);
        fields.end();
        return measure;
    }

    /** The edition that counts on a day: of those that have begun the latest. */
    public static MeasureList inForce(Collection<MeasureList> editions, LocalDate day) {
        return editions.stream()
                .filter(edition -> !day.isBefore(edition.from))
                .max(Comparator.comparing(MeasureList::from).thenComparing(MeasureList::edition))
                .orElse(NONE);
    }

    /** First day in force. */
    public LocalDate from() {
        return from;
    }

    /** All of them. */
    public List<ListedMeasure> measures() {
        return List.copyOf(measures.values());
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
