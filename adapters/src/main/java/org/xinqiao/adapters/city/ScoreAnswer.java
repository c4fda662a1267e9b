package org.xinqiao.adapters.city;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Honour;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what the platform answered.
 *
 * <p>"No score" is 404 with {@code {"score":null}}, and honours if there are any. A 404 alone is
 * not enough: it is also what a proxy or a wrong path answers, and would turn every resident into
 * one without a score.
 */
final class ScoreAnswer {
    /** How far the platform's clock may be ahead of ours. */
    static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final int scoreMax;

    ScoreAnswer(int scoreMax) {
        this.scoreMax = scoreMax;
    }

    CityStanding read(int status, byte[] body, Instant now) throws PlatformUnavailable {
        if (status != OK && status != NOT_FOUND) {
            throw new PlatformUnavailable(Fault.WRONG_STATUS);
        }
        try {
            ObjectNode answer = StrictJson.parseObject(body);
            return status == OK ? held(answer, now) : none(answer);
        } catch (MalformedJson e) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        }
    }

    private CityStanding held(ObjectNode answer, Instant now)
            throws MalformedJson, PlatformUnavailable {
        var fields = new Fields("score answer", answer);
        long score = fields.integer("score", Long.MIN_VALUE, Long.MAX_VALUE);
        Instant computedAt = fields.time("computedAt").toInstant();
        Set<Honour> honours = honours(fields);
        fields.end();
        if (computedAt.isAfter(now.plus(AHEAD_MAX))) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        }
        if (score < 0 || score > scoreMax) {
            throw new PlatformUnavailable(Fault.OUT_OF_RANGE);
        }
        return new CityStanding(new CityScore(Math.toIntExact(score), computedAt), honours);
    }

    private static CityStanding none(ObjectNode answer) throws MalformedJson, PlatformUnavailable {
        if (!answer.path("score").isNull()) {
            throw new PlatformUnavailable(Fault.WRONG_STATUS);
        }
        ObjectNode rest = answer.deepCopy();
        rest.remove("score");
        var fields = new Fields("score answer", rest);
        Set<Honour> honours = honours(fields);
        if (!Set.of("honours").containsAll(fields.names())) {
            throw new PlatformUnavailable(Fault.WRONG_STATUS);
        }
        return new CityStanding(null, honours);
    }

    /** An honour that is not known here brings nothing, and is no reason to refuse the rest. */
    private static Set<Honour> honours(Fields fields) throws MalformedJson {
        var honours = EnumSet.noneOf(Honour.class);
        for (String name : fields.optionalTexts("honours")) {
            for (Honour honour : Honour.values()) {
                if (honour.name().equals(name)) {
                    honours.add(honour);
                }
            }
        }
        return honours;
    }
}
