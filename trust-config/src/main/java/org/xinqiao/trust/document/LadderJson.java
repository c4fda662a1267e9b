package org.xinqiao.trust.document;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xinqiao.contracts.identity.NodeId;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.JsonNode;

/** The member {@code ladder} of an agreement. */
final class LadderJson {
    static final int RUNG_MAX = 15;
    static final int SCORE_MAX = 1_000_000;

    private static final Shape RUNG =
            ObjectShape.object()
                    .with("number", Shapes.integer(0, RUNG_MAX))
                    .with("name", Shapes.NAME);
    private static final Shape GRADE =
            ObjectShape.object()
                    .with("name", Shapes.NAME)
                    .with("min", Shapes.integer(0, SCORE_MAX))
                    .with("rung", Shapes.integer(0, RUNG_MAX));
    private static final Shape SCALE =
            ObjectShape.object()
                    .with("name", Shapes.NAME)
                    .with("max", Shapes.integer(1, SCORE_MAX))
                    .maybe("synthetic", Shapes.BOOL)
                    .with("grades", Shapes.list(GRADE, 1, 32));
    static final Shape SHAPE =
            ObjectShape.object()
                    .with("rungs", Shapes.list(RUNG, 1, RUNG_MAX + 1))
                    .with("scales", Shapes.byNode(SCALE));

    private LadderJson() {}

    static Set<Integer> checkRungs(JsonNode ladder, Faults faults) {
        Set<Integer> numbers = new HashSet<>();
        JsonNode rungs = ladder.path("rungs");
        for (int i = 0; i < rungs.size(); i++) {
            JsonNode number = rungs.path(i).path("number");
            if (Shapes.isInt(number)) {
                numbers.add(number.asInt());
                faults.require(
                        number.asInt() == i,
                        Shapes.at("ladder.rungs", i) + ".number",
                        "rungs are numbered from 0 upwards without gaps");
            }
        }
        return numbers;
    }

    static void checkScales(JsonNode ladder, Set<Integer> rungs, Faults faults) {
        JsonNode scales = ladder.path("scales");
        for (String node : scales.propertyNames()) {
            JsonNode scale = scales.get(node);
            checkGrades(Shapes.at("ladder.scales", node) + ".grades", scale, rungs, faults);
        }
    }

    private static void checkGrades(
            String path, JsonNode scale, Set<Integer> rungs, Faults faults) {
        JsonNode grades = scale.path("grades");
        long below = -1;
        int rungBelow = 0;
        for (int i = 0; i < grades.size(); i++) {
            JsonNode min = grades.path(i).path("min");
            JsonNode rung = grades.path(i).path("rung");
            String at = Shapes.at(path, i);
            if (Shapes.isInt(min)) {
                checkMin(at + ".min", min.asLong(), below, i == 0, scale.path("max"), faults);
                below = min.asLong();
            }
            if (Shapes.isInt(rung)) {
                faults.require(
                        rungs.contains(rung.asInt()), at + ".rung", "is not a rung of the ladder");
                faults.require(
                        rung.asInt() >= rungBelow,
                        at + ".rung",
                        "a better grade must not stand on a lower rung");
                rungBelow = rung.asInt();
            }
        }
    }

    private static void checkMin(
            String path, long min, long below, boolean first, JsonNode max, Faults faults) {
        if (first) {
            faults.require(min == 0, path, "the lowest grade starts at 0");
        } else {
            faults.require(min > below, path, "grades must ascend");
        }
        faults.require(!Shapes.isInt(max) || min <= max.asLong(), path, "must not exceed max");
    }

    static Ladder read(Fields fields) throws MalformedJson {
        Fields objects = fields.object("scales");
        Map<NodeId, Scale> scales = new TreeMap<>();
        for (String node : objects.names()) {
            scales.put(NodeId.parse(node), scale(objects.object(node)));
        }
        return new Ladder(Reading.each(fields.objects("rungs"), LadderJson::rung), scales);
    }

    private static Rung rung(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        return new Rung(fields.integer("number", 0, RUNG_MAX), name.text("zh"), name.text("en"));
    }

    private static Scale scale(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        List<Grade> grades = Reading.each(fields.objects("grades"), LadderJson::grade);
        return new Scale(
                name.text("zh"),
                name.text("en"),
                fields.integer("max", 1, SCORE_MAX),
                grades,
                fields.optionalBool("synthetic"));
    }

    private static Grade grade(Fields fields) throws MalformedJson {
        Fields name = fields.object("name");
        return new Grade(
                name.text("zh"),
                name.text("en"),
                fields.integer("min", 0, SCORE_MAX),
                fields.integer("rung", 0, RUNG_MAX));
    }
}
