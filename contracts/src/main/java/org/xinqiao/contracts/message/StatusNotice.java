package org.xinqiao.contracts.message;

import java.util.HashSet;
import java.util.List;
import org.xinqiao.contracts.code.StatusList;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Data of {@code xinqiao.status.notice.v1}: what changed in a status list of the sender between two
 * signings. Some of {@code set} are indices of passes that had expired anyway, so that their number
 * tells nothing.
 *
 * @param list the list's number, under 2³²
 * @param from {@code iat} of the list that it continues, which is the {@code to} of the notice
 *     before
 * @param to {@code iat} from which on the list holds the change, greater than {@code from}
 * @param set 1 to {@value #SET_MAX} different indices
 */
public record StatusNotice(long list, long from, long to, List<Integer> set) {
    /** Most indices in one notice. */
    public static final int SET_MAX = 1_024;

    private static final long NUMBER_MAX = 0xffff_ffffL;
    private static final long SECONDS_MAX = 253_402_300_799L;

    /** Keeps its own copy. */
    public StatusNotice {
        set = List.copyOf(set);
    }

    /** Reads the data; unknown members are refused. */
    public static StatusNotice parse(ObjectNode data) throws MalformedJson {
        var fields = new Fields("data", data);
        long from = fields.integer("from", 0, SECONDS_MAX - 1);
        var notice =
                new StatusNotice(
                        fields.integer("list", 0, NUMBER_MAX),
                        from,
                        fields.integer("to", from + 1, SECONDS_MAX),
                        set(fields));
        fields.end();
        return notice;
    }

    private static List<Integer> set(Fields fields) throws MalformedJson {
        List<Integer> set = fields.integers("set", 0, StatusList.INDICES_MAX - 1);
        if (set.isEmpty() || set.size() > SET_MAX || new HashSet<>(set).size() < set.size()) {
            throw fields.malformed("set", "1 to " + SET_MAX + " different indices");
        }
        return set;
    }

    /** The data as JSON. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("list", list).put("from", from).put("to", to);
        ArrayNode indices = json.putArray("set");
        set.forEach(indices::add);
        return json;
    }
}
