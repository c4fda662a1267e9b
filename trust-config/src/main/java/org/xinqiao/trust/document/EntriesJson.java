package org.xinqiao.trust.document;

import java.util.List;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.EntryCatalogue;
import org.xinqiao.contracts.entry.EntryField;
import org.xinqiao.contracts.entry.ItemKind;
import org.xinqiao.contracts.entry.ListKind;
import org.xinqiao.contracts.entry.Tag;
import org.xinqiao.contracts.identity.Level;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code entries/<version>.json}: which entries of lists and records may be collected and shared
 * (R05, R07), in the form of {@link EntryCatalogue}.
 */
public final class EntriesJson {
    private static final Shape FIELD =
            ObjectShape.object()
                    .with("name", Shapes.matching("must be a field's name", "[A-Za-z0-9_]{1,64}"))
                    .with("zh", Shapes.TEXT)
                    .maybe("required", Shapes.BOOL)
                    .maybe("holds", Shapes.constant(EntryField.Holds.class))
                    .maybe("tags", Shapes.set(Shapes.constant(Tag.class), 0, 7));
    private static final Shape ITEM =
            ObjectShape.object()
                    .with("code", Shapes.CODE)
                    .with("name", Shapes.NAME)
                    .with("kind", Shapes.constant(ItemKind.class))
                    .maybe("list", Shapes.constant(ListKind.class))
                    .with("class", Shapes.constant(DisclosureClass.class))
                    .with("appliesTo", Shapes.set(Shapes.constant(AppliesTo.class), 1, 2))
                    .with("level", Shapes.constant(Level.class))
                    .with("from", Shapes.DATE)
                    .maybe("until", Shapes.DATE)
                    .maybe("doublePublicity", Shapes.BOOL)
                    .with("fields", Shapes.list(FIELD, 0, 1000));
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("version", Shapes.matching("must be digits", "[0-9]{1,8}"))
                    .maybe("synthetic", Shapes.BOOL)
                    .with("items", Shapes.list(ITEM, 0, EntryCatalogue.ITEMS_MAX));

    private EntriesJson() {}

    /** Everything that is wrong with the document. */
    public static List<DocumentFault> check(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        Shapes.checkOnce(json, "items", "code", faults);
        for (int i = 0; i < json.path("items").size(); i++) {
            JsonNode item = json.path("items").path(i);
            String path = Shapes.at("items", i);
            Shapes.checkOnce(item, path, "fields", "name", faults);
            String until = item.path("until").asString("");
            faults.require(
                    until.isEmpty() || until.compareTo(item.path("from").asString("")) >= 0,
                    Shapes.at(path, "until"),
                    "must not be before from");
        }
        if (faults.list().isEmpty() && json instanceof ObjectNode object) {
            try {
                EntryCatalogue.parse(object);
            } catch (MalformedJson e) {
                faults.add(e.path(), e.rule());
            }
        }
        return faults.list();
    }

    /** The catalogue in a document. */
    public static EntryCatalogue read(JsonNode json) throws MalformedDocument {
        return Reading.of(
                json, EntriesJson::check, fields -> EntryCatalogue.parse((ObjectNode) json));
    }
}
