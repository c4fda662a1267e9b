package org.xinqiao.adapters.city;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.xinqiao.contracts.identity.UnifiedSocialCreditCode;
import org.xinqiao.contracts.json.StrictJson;

/**
 * A city platform that answers about organisations over REST: {@code POST
 * {base}/organisations/query} with {@code {"code"}}, answered 200 with {@code
 * {"name","lists","grade","asOf"}}, or 404 with {@code {"organisation":null}} where it knows none.
 * {@code lists} may hold {@code RED} and {@code BLACK}; {@code grade} is A to D, left out where it
 * was not evaluated.
 *
 * <p>Asked anew each time, as scores are: an organisation that leaves a list has left it at the
 * next scan.
 */
public final class RestOrganisationPlatform implements OrganisationPlatform, AutoCloseable {
    private final InstantSource clock;
    private final PlatformQuestions questions;

    /**
     * @param base what {@code organisations/query} is resolved against
     * @param timeout for the whole exchange
     */
    public RestOrganisationPlatform(URI base, Duration timeout, InstantSource clock) {
        this.clock = clock;
        this.questions = new PlatformQuestions(base, "organisations/query", timeout);
    }

    @Override
    public Optional<CityOrganisation> organisation(UnifiedSocialCreditCode code)
            throws PlatformUnavailable {
        byte[] question =
                StrictJson.write(StrictJson.mapper().createObjectNode().put("code", code.text()));
        return questions.ask(
                question,
                raw -> OrganisationAnswer.read(raw.status(), raw.body(), clock.instant()));
    }

    @Override
    public void close() {
        questions.close();
    }
}
