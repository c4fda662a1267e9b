package org.xinqiao.adapters.city;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xinqiao.adapters.city.PlatformUnavailable.Fault;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what the platform answered.
 *
 * <p>"No score" is 404 with exactly {@code {"score":null}}. A 404 alone is not enough: it is also
 * what a proxy or a wrong path answers, and would turn every resident into one without a score.
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

    Optional<CityScore> read(int status, byte[] body, Instant now) throws PlatformUnavailable {
        return switch (status) {
            case OK -> Optional.of(score(body, now));
            case NOT_FOUND -> none(body);
            default -> throw new PlatformUnavailable(Fault.WRONG_STATUS);
        };
    }

    private CityScore score(byte[] body, Instant now) throws PlatformUnavailable {
        long score;
        Instant computedAt;
        try {
            Fields fields = new Fields("score answer", StrictJson.parseObject(body));
            score = fields.integer("score", Long.MIN_VALUE, Long.MAX_VALUE);
            computedAt = fields.time("computedAt").toInstant();
            fields.end();
        } catch (MalformedJson e) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        }
        if (computedAt.isAfter(now.plus(AHEAD_MAX))) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        }
        if (score < 0 || score > scoreMax) {
            throw new PlatformUnavailable(Fault.OUT_OF_RANGE);
        }
        return new CityScore(Math.toIntExact(score), computedAt);
    }

    private static Optional<CityScore> none(byte[] body) throws PlatformUnavailable {
        try {
            ObjectNode answer = StrictJson.parseObject(body);
            if (answer.size() == 1 && answer.path("score").isNull()) {
                return Optional.empty();
            }
        } catch (MalformedJson e) {
            throw new PlatformUnavailable(Fault.MALFORMED);
        }
        throw new PlatformUnavailable(Fault.WRONG_STATUS);
    }
}
