package org.xinqiao.gateway.vectors;

import java.time.Instant;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.problem.ProblemType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One file of vectors while it is made. Each vector says what it is, and what must become of it.
 */
final class VectorFile {
    final String name;
    final ObjectNode json = StrictJson.object();
    private final ArrayNode vectors;

    VectorFile(String name, String about) {
        this.name = name;
        json.put("about", about);
        vectors = json.putArray("vectors");
    }

    /** One that must be accepted. */
    ObjectNode accepts(String what, String clause, Instant now) {
        return vector(what, clause, now).put("verdict", "accept");
    }

    /** One that must be refused, for this reason. */
    ObjectNode refuses(String what, String clause, Instant now, ProblemType problem) {
        return vector(what, clause, now).put("verdict", "refuse").put("problem", problem.wire());
    }

    /** One with a verdict of its own. */
    ObjectNode judges(String what, String clause, Instant now, String verdict) {
        return vector(what, clause, now).put("verdict", verdict);
    }

    private ObjectNode vector(String what, String clause, Instant now) {
        return vectors.addObject()
                .put("name", what)
                .put("clause", clause)
                .put("now", now.toString());
    }
}
