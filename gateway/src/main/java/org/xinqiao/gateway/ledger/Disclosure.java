package org.xinqiao.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.identity.PersonName;

/** Something that a person may know about what became of their data. */
public sealed interface Disclosure {
    /** Which one. */
    UUID id();

    /** When. */
    Instant at();

    /**
     * Another city asked about a code that the person showed.
     *
     * @param id the request's id
     * @param source which city
     * @param purpose what for
     * @param agreement under which agreement
     * @param basis agreement and clause; null where only the agreement is known
     * @param consent on which consent
     * @param revision in which revision
     * @param benefits what was asked about
     * @param outcomes what was answered, for each of {@code benefits}
     * @param items codes of the catalogue items that were given away; empty where not known
     * @param explanationZh the decision's explanation in Chinese
     * @param explanationEn the decision's explanation in English
     * @param publicByLaw whether it rested on statutory publicity, as all about organisations does
     */
    record Recognised(
            UUID id,
            Instant at,
            NodeId source,
            String purpose,
            long agreement,
            @Nullable String basis,
            UUID consent,
            int revision,
            List<String> benefits,
            List<String> outcomes,
            List<String> items,
            String explanationZh,
            String explanationEn,
            boolean publicByLaw)
            implements Disclosure {
        /** Keeps its own copies. */
        public Recognised {
            benefits = List.copyOf(benefits);
            outcomes = List.copyOf(outcomes);
            items = List.copyOf(items);
        }
    }

    /**
     * A city that had relied on a consent was told that it changed.
     *
     * @param id the notice's id
     * @param partner which city
     * @param consent of which consent
     * @param revision of which revision
     * @param acknowledgedAt when its receipt came; null while it has not
     */
    record Told(
            UUID id,
            Instant at,
            NodeId partner,
            UUID consent,
            int revision,
            @Nullable Instant acknowledgedAt)
            implements Disclosure {}

    /**
     * Another city asked for data items.
     *
     * @param id the request's id
     * @param source which city
     * @param purpose what for
     * @param duty by which duty of the agreement; null where none was claimed
     * @param consent on which consent; null where nothing rested on one
     * @param revision in which revision; 0 where there is none
     * @param items what was asked for, and what became of each
     */
    record Asked(
            UUID id,
            Instant at,
            NodeId source,
            String purpose,
            @Nullable String duty,
            @Nullable UUID consent,
            int revision,
            List<Item> items)
            implements Disclosure {
        /** Keeps its own copy. */
        public Asked {
            items = List.copyOf(items);
        }

        /**
         * One item.
         *
         * @param code its code
         * @param outcome GIVEN, NOTHING_HELD or NO_BASIS
         * @param ground PUBLIC, CONSENT or DUTY; empty where nothing covered it
         * @param clause agreement and clause; empty where nothing covered it
         */
        public record Item(String code, String outcome, String ground, String clause) {}
    }

    /**
     * Staff of the person's own city looked at this list.
     *
     * @param id the query's id
     * @param caller the system that asked
     * @param officer the officer's id in it
     * @param officerName the officer's name
     * @param purpose the declared purpose
     * @param duty the declared duty
     * @param shown how many entries were shown
     */
    record Looked(
            UUID id,
            Instant at,
            String caller,
            String officer,
            PersonName officerName,
            String purpose,
            String duty,
            int shown)
            implements Disclosure {}

    /**
     * Where a page of the list begins: after this entry.
     *
     * @param at its time
     * @param id its id
     */
    record Position(Instant at, UUID id) {
        /** The position of an entry. */
        public static Position of(Disclosure entry) {
            return new Position(entry.at(), entry.id());
        }
    }
}
