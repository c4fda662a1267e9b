package org.xinqiao.contracts.message;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.code.ConsentRef;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.Rfc3339;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.reason.NotGiven;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.items.response.v1}: for each item that was asked for, in the same order,
 * its values or a coarse reason why not; nothing else.
 *
 * @param answers one for each item
 * @param answeredAt the answering city's time
 * @param consentRef under which reference the answering city will tell of a change of the consent;
 *     null where nothing rests on one
 * @param consentRevision revision of the consent that was judged; 0 where there is none
 */
public record ItemsResponse(
        List<Answer> answers,
        OffsetDateTime answeredAt,
        @Nullable ConsentRef consentRef,
        long consentRevision) {
    /** Most values of one item. */
    public static final int VALUES_MAX = 20;

    /** Longest value. */
    public static final int VALUE_CHARACTERS_MAX = 120;

    /** Longest answer: all values together. */
    public static final int CHARACTERS_MAX = 8_000;

    private static final int BASIS_CHARACTERS_MAX = 64;

    /** What became of one item. */
    public sealed interface Answer {
        /** Code of the item. */
        String item();

        /**
         * It is given.
         *
         * @param values at least one
         * @param asOf the day of which the city's source says so
         * @param basis {@code <agreement>#<clause>}
         */
        record Given(String item, List<String> values, LocalDate asOf, String basis)
                implements Answer {
            /** Keeps its own copy. */
            public Given {
                values = List.copyOf(values);
            }

            /** Masked: the values may be a person's. */
            @Override
            public String toString() {
                return "Given[" + item + ", ***]";
            }
        }

        /** It is not given, and the reason is all that is told. */
        record Withheld(String item, NotGiven reason) implements Answer {}
    }

    /** Keeps its own copy. */
    public ItemsResponse {
        answers = List.copyOf(answers);
    }

    /** Characters of all values together. */
    public int characters() {
        int characters = 0;
        for (Answer answer : answers) {
            if (answer instanceof Answer.Given given) {
                characters += given.values().stream().mapToInt(String::length).sum();
            }
        }
        return characters;
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = StrictJson.object();
        var array = json.putArray("answers");
        for (Answer answer : answers) {
            ObjectNode one = array.addObject().put("item", answer.item());
            switch (answer) {
                case Answer.Given given -> {
                    var values = one.putArray("values");
                    given.values().forEach(values::add);
                    one.put("asOf", given.asOf().toString());
                    one.put("basis", given.basis());
                }
                case Answer.Withheld withheld -> one.put("reason", withheld.reason().wire());
            }
        }
        json.put("answeredAt", Rfc3339.format(answeredAt));
        if (consentRef != null) {
            json.put("consentRef", consentRef.wire());
            json.put("consentRevision", consentRevision);
        }
        return json;
    }

    /** Reads the data; unknown members are refused. */
    public static ItemsResponse parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        var answers = new ArrayList<Answer>();
        for (Fields one : fields.objects("answers")) {
            answers.add(answer(one));
        }
        var items = new HashSet<String>();
        if (answers.isEmpty() || !answers.stream().map(Answer::item).allMatch(items::add)) {
            throw fields.malformed("answers", "one for each item that was asked for");
        }
        boolean consented = fields.has("consentRef");
        var response =
                new ItemsResponse(
                        answers,
                        fields.time("answeredAt"),
                        consented
                                ? new ConsentRef(fields.bytes("consentRef", ConsentRef.BYTES))
                                : null,
                        consented ? fields.integer("consentRevision", 1, Integer.MAX_VALUE) : 0);
        fields.end();
        if (response.characters() > CHARACTERS_MAX) {
            throw fields.malformed("answers", "at most " + CHARACTERS_MAX + " characters in all");
        }
        return response;
    }

    private static Answer answer(Fields fields) throws MalformedJson {
        String item = fields.text("item", ItemsRequest.CODE_CHARACTERS_MAX);
        Answer answer =
                fields.has("reason")
                        ? new Answer.Withheld(item, fields.oneOf("reason", NotGiven::ofWire))
                        : new Answer.Given(
                                item,
                                values(fields),
                                fields.date("asOf"),
                                fields.text("basis", BASIS_CHARACTERS_MAX));
        fields.end();
        return answer;
    }

    /** The values of a member {@code values}, within the bounds. */
    private static List<String> values(Fields fields) throws MalformedJson {
        List<String> values = fields.texts("values");
        if (values.isEmpty() || !bounded(values)) {
            throw fields.malformed(
                    "values",
                    "1 to "
                            + VALUES_MAX
                            + " texts of 1 to "
                            + VALUE_CHARACTERS_MAX
                            + " characters");
        }
        return values;
    }

    /** Whether values, none at all among them, are within the bounds of an answer. */
    public static boolean bounded(List<String> values) {
        return values.size() <= VALUES_MAX
                && values.stream()
                        .allMatch(value ->
                                !value.isBlank() && value.length() <= VALUE_CHARACTERS_MAX);
    }
}
