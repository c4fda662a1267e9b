package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;

/** Reads entries from JSON; the way out of it is {@link EntryCodec#json}. */
final class EntryJson {
    private final boolean strict;

    private EntryJson(boolean strict) {
        this.strict = strict;
    }

    static Entry read(Fields fields, boolean strict) throws MalformedJson {
        return new EntryJson(strict).entry(fields);
    }

    private Entry entry(Fields fields) throws MalformedJson {
        try {
            var entry =
                    new Entry(
                            fields.integer("model", 1, Integer.MAX_VALUE),
                            fields.text("item"),
                            fields.constant("class", DisclosureClass.class),
                            subject(fields.object("subject")),
                            source(fields.object("source")),
                            document(fields.optionalObject("document")),
                            text(fields, "basis"),
                            fields.has("severity")
                                    ? fields.constant("severity", Severity.class)
                                    : null,
                            fields.constant("state", EntryState.class),
                            fields.integer("version", 1, Integer.MAX_VALUE),
                            day(fields, "until"),
                            values(fields.object("fields")),
                            penalty(fields.optionalObject("penalty")),
                            listing(fields.optionalObject("listing")),
                            measure(fields.optionalObject("measure")),
                            link(fields.optionalObject("link")),
                            text(fields, "consent"));
            end(fields);
            return entry;
        } catch (IllegalArgumentException e) {
            // A bound; every part names its own.
            throw new MalformedJson(fields.path(), String.valueOf(e.getMessage()));
        } catch (InvalidIdentifier e) {
            throw new MalformedJson(fields.path(), e.rule());
        }
    }

    private Subject subject(Fields fields) throws MalformedJson {
        SubjectType type = fields.constant("type", SubjectType.class);
        StatedNumber code = fields.has("code") ? new StatedNumber(fields.text("code")) : null;
        String name = fields.text("name");
        end(fields);
        return type == SubjectType.ORGANISATION
                ? new Subject.Organisation(code, name)
                : new Subject.Person(type, code, new StatedName(name));
    }

    private SourceBody source(Fields fields) throws MalformedJson {
        var source =
                new SourceBody(
                        new StatedNumber(fields.text("code")),
                        fields.text("division"),
                        fields.constant("level", Level.class),
                        fields.text("name"));
        end(fields);
        return source;
    }

    private @Nullable Document document(Optional<Fields> optional) throws MalformedJson {
        if (optional.isEmpty()) {
            return null;
        }
        Fields fields = optional.get();
        var document = new Document(day(fields, "date"), text(fields, "reference"));
        end(fields);
        return document;
    }

    private static EntryFields values(Fields fields) throws MalformedJson {
        Map<String, String> values = new TreeMap<>();
        for (String name : fields.names()) {
            values.put(name, fields.text(name));
        }
        return EntryFields.of(values);
    }

    private @Nullable Penalty penalty(Optional<Fields> optional) throws MalformedJson {
        if (optional.isEmpty()) {
            return null;
        }
        Fields fields = optional.get();
        List<PenaltyKind> kinds = new ArrayList<>();
        for (String kind : fields.texts("kinds")) {
            kinds.add(constant(fields, "kinds", kind, PenaltyKind.values(), PenaltyKind.OTHER));
        }
        var penalty =
                new Penalty(
                        text(fields, "amount"),
                        fields.bool("confirmed"),
                        constant(
                                fields,
                                "domain",
                                fields.text("domain"),
                                PenaltyDomain.values(),
                                PenaltyDomain.OTHER),
                        text(fields, "exception"),
                        kinds,
                        fields.constant("procedure", Procedure.class),
                        fields.bool("undone"));
        end(fields);
        return penalty;
    }

    private @Nullable Listing listing(Optional<Fields> optional) throws MalformedJson {
        if (optional.isEmpty()) {
            return null;
        }
        Fields fields = optional.get();
        var listing =
                new Listing(
                        fields.text("domain"),
                        text(fields, "notice"),
                        text(fields, "remedy"),
                        text(fields, "removal"));
        end(fields);
        return listing;
    }

    private @Nullable Measure measure(Optional<Fields> optional) throws MalformedJson {
        if (optional.isEmpty()) {
            return null;
        }
        Fields fields = optional.get();
        var measure =
                new Measure(
                        fields.constant("addressee", Addressee.class),
                        fields.text("code"),
                        fields.bool("mandatory"));
        end(fields);
        return measure;
    }

    private @Nullable Link link(Optional<Fields> optional) throws MalformedJson {
        if (optional.isEmpty()) {
            return null;
        }
        Fields fields = optional.get();
        var link =
                new Link(
                        new StatedNumber(fields.text("code")),
                        document(fields.optionalObject("document")),
                        text(fields, "role"));
        end(fields);
        return link;
    }

    /** Only where the schema gives the enum a default does an unknown symbol have a meaning. */
    private <E extends Enum<E>> E constant(
            Fields fields, String name, String text, E[] constants, E unknown)
            throws MalformedJson {
        for (E constant : constants) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        if (strict) {
            throw fields.malformed(name, "is none of the agreed values");
        }
        return unknown;
    }

    private static @Nullable String text(Fields fields, String name) throws MalformedJson {
        return fields.optionalText(name).orElse(null);
    }

    private static @Nullable LocalDate day(Fields fields, String name) throws MalformedJson {
        return fields.optionalDate(name).orElse(null);
    }

    private void end(Fields fields) throws MalformedJson {
        if (strict) {
            fields.end();
        }
    }
}
