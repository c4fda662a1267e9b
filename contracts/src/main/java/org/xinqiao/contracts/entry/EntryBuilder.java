package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Puts an entry together, or changes one; {@link #build} checks the bounds. */
public final class EntryBuilder {
    private int model = Entry.MODEL;
    private String item;
    private DisclosureClass disclosure;
    private Subject subject;
    private SourceBody source;
    private @Nullable Document document;
    private @Nullable String basis;
    private @Nullable Severity severity;
    private EntryState state = EntryState.ACTIVE;
    private int version = 1;
    private @Nullable LocalDate until;
    private EntryFields fields = EntryFields.NONE;
    private @Nullable Penalty penalty;
    private @Nullable Listing listing;
    private @Nullable Measure measure;
    private @Nullable Link link;
    private @Nullable String consent;

    /** A first version, in force, that says nothing but this. */
    public EntryBuilder(
            String item, DisclosureClass disclosure, Subject subject, SourceBody source) {
        this.item = item;
        this.disclosure = disclosure;
        this.subject = subject;
        this.source = source;
    }

    /** A copy to be changed. */
    public EntryBuilder(Entry entry) {
        model = entry.model();
        item = entry.item();
        disclosure = entry.disclosure();
        subject = entry.subject();
        source = entry.source();
        document = entry.document();
        basis = entry.basis();
        severity = entry.severity();
        state = entry.state();
        version = entry.version();
        until = entry.until();
        fields = entry.fields();
        penalty = entry.penalty();
        listing = entry.listing();
        measure = entry.measure();
        link = entry.link();
        consent = entry.consent();
    }

    /** Sets its code in the catalogue. */
    public EntryBuilder item(String value) {
        item = value;
        return this;
    }

    /** Sets to whom it may be shown. */
    public EntryBuilder disclosure(DisclosureClass value) {
        disclosure = value;
        return this;
    }

    /** Sets whom it is about. */
    public EntryBuilder subject(Subject value) {
        subject = value;
        return this;
    }

    /** Sets the body that made it. */
    public EntryBuilder source(SourceBody value) {
        source = value;
        return this;
    }

    /** Sets the document that it rests on. */
    public EntryBuilder document(@Nullable Document value) {
        document = value;
        return this;
    }

    /** Sets the legal basis. */
    public EntryBuilder basis(@Nullable String value) {
        basis = value;
        return this;
    }

    /** Sets how grave the breach is. */
    public EntryBuilder severity(@Nullable Severity value) {
        severity = value;
        return this;
    }

    /** Sets where it stands. */
    public EntryBuilder state(EntryState value) {
        state = value;
        return this;
    }

    /** Sets which version. */
    public EntryBuilder version(int value) {
        version = value;
        return this;
    }

    /** Sets the last day of public display. */
    public EntryBuilder until(@Nullable LocalDate value) {
        until = value;
        return this;
    }

    /** Sets what the catalogue defines. */
    public EntryBuilder fields(EntryFields value) {
        fields = value;
        return this;
    }

    /** Sets the penalty. */
    public EntryBuilder penalty(@Nullable Penalty value) {
        penalty = value;
        return this;
    }

    /** Sets the listing. */
    public EntryBuilder listing(@Nullable Listing value) {
        listing = value;
        return this;
    }

    /** Sets the measure that it asks for. */
    public EntryBuilder measure(@Nullable Measure value) {
        measure = value;
        return this;
    }

    /** Sets the organisation that a person is named for. */
    public EntryBuilder link(@Nullable Link value) {
        link = value;
        return this;
    }

    /** Sets the reference of the written consent. */
    public EntryBuilder consent(@Nullable String value) {
        consent = value;
        return this;
    }

    /** The entry. */
    public Entry build() {
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
}
