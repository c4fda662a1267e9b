package org.xinqiao.contracts.entry;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.avro.AvroInput;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.avro.MalformedAvro;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.Jcs;

/**
 * Entries in Avro ({@code change.avsc}, record Entry) and as canonical JSON. The schema's fields
 * stand in the order of their names, so reading Avro writes the JSON in the same pass, out of the
 * same bytes; nothing is sorted and nothing encoded twice.
 */
public final class EntryCodec {
    private static final byte[] BASIS = name("basis");
    private static final byte[] CLASS = name("class");
    private static final byte[] CONSENT = name("consent");
    private static final byte[] DOCUMENT = name("document");
    private static final byte[] FIELDS = name("fields");
    private static final byte[] ITEM = name("item");
    private static final byte[] LINK = name("link");
    private static final byte[] LISTING = name("listing");
    private static final byte[] MEASURE = name("measure");
    private static final byte[] MODEL = name("model");
    private static final byte[] PENALTY = name("penalty");
    private static final byte[] SEVERITY = name("severity");
    private static final byte[] SOURCE = name("source");
    private static final byte[] STATE = name("state");
    private static final byte[] SUBJECT = name("subject");
    private static final byte[] UNTIL = name("until");
    private static final byte[] VERSION = name("version");

    private static final byte[] DATE = name("date");
    private static final byte[] REFERENCE = name("reference");
    private static final byte[] CODE = name("code");
    private static final byte[] ROLE = name("role");
    private static final byte[] DOMAIN = name("domain");
    private static final byte[] NOTICE = name("notice");
    private static final byte[] REMEDY = name("remedy");
    private static final byte[] REMOVAL = name("removal");
    private static final byte[] ADDRESSEE = name("addressee");
    private static final byte[] MANDATORY = name("mandatory");
    private static final byte[] AMOUNT = name("amount");
    private static final byte[] CONFIRMED = name("confirmed");
    private static final byte[] EXCEPTION = name("exception");
    private static final byte[] KINDS = name("kinds");
    private static final byte[] PROCEDURE = name("procedure");
    private static final byte[] UNDONE = name("undone");
    private static final byte[] DIVISION = name("division");
    private static final byte[] LEVEL = name("level");
    private static final byte[] NAME = name("name");
    private static final byte[] TYPE = name("type");

    private static final byte[] COMMA = {','};
    private static final byte[] COLON = {':'};
    private static final byte[] END = {'}'};
    private static final byte[] EMPTY_OBJECT = {'{', '}'};
    private static final byte[] LIST = {'['};
    private static final byte[] LIST_END = {']'};

    private static final Symbols<DisclosureClass> CLASSES = Symbols.of(DisclosureClass.values());
    private static final Symbols<EntryState> STATES = Symbols.of(EntryState.values());
    private static final Symbols<Severity> SEVERITIES = Symbols.of(Severity.values());
    private static final Symbols<Level> LEVELS = Symbols.of(Level.values());
    private static final Symbols<SubjectType> TYPES = Symbols.of(SubjectType.values());
    private static final Symbols<Addressee> ADDRESSEES = Symbols.of(Addressee.values());
    private static final Symbols<PenaltyDomain> DOMAINS = Symbols.of(PenaltyDomain.values());
    private static final Symbols<PenaltyKind> PENALTY_KINDS = Symbols.of(PenaltyKind.values());
    private static final Symbols<Procedure> PROCEDURES = Symbols.of(Procedure.values());

    private static final int KEY_BYTES_MAX = EntryBounds.FIELD_NAME_CHARACTERS_MAX;

    private static final AvroInput NOTHING = new AvroInput(new byte[0], 0, 0);

    private AvroInput in = NOTHING;
    private Jcs json = new Jcs();

    /** The names of the entry before: mostly the next one's too, and checked already. */
    private String[] names = new String[0];

    /** For any number of entries, one after another. One thread. */
    public EntryCodec() {}

    /** The entry at this place of the input; its canonical JSON goes to the end of {@code json}. */
    public static Entry read(AvroInput in, Jcs json) throws MalformedAvro {
        return new EntryCodec().next(in, json);
    }

    /** As {@link #read}, for entries that mostly have the same fields. */
    public Entry next(AvroInput input, Jcs output) throws MalformedAvro {
        in = input;
        json = output;
        int start = json.length();
        try {
            Entry entry = entry();
            if (json.length() - start > EntryBounds.JSON_BYTES_MAX) {
                throw new MalformedAvro("holds an entry that is too large");
            }
            return entry;
        } catch (IllegalArgumentException e) {
            throw new MalformedAvro("holds an entry out of bounds: " + e.getMessage());
        } catch (InvalidIdentifier e) {
            throw new MalformedAvro("holds an entry out of bounds: " + e.rule());
        }
    }

    private Entry entry() throws MalformedAvro {
        int start = json.length();
        String basis = present() ? repeated(BASIS) : null;
        DisclosureClass disclosure = constant(CLASS, CLASSES);
        String consent = optionalText(CONSENT);
        Document document = present() ? document() : null;
        EntryFields fields = fields();
        String item = repeated(ITEM);
        Link link = present() ? link() : null;
        Listing listing = present() ? listing() : null;
        Measure measure = present() ? measure() : null;
        int model = number(MODEL);
        Penalty penalty = present() ? penalty() : null;
        Severity severity = present() ? constant(SEVERITY, SEVERITIES) : null;
        SourceBody source = source();
        EntryState state = constant(STATE, STATES);
        Subject subject = subject();
        LocalDate until = day(UNTIL);
        int version = number(VERSION);
        json.open(start).raw(END);
        return new Entry(
                model,
                item,
                disclosure,
                subject,
                source,
                document,
                basis,
                severity,
                state,
                version,
                until,
                fields,
                penalty,
                listing,
                measure,
                link,
                consent);
    }

    private Document document() throws MalformedAvro {
        json.raw(DOCUMENT);
        int start = json.length();
        var document = new Document(day(DATE), optionalText(REFERENCE));
        endPart(start);
        return document;
    }

    private Link link() throws MalformedAvro {
        json.raw(LINK);
        int start = json.length();
        var code = new StatedNumber(text(CODE));
        Document document = present() ? document() : null;
        var link = new Link(code, document, optionalText(ROLE));
        endPart(start);
        return link;
    }

    private Listing listing() throws MalformedAvro {
        json.raw(LISTING);
        int start = json.length();
        var listing =
                new Listing(
                        text(DOMAIN),
                        optionalText(NOTICE),
                        optionalText(REMEDY),
                        optionalText(REMOVAL));
        endPart(start);
        return listing;
    }

    private Measure measure() throws MalformedAvro {
        json.raw(MEASURE);
        int start = json.length();
        var measure = new Measure(constant(ADDRESSEE, ADDRESSEES), text(CODE), bool(MANDATORY));
        endPart(start);
        return measure;
    }

    private Penalty penalty() throws MalformedAvro {
        json.raw(PENALTY);
        int start = json.length();
        var penalty =
                new Penalty(
                        optionalText(AMOUNT),
                        bool(CONFIRMED),
                        constant(DOMAIN, DOMAINS),
                        optionalText(EXCEPTION),
                        kinds(),
                        constant(PROCEDURE, PROCEDURES),
                        bool(UNDONE));
        endPart(start);
        return penalty;
    }

    private List<PenaltyKind> kinds() throws MalformedAvro {
        json.raw(KINDS).raw(LIST);
        List<PenaltyKind> kinds = new ArrayList<>(2);
        for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (int i = 0; i < count; i++) {
                if (!kinds.isEmpty()) {
                    json.raw(COMMA);
                }
                kinds.add(PENALTY_KINDS.read(in, json));
            }
        }
        json.raw(LIST_END);
        return kinds;
    }

    private SourceBody source() throws MalformedAvro {
        json.raw(SOURCE);
        int start = json.length();
        var source =
                new SourceBody(
                        new StatedNumber(repeated(CODE)),
                        repeated(DIVISION),
                        constant(LEVEL, LEVELS),
                        repeated(NAME));
        endPart(start);
        return source;
    }

    private Subject subject() throws MalformedAvro {
        json.raw(SUBJECT);
        int start = json.length();
        String code = optionalText(CODE);
        String name = text(NAME);
        SubjectType type = constant(TYPE, TYPES);
        endPart(start);
        StatedNumber stated = code == null ? null : new StatedNumber(code);
        return type == SubjectType.ORGANISATION
                ? new Subject.Organisation(stated, name)
                : new Subject.Person(type, stated, new StatedName(name));
    }

    private EntryFields fields() throws MalformedAvro {
        json.raw(FIELDS);
        int start = json.length();
        String[] found = names;
        String[] values = new String[found.length];
        int size = 0;
        boolean known = true;
        for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
            if (count > EntryBounds.FIELDS_MAX - size) {
                throw new MalformedAvro("holds an entry of too many fields");
            }
            if (size + count > values.length) {
                values = Arrays.copyOf(values, size + count);
            }
            for (int i = 0; i < count; i++) {
                json.raw(COMMA);
                String name = in.readRepeatedText(KEY_BYTES_MAX, json);
                json.raw(COLON);
                if (known && (size == names.length || !names[size].equals(name))) {
                    known = false;
                    found = Arrays.copyOf(names, size);
                }
                if (!known) {
                    found = Arrays.copyOf(found, size + 1);
                    found[size] = name;
                }
                values[size++] = in.readText(EntryBounds.TEXT_BYTES_MAX, json);
            }
        }
        if (size == 0) {
            json.raw(EMPTY_OBJECT);
            return EntryFields.NONE;
        }
        if (known && size == names.length) {
            json.open(start).raw(END);
            return EntryFields.ofChecked(names, values);
        }
        return newFields(
                start, known ? Arrays.copyOf(names, size) : found, Arrays.copyOf(values, size));
    }

    private EntryFields newFields(int start, String[] found, String[] values) {
        if (EntryFields.sorted(found)) {
            json.open(start).raw(END);
            EntryFields fields = EntryFields.ofSorted(found, values);
            names = found;
            return fields;
        }
        // Avro's maps have no order; whoever writes them by another library may use any.
        Map<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < found.length; i++) {
            if (sorted.put(found[i], values[i]) != null) {
                throw new IllegalArgumentException("fields: a name stands twice");
            }
        }
        EntryFields fields = EntryFields.of(sorted);
        json.cut(start);
        writeFields(fields, json);
        return fields;
    }

    private void endPart(int start) {
        if (json.length() == start) {
            json.raw(EMPTY_OBJECT);
        } else {
            json.open(start).raw(END);
        }
    }

    private boolean present() throws MalformedAvro {
        return in.readIndex(2) == 1;
    }

    private String text(byte[] name) throws MalformedAvro {
        json.raw(name);
        return in.readText(EntryBounds.TEXT_BYTES_MAX, json);
    }

    private String repeated(byte[] name) throws MalformedAvro {
        json.raw(name);
        return in.readRepeatedText(EntryBounds.TEXT_BYTES_MAX, json);
    }

    private @Nullable String optionalText(byte[] name) throws MalformedAvro {
        return present() ? text(name) : null;
    }

    private int number(byte[] name) throws MalformedAvro {
        int number = in.readInt();
        json.raw(name).number(number);
        return number;
    }

    private boolean bool(byte[] name) throws MalformedAvro {
        boolean value = in.readBoolean();
        json.raw(name).bool(value);
        return value;
    }

    private @Nullable LocalDate day(byte[] name) throws MalformedAvro {
        if (!present()) {
            return null;
        }
        LocalDate day = LocalDate.ofEpochDay(in.readInt());
        EntryBounds.day(day);
        json.raw(name).date(day);
        return day;
    }

    private <E extends Enum<E>> E constant(byte[] name, Symbols<E> symbols) throws MalformedAvro {
        json.raw(name);
        return symbols.read(in, json);
    }

    /** The entry in Avro, at the end of the output. */
    public static void write(Entry entry, AvroOutput out) {
        EntryWriter.write(entry, out);
    }

    /** The canonical JSON of an entry, at the end of {@code json}. */
    public static void json(Entry entry, Jcs json) {
        // One way to the bytes: what Avro carries is what is hashed.
        var avro = new AvroOutput();
        write(entry, avro);
        try {
            read(new AvroInput(avro.buffer(), 0, avro.length()), json);
        } catch (MalformedAvro e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void writeFields(EntryFields fields, Jcs json) {
        int start = json.length();
        for (int i = 0; i < fields.size(); i++) {
            json.raw(COMMA).text(fields.name(i)).raw(COLON).text(fields.value(i));
        }
        json.open(start).raw(END);
    }

    private static byte[] name(String name) {
        return (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** The constants of an enum in the order of the schema's symbols, and how JSON writes them. */
    private record Symbols<E extends Enum<E>>(List<E> constants, byte[][] quoted) {
        static <E extends Enum<E>> Symbols<E> of(E[] constants) {
            return new Symbols<>(
                    List.of(constants),
                    Arrays.stream(constants)
                            .map(constant ->
                                    ('"' + constant.name() + '"')
                                            .getBytes(StandardCharsets.US_ASCII))
                            .toArray(byte[][]::new));
        }

        E read(AvroInput in, Jcs json) throws MalformedAvro {
            int index = in.readIndex(quoted.length);
            json.raw(quoted[index]);
            return constants.get(index);
        }
    }
}
