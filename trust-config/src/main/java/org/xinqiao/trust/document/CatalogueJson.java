package org.xinqiao.trust.document;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.DisclosureClass;
import org.xinqiao.contracts.entry.Tag;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.JsonNode;

/**
 * {@code catalogue/<version>.json}:
 *
 * <pre>{@code
 * { "version": "2026",
 *   "purposes": [ { "id": "library.lending", "name": { "zh": "图书借阅", "en": "Library lending" } } ],
 *   "items": [ { "code": "credit.score", "name": { "zh": "信用分", "en": "Score" },
 *                "class": "AUTHORISED", "tags": [], "appliesTo": ["NATURAL"], "source": "R05" } ] }
 * }</pre>
 */
public final class CatalogueJson {
    private static final Shape ITEM =
            ObjectShape.object()
                    .with("code", Shapes.CODE)
                    .with("name", Shapes.NAME)
                    .with("class", Shapes.constant(DisclosureClass.class))
                    .maybe("tags", Shapes.set(Shapes.constant(Tag.class), 0, 7))
                    .with("appliesTo", Shapes.set(Shapes.constant(AppliesTo.class), 1, 2))
                    .with("source", Shapes.TEXT)
                    .maybe("synthetic", Shapes.BOOL);
    private static final Shape PURPOSE =
            ObjectShape.object().with("id", Shapes.PURPOSE).with("name", Shapes.NAME);
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("version", Shapes.matching("must be digits", "[0-9]{1,8}"))
                    .maybe("synthetic", Shapes.BOOL)
                    .with("purposes", Shapes.list(PURPOSE, 0, 1000))
                    .with("items", Shapes.list(ITEM, 0, 10_000));

    private CatalogueJson() {}

    /** Everything that is wrong with the document. */
    public static List<DocumentFault> check(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        Shapes.checkOnce(json, "items", "code", faults);
        Shapes.checkOnce(json, "purposes", "id", faults);
        return faults.list();
    }

    /** The catalogue in a document. */
    public static Catalogue read(JsonNode json) throws MalformedDocument {
        return Reading.of(
                json,
                CatalogueJson::check,
                fields ->
                        new Catalogue(
                                fields.text("version"),
                                Reading.each(fields.objects("items"), CatalogueJson::item),
                                Reading.each(fields.objects("purposes"), CatalogueJson::purpose)));
    }

    private static CatalogueItem item(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        Set<Tag> tags = EnumSet.noneOf(Tag.class);
        fields.optionalTexts("tags").forEach(tag -> tags.add(Tag.valueOf(tag)));
        Set<AppliesTo> appliesTo = EnumSet.noneOf(AppliesTo.class);
        fields.texts("appliesTo").forEach(whom -> appliesTo.add(AppliesTo.valueOf(whom)));
        return new CatalogueItem(
                fields.text("code"),
                name.text("zh"),
                name.text("en"),
                fields.constant("class", DisclosureClass.class),
                tags,
                appliesTo,
                fields.text("source"));
    }

    private static Purpose purpose(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        return new Purpose(fields.text("id"), name.text("zh"), name.text("en"));
    }
}
