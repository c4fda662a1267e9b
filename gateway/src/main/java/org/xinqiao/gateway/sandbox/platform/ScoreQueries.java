package org.xinqiao.gateway.sandbox.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.xinqiao.contracts.identity.InvalidIdentifier;
import org.xinqiao.contracts.identity.SubjectNumber;
import org.xinqiao.contracts.identity.SubjectType;
import org.xinqiao.contracts.json.Fields;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import org.xinqiao.contracts.message.Honour;
import org.xinqiao.gateway.sandbox.people.Resident;
import org.xinqiao.gateway.sandbox.people.Residents;
import tools.jackson.databind.node.ObjectNode;

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
        Optional<Resident> held = residents.find(asked.get());
        OptionalInt score = held.map(Resident::score).orElse(OptionalInt.empty());
        ObjectNode answer = StrictJson.object();
        if (score.isPresent()) {
            answer.put("score", score.getAsInt());
            answer.put("computedAt", clock.instant().truncatedTo(ChronoUnit.HOURS).toString());
        } else {
            answer.putNull("score");
        }
        Set<Honour> honours = held.map(Resident::honours).orElse(Set.of());
        if (!honours.isEmpty()) {
            var names = answer.putArray("honours");
            honours.forEach(honour -> names.add(honour.name()));
        }
        Exchanges.answer(exchange, score.isPresent() ? 200 : 404, JSON, answer.toString());
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
