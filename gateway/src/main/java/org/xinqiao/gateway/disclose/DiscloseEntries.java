package org.xinqiao.gateway.disclose;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Handler;
import org.springframework.stereotype.Component;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.DisplayPeriod;
import org.xinqiao.contracts.entry.EntryCatalogue;
import org.xinqiao.contracts.entry.ItemKind;
import org.xinqiao.gateway.lists.EntryJudge;
import org.xinqiao.gateway.lists.HeldEntry;
import org.xinqiao.gateway.permit.PermittedQuery;
import org.xinqiao.gateway.receive.EntriesAsked;

/** Station 5 for queries of entries. */
@Component
public class DiscloseEntries {

    private final EntryJudge judge;

    /** Discloses by the catalogue in force. */
    public DiscloseEntries(EntryJudge judge) {
        this.judge = judge;
    }

    /** The answer; a check is answered with breaches alone. */
    @Handler
    public ShownEntries disclose(FoundEntries found) {
        PermittedQuery query = found.query();
        var authorisation = query.authorisation();
        Predicate<String> authorised =
                item -> query.asked().own() || authorisation != null && authorisation.covers(item);
        boolean check = query.asked().kind() == EntriesAsked.Kind.CHECK;
        List<ShownEntry> shown =
                show(found.entries(), query.classes(), authorised, query.asked().at());
        return new ShownEntries(
                query,
                check
                        ? shown.stream()
                                .filter(one -> one.item().kind() == ItemKind.BREACH)
                                .toList()
                        : shown);
    }

    /** What of these entries somebody sees who may see these classes. */
    public List<ShownEntry> show(
            List<HeldEntry> entries,
            Set<DisclosureClass> classes,
            Predicate<String> authorised,
            Instant now) {
        LocalDate today = DisplayPeriod.day(now);
        EntryCatalogue catalogue = judge.catalogue();
        return entries.stream()
                .flatMap(held -> shown(held, catalogue, classes, authorised, today))
                .toList();
    }

    private static Stream<ShownEntry> shown(
            HeldEntry held,
            EntryCatalogue catalogue,
            Set<DisclosureClass> classes,
            Predicate<String> authorised,
            LocalDate today) {
        return catalogue.item(held.entry().item()).stream()
                .flatMap(item ->
                        EntryDisclosureRules.decide(held.entry(), item, classes, authorised, today)
                                .map(view -> new ShownEntry(held.stream(), held.key(), item, view))
                                .stream());
    }
}
