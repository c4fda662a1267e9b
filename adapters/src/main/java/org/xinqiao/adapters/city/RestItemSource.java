package org.xinqiao.adapters.city;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * A city platform that answers about data items over REST: {@code POST {base}/items/query} with
 * {@code {"type","number","items":["…"]}}, answered 200 with {@code
 * {"items":[{"item","values":["…"],"asOf":"2026-11-21"}]}}: each item that was asked for, with no
 * values where nothing is held.
 *
 * <p>It is asked for what may be told and for nothing else; the number travels in the body, and
 * nothing of question or answer is kept or logged, as with scores ({@link RestScorePlatform}).
 */
public final class RestItemSource implements ItemSource, AutoCloseable {
    /** Far more than the longest answer takes. */
    static final int ANSWER_BYTES_MAX = 256 * 1024;

    private final InstantSource clock;
    private final PlatformQuestions questions;

    /**
     * @param base what {@code items/query} is resolved against
     * @param timeout for the whole exchange
     */
    public RestItemSource(URI base, Duration timeout, InstantSource clock) {
        this.clock = clock;
        this.questions = new PlatformQuestions(base, "items/query", timeout, ANSWER_BYTES_MAX);
    }

    @Override
    public Map<String, CityItem> items(SubjectNumber subject, Set<String> items)
            throws PlatformUnavailable {
        ObjectNode question =
                StrictJson.object()
                        .put("type", subject.type().name())
                        .put("number", subject.reveal());
        var codes = question.putArray("items");
        items.stream().sorted().forEach(codes::add);
        return questions.ask(
                StrictJson.write(question),
                raw -> ItemAnswer.read(raw.status(), raw.body(), items, clock.instant()));
    }

    @Override
    public void close() {
        questions.close();
    }
}
