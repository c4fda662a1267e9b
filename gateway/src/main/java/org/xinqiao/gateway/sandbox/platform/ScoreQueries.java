package org.xinqiao.gateway.sandbox.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.gateway.sandbox.people.Resident;
import org.xinqiao.gateway.sandbox.people.Residents;

/** {@code POST /scores/query}: what a node asks its city's platform, as adapters.city lays down. */
final class ScoreQueries implements HttpHandler {
    private static final String JSON = "application/json";

    private final Residents residents;
    private final InstantSource clock;

    ScoreQueries(Residents residents, InstantSource clock) {
        this.residents = residents;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            Exchanges.answer(exchange, 405, JSON, "{\"error\":\"method-not-allowed\"}");
            return;
        }
        Optional<SubjectNumber> asked = asked(Exchanges.body(exchange));
        if (asked.isEmpty()) {
            Exchanges.answer(exchange, 400, JSON, "{\"error\":\"malformed\"}");
            return;
        }
        Optional<Resident> held =
                residents.find(asked.get()).filter(resident -> resident.score().isPresent());
        if (held.isEmpty()) {
            Exchanges.answer(exchange, 404, JSON, "{\"score\":null}");
            return;
        }
        Exchanges.answer(exchange, 200, JSON, score(held.get().score().orElseThrow()));
    }

    private String score(int score) {
        return "{\"score\":"
                + score
                + ",\"computedAt\":\""
                + clock.instant().truncatedTo(ChronoUnit.HOURS)
                + "\"}";
    }

    private static Optional<SubjectNumber> asked(byte[] body) {
        try {
            Fields fields = new Fields("query", StrictJson.parseObject(body));
            SubjectType type = fields.constant("type", SubjectType.class);
            String number = fields.text("number");
            fields.end();
            return Optional.of(SubjectNumber.parse(type, number));
        } catch (MalformedJson | InvalidIdentifier e) {
            return Optional.empty();
        }
    }
}
