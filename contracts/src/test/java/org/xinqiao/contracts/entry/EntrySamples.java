package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;

/** Entries about invented subjects, and the catalogue that they stand in. */
public final class EntrySamples {
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    /** Valid by their check characters; the bodies are invented. */
    public static final String USCC = "91350200MA2Y0TKL8Q";

    public static final String SOURCE_USCC = "11350200004133222T";
    public static final String CITIZEN = "11010519491231002X";

    private static final String[] TEXTS = {
        "罚款人民币伍仟元整",
        "Plain text",
        "\"quoted\" and \\back\\",
        "line\nbreak\ttab",
        "𠮷野家😀",
        "é ü ñ",
        "\u0001control",
        "厦门市示例贸易有限公司",
        "a",
        "\uFFFD"
    };

    private EntrySamples() {}

    /** The items that the samples use. */
    public static EntryCatalogue catalogue() {
        return new EntryCatalogue(
                "2026",
                List.of(
                        item("record.penalty", ItemKind.BREACH, null),
                        item("list.black", ItemKind.BREACH, ListKind.BLACK),
                        item("honour.city", ItemKind.TRUSTWORTHY, ListKind.RED)));
    }

    static EntryItem item(String code, ItemKind kind, ListKind list) {
        return new EntryItem(
                code,
                "示例",
                "Sample",
                kind,
                list,
                DisclosureClass.PUBLIC,
                Set.of(AppliesTo.values()),
                Level.NATION,
                LocalDate.of(2024, 1, 1),
                null,
                kind == ItemKind.BREACH,
                EntryItem.byName(
                        List.of(
                                field("CF_NR", EntryField.Holds.TEXT),
                                field("CF_FR", EntryField.Holds.PERSON_NAME),
                                field("CF_FR_ZJHM", EntryField.Holds.TEXT),
                                field("CF_ZJ", EntryField.Holds.IDENTITY_NUMBER),
                                field("ZJXY", EntryField.Holds.TEXT, Tag.RELIGION),
                                field("XX", EntryField.Holds.TEXT, Tag.BLOOD),
                                field("SR", EntryField.Holds.TEXT, Tag.WRITTEN_CONSENT))));
    }

    private static EntryField field(String name, EntryField.Holds holds, Tag... tags) {
        return new EntryField(name, name, name.equals("CF_NR"), holds, Set.of(tags));
    }

    public static RuleFacts facts() {
        return new RuleFacts(
                catalogue(),
                new MeasureList(
                        "2025",
                        LocalDate.of(2025, 1, 1),
                        List.of(
                                new MeasureList.ListedMeasure(
                                        "M01", Set.of(AppliesTo.ORGANISATION)))),
                WorkingDays.published(),
                TODAY,
                null,
                _ -> Optional.empty(),
                false);
    }

    public static RuleFacts personal() {
        RuleFacts facts = facts();
        return new RuleFacts(
                facts.catalogue(),
                facts.measures(),
                facts.calendar(),
                facts.today(),
                null,
                facts.consents(),
                true);
    }

    /** A penalty on an organisation that keeps every rule. */
    public static Entry penalty() {
        return new Entry(
                Entry.MODEL,
                "record.penalty",
                DisclosureClass.PUBLIC,
                new Subject.Organisation(new StatedNumber(USCC), "厦门市示例贸易有限公司"),
                source(Level.CITY),
                new Document(LocalDate.of(2026, 11, 2), "厦示罚〔2026〕17号"),
                "《中华人民共和国行政处罚法》第九条",
                Severity.GENERAL,
                EntryState.ACTIVE,
                1,
                LocalDate.of(2027, 11, 2),
                EntryFields.of(Map.of("CF_NR", "罚款", "CF_FR", "陈雅琳")),
                new Penalty(
                        "0.5",
                        false,
                        PenaltyDomain.OTHER,
                        null,
                        List.of(PenaltyKind.FINE),
                        Procedure.ORDINARY,
                        false),
                null,
                null,
                null,
                null);
    }

    public static SourceBody source(Level level) {
        return new SourceBody(new StatedNumber(SOURCE_USCC), "350200", level, "厦门市示例监督管理局");
    }

    /** The same about a person. */
    public static Entry personPenalty() {
        return penalty().with(person(), penalty().fields());
    }

    public static Subject person() {
        return new Subject.Person(
                SubjectType.CITIZEN, new StatedNumber(CITIZEN), new StatedName("陈雅琳"));
    }

    /** Any entry that has the form, whether it keeps the rules or not. */
    public static Entry random(Random random) {
        Map<String, String> fields = new TreeMap<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            fields.put("F_" + Integer.toString(random.nextInt(2000), 36), text(random));
        }
        return new Entry(
                1 + random.nextInt(3),
                random.nextBoolean() ? "record.penalty" : text(random),
                any(random, DisclosureClass.values()),
                subject(random),
                new SourceBody(
                        new StatedNumber("N" + random.nextInt(1000)),
                        text(random),
                        any(random, Level.values()),
                        text(random)),
                document(random),
                maybe(random, text(random)),
                maybe(random, any(random, Severity.values())),
                any(random, EntryState.values()),
                1 + random.nextInt(1 << random.nextInt(31)),
                maybe(random, day(random)),
                EntryFields.of(fields),
                maybe(random, penalty(random)),
                maybe(
                        random,
                        new Listing(
                                text(random),
                                maybe(random, text(random)),
                                maybe(random, text(random)),
                                maybe(random, text(random)))),
                maybe(
                        random,
                        new Measure(
                                any(random, Addressee.values()),
                                text(random),
                                random.nextBoolean())),
                maybe(
                        random,
                        new Link(
                                new StatedNumber("L" + random.nextInt(99)),
                                document(random),
                                maybe(random, text(random)))),
                maybe(random, text(random)));
    }

    private static Subject subject(Random random) {
        StatedNumber code = maybe(random, new StatedNumber("S" + random.nextInt(1_000_000)));
        SubjectType type = any(random, SubjectType.values());
        return type == SubjectType.ORGANISATION
                ? new Subject.Organisation(code, text(random))
                : new Subject.Person(type, code, new StatedName(text(random)));
    }

    private static Penalty penalty(Random random) {
        List<PenaltyKind> kinds = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            kinds.add(any(random, PenaltyKind.values()));
        }
        return new Penalty(
                maybe(random, text(random)),
                random.nextBoolean(),
                any(random, PenaltyDomain.values()),
                maybe(random, text(random)),
                kinds,
                any(random, Procedure.values()),
                random.nextBoolean());
    }

    private static Document document(Random random) {
        return maybe(random, new Document(maybe(random, day(random)), maybe(random, text(random))));
    }

    private static LocalDate day(Random random) {
        return LocalDate.ofEpochDay(random.nextInt(-719_000, 2_900_000));
    }

    private static String text(Random random) {
        return any(random, TEXTS) + (random.nextBoolean() ? "" : any(random, TEXTS));
    }

    private static <T> T any(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static <T> T maybe(Random random, T value) {
        return random.nextBoolean() ? value : null;
    }
}
