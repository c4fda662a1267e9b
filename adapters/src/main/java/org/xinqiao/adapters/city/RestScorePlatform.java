package org.xinqiao.adapters.city;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.json.StrictJson;

/**
 * A city platform that answers over REST: {@code POST {base}/scores/query} with {@code
 * {"type","number"}}, answered 200 with {@code {"score","computedAt"}}, or 404 with {@code
 * {"score":null}} where it holds none; either may have {@code "honours"}, a list of the names of
 * {@link org.xinqiao.contracts.message.Honour}.
 *
 * <p>The number travels in the body, never in a URL, and nothing of question or answer is logged.
 * The whole exchange, body included, ends within the timeout. A platform that keeps failing is left
 * alone for a moment ({@link Breaker}).
 *
 * <p>Scores are not kept, not even for seconds: a city computes them anew at any time, a repair or
 * a correction must bite at the next scan, and what is not kept cannot leak. A visit is one
 * question, so there is little to gain.
 */
public final class RestScorePlatform implements ScorePlatform, AutoCloseable {
    private final InstantSource clock;
    private final ScoreAnswer answers;
    private final PlatformQuestions questions;

    /**
     * @param base what {@code scores/query} is resolved against
     * @param timeout for the whole exchange
     * @param scoreMax the upper end of the city's scale; the lower is 0
     */
    public RestScorePlatform(URI base, Duration timeout, int scoreMax, InstantSource clock) {
        this.clock = clock;
        this.answers = new ScoreAnswer(scoreMax);
        this.questions = new PlatformQuestions(base, "scores/query", timeout);
    }

    @Override
    public CityStanding standingOf(SubjectNumber number) throws PlatformUnavailable {
        return questions.ask(
                question(number), raw -> answers.read(raw.status(), raw.body(), clock.instant()));
    }

    private static byte[] question(SubjectNumber number) {
        return StrictJson.write(
                StrictJson.mapper()
                        .createObjectNode()
                        .put("type", number.type().name())
                        .put("number", number.reveal()));
    }

    @Override
    public void close() {
        questions.close();
    }
}
