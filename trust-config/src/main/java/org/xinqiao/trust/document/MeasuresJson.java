package org.xinqiao.trust.document;

import java.util.List;
import org.xinqiao.contracts.entry.AppliesTo;
import org.xinqiao.contracts.entry.MeasureList;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code measures/<edition>.json}: an edition of the list of measures 失信惩戒措施清单, outside which none
 * may be asked for (R15), in the form of {@link MeasureList}.
 */
public final class MeasuresJson {
    /** How many measures one edition has. */
    static final int MEASURES_MAX = 1_000;

    private static final Shape MEASURE =
            ObjectShape.object()
                    .with("code", Shapes.CODE)
                    .with("name", Shapes.NAME)
                    .with("targets", Shapes.set(Shapes.constant(AppliesTo.class), 1, 2))
                    .with("basis", Shapes.TEXT);
    private static final Shape SHAPE =
            ObjectShape.object()
                    .with("edition", Shapes.matching("must be digits", "[0-9]{1,8}"))
                    .with("from", Shapes.DATE)
                    .maybe("synthetic", Shapes.BOOL)
                    .with("measures", Shapes.list(MEASURE, 0, MEASURES_MAX));

    private MeasuresJson() {}

    /** Everything that is wrong with the document. */
    public static List<DocumentFault> check(JsonNode json) {
        Faults faults = new Faults();
        SHAPE.check("", json, faults);
        Shapes.checkOnce(json, "measures", "code", faults);
        if (faults.list().isEmpty() && json instanceof ObjectNode object) {
            try {
                MeasureList.parse(object);
            } catch (MalformedJson e) {
                faults.add(e.path(), e.rule());
            }
        }
        return faults.list();
    }

    /** The edition in a document. */
    public static MeasureList read(JsonNode json) throws MalformedDocument {
        return Reading.of(
                json, MeasuresJson::check, fields -> MeasureList.parse((ObjectNode) json));
    }
}
