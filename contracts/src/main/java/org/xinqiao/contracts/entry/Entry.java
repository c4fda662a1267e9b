package org.xinqiao.contracts.entry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.Jcs;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of a list or record: what a public body says of a subject, and on what it rests.
 *
 * <p>It has the form of the schema and keeps the bounds; whether it keeps the rules, {@link
 * EntryRules} says. So an entry can be wrong, be set aside and be shown to its source, as it came.
 *
 * @param model the version of this model, {@link #MODEL}
 * @param item its code in the catalogue
 * @param disclosure to whom it may be shown
 * @param subject whom it is about
 * @param source the body that made it
 * @param document the document that it rests on
 * @param basis the legal basis
 * @param severity of a breach
 * @param state where it stands
 * @param version from 1; each change of the entry counts one up
 * @param until last day of public display
 * @param fields what the catalogue defines for the item
 * @param penalty where it is a penalty
 * @param listing where it stands on a list
 * @param measure where it asks for a measure
 * @param link where a person is named for an organisation's breach
 * @param consent reference of the subject's written consent, where a field needs one
 */
public record Entry(
        int model,
        String item,
        DisclosureClass disclosure,
        Subject subject,
        SourceBody source,
        @Nullable Document document,
        @Nullable String basis,
        @Nullable Severity severity,
        EntryState state,
        int version,
        @Nullable LocalDate until,
        EntryFields fields,
        @Nullable Penalty penalty,
        @Nullable Listing listing,
        @Nullable Measure measure,
        @Nullable Link link,
        @Nullable String consent) {
    /** The version of the model that this code writes. */
    public static final int MODEL = 1;

    /** Checks the bounds. */
    public Entry {
        if (model < 1 || version < 1) {
            throw new IllegalArgumentException("model and version count from 1");
        }
        EntryBounds.text(item);
        EntryBounds.text(basis);
        EntryBounds.text(consent);
        EntryBounds.day(until);
    }

    /** The entry in JSON, canonical or not; unknown members are refused. */
    public static Entry parse(byte[] json) throws MalformedJson {
        return parse(StrictJson.parseObject(json));
    }

    /** The entry in a JSON object; unknown members are refused. */
    public static Entry parse(ObjectNode json) throws MalformedJson {
        return EntryJson.read(new Fields("entry", json), true);
    }

    /**
     * The entry in JSON that may be of a later model: members and the names of kinds and domains of
     * penalties that this code does not know are passed over, as Avro's resolution does.
     */
    public static Entry parseKnown(ObjectNode json) throws MalformedJson {
        return EntryJson.read(new Fields("entry", json), false);
    }

    /** The canonical JSON: the bytes that are hashed. */
    public byte[] json() {
        var jcs = new Jcs();
        EntryCodec.json(this, jcs);
        return jcs.bytes();
    }

    /** The entry one version on, in this state. */
    public Entry next(EntryState newState) {
        return new EntryBuilder(this).state(newState).version(version + 1).build();
    }

    /** The same entry with this subject and these fields. */
    public Entry with(Subject newSubject, EntryFields newFields) {
        return new EntryBuilder(this).subject(newSubject).fields(newFields).build();
    }

    /** Item, version and state, nothing of the subject. */
    @Override
    public String toString() {
        return item + " version " + version + " " + state;
    }
}
