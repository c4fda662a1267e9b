package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.avro.AvroOutput;
import org.xinqiao.contracts.identity.StatedNumber;

/** Writes entries in Avro, field by field in the schema's order; {@link EntryCodec} reads them. */
final class EntryWriter {
    private EntryWriter() {}

    /** The entry in Avro, at the end of the output. */
    static void write(Entry entry, AvroOutput out) {
        writeText(entry.basis(), out);
        writeSymbol(entry.disclosure(), out);
        writeText(entry.consent(), out);
        writeDocument(entry.document(), out);
        writeFields(entry.fields(), out);
        out.writeText(entry.item());
        writeLink(entry.link(), out);
        writeListing(entry.listing(), out);
        writeMeasure(entry.measure(), out);
        out.writeLong(entry.model());
        writePenalty(entry.penalty(), out);
        Severity severity = entry.severity();
        branch(severity, out);
        if (severity != null) {
            writeSymbol(severity, out);
        }
        SourceBody source = entry.source();
        out.writeText(source.code().reveal());
        out.writeText(source.division());
        writeSymbol(source.level(), out);
        out.writeText(source.name());
        writeSymbol(entry.state(), out);
        Subject subject = entry.subject();
        StatedNumber code = subject.code();
        writeText(code == null ? null : code.reveal(), out);
        out.writeText(name(subject));
        writeSymbol(subject.type(), out);
        writeDay(entry.until(), out);
        out.writeLong(entry.version());
    }

    private static void writeFields(EntryFields fields, AvroOutput out) {
        if (fields.size() > 0) {
            out.writeLong(fields.size());
            for (int i = 0; i < fields.size(); i++) {
                out.writeText(fields.name(i)).writeText(fields.value(i));
            }
        }
        out.writeLong(0);
    }

    private static void writeDocument(@Nullable Document document, AvroOutput out) {
        branch(document, out);
        if (document != null) {
            writeDay(document.date(), out);
            writeText(document.reference(), out);
        }
    }

    private static void writeLink(@Nullable Link link, AvroOutput out) {
        branch(link, out);
        if (link != null) {
            out.writeText(link.code().reveal());
            writeDocument(link.document(), out);
            writeText(link.role(), out);
        }
    }

    private static void writeListing(@Nullable Listing listing, AvroOutput out) {
        branch(listing, out);
        if (listing != null) {
            out.writeText(listing.domain());
            writeText(listing.notice(), out);
            writeText(listing.remedy(), out);
            writeText(listing.removal(), out);
        }
    }

    private static void writeMeasure(@Nullable Measure measure, AvroOutput out) {
        branch(measure, out);
        if (measure != null) {
            writeSymbol(measure.addressee(), out);
            out.writeText(measure.code());
            out.writeBoolean(measure.mandatory());
        }
    }

    private static void writePenalty(@Nullable Penalty penalty, AvroOutput out) {
        branch(penalty, out);
        if (penalty != null) {
            writeText(penalty.amount(), out);
            out.writeBoolean(penalty.confirmed());
            writeSymbol(penalty.domain(), out);
            writeText(penalty.exception(), out);
            if (!penalty.kinds().isEmpty()) {
                out.writeLong(penalty.kinds().size());
                penalty.kinds().forEach(kind -> writeSymbol(kind, out));
            }
            out.writeLong(0);
            writeSymbol(penalty.procedure(), out);
            out.writeBoolean(penalty.undone());
        }
    }

    private static void writeText(@Nullable String text, AvroOutput out) {
        branch(text, out);
        if (text != null) {
            out.writeText(text);
        }
    }

    private static void writeDay(@Nullable LocalDate day, AvroOutput out) {
        branch(day, out);
        if (day != null) {
            out.writeLong(day.toEpochDay());
        }
    }

    @SuppressWarnings("EnumOrdinal") // A test holds the schema's symbols to the same order.
    private static void writeSymbol(Enum<?> constant, AvroOutput out) {
        out.writeLong(constant.ordinal());
    }

    private static void branch(@Nullable Object value, AvroOutput out) {
        out.writeLong(value == null ? 0 : 1);
    }

    private static String name(Subject subject) {
        return switch (subject) {
            case Subject.Organisation organisation -> organisation.name();
            case Subject.Person person -> person.name().reveal();
        };
    }
}
