package org.xinqiao.gateway.disclose;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Entry;
import org.xinqiao.contracts.entry.EntryBuilder;
import org.xinqiao.contracts.entry.EntryItem;
import org.xinqiao.contracts.entry.Penalty;
import org.xinqiao.contracts.entry.PublicView;
import org.xinqiao.contracts.entry.SourceBody;
import org.xinqiao.contracts.entry.Subject;
import org.xinqiao.contracts.identity.CitizenNumber;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;

/**
 * What an asker sees of an entry. Of every class the masked view: nobody who asks about a subject
 * needs the numbers of persons in the answer (R22, R26). What is suspended, repaired, withdrawn or
 * over is shown to nobody (R09, R12, R14), and neither is what the catalogue does not name.
 */
public final class EntryDisclosureRules {
    private static final Pattern CITIZEN =
            Pattern.compile("(?<![0-9])[1-8][0-9]{16}[0-9Xx](?![0-9])");

    private EntryDisclosureRules() {}

    /**
     * What is shown of an entry; empty for nothing.
     *
     * @param entry as it is held
     * @param item what the catalogue says of its kind
     * @param classes what the asker may see
     * @param authorised which items an authorisation covers
     * @param today the day, in Asia/Shanghai
     */
    public static Optional<Entry> decide(
            Entry entry,
            EntryItem item,
            Set<DisclosureClass> classes,
            Predicate<String> authorised,
            LocalDate today) {
        DisclosureClass stated = entry.disclosure();
        boolean allowed =
                stated == item.disclosure()
                        && classes.contains(stated)
                        && (stated != DisclosureClass.AUTHORISED || authorised.test(item.code()));
        return allowed
                ? PublicView.of(asPublic(entry), asPublic(item), today)
                        .map(view -> withoutNumbers(view, stated))
                : Optional.empty();
    }

    private static Entry asPublic(Entry entry) {
        return new EntryBuilder(entry).disclosure(DisclosureClass.PUBLIC).build();
    }

    private static EntryItem asPublic(EntryItem item) {
        return new EntryItem(
                item.code(),
                item.zh(),
                item.en(),
                item.kind(),
                item.list(),
                DisclosureClass.PUBLIC,
                item.appliesTo(),
                item.level(),
                item.from(),
                item.until(),
                item.doublePublicity(),
                item.fields());
    }

    /** The view has none in fields, document, basis and listing; these are the texts beside. */
    private static Entry withoutNumbers(Entry view, DisclosureClass stated) {
        SourceBody source = view.source();
        return new EntryBuilder(view)
                .disclosure(stated)
                .subject(subject(view.subject()))
                .source(
                        new SourceBody(
                                source.code(),
                                source.division(),
                                source.level(),
                                masked(source.name())))
                .penalty(penalty(view.penalty()))
                .build();
    }

    /** An individual business may state its owner's number where an organisation has a code. */
    private static Subject subject(Subject subject) {
        return switch (subject) {
            case Subject.Organisation organisation ->
                    new Subject.Organisation(
                            code(organisation.code()), masked(organisation.name()));
            case Subject.Person person -> person;
        };
    }

    private static @Nullable StatedNumber code(@Nullable StatedNumber code) {
        return code == null || code.checked(SubjectType.ORGANISATION).isEmpty() ? null : code;
    }

    private static @Nullable Penalty penalty(@Nullable Penalty penalty) {
        return penalty == null
                ? null
                : new Penalty(
                        penalty.amount(),
                        penalty.confirmed(),
                        penalty.domain(),
                        maskedOrNull(penalty.exception()),
                        penalty.kinds(),
                        penalty.procedure(),
                        penalty.undone());
    }

    private static @Nullable String maskedOrNull(@Nullable String text) {
        return text == null ? null : masked(text);
    }

    private static String masked(String text) {
        return CITIZEN.matcher(text).replaceAll(EntryDisclosureRules::stars);
    }

    private static String stars(MatchResult found) {
        try {
            return CitizenNumber.parse(found.group()).masked();
        } catch (InvalidIdentifier e) {
            // Not a person's number: perhaps a document's or an account's.
            return found.group();
        }
    }
}
